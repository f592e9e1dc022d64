import { randomBytes } from 'node:crypto';
import { internet, type Network } from '@berth/connectivity';
import { openTestDatabase, type TestDatabase } from '@berth/db/testing';
import { auditTrail, prepareInstallation, type RatePolicy } from '@berth/domain';
import { type AuditTrail, type Context, inTransaction } from '@berth/resource';
import { createKeyRing, createSecrets, type KeyProvider, type Secrets } from '@berth/secrets';
import type { Hono } from 'hono';
import { afterAll } from 'vitest';
import { type AppDeps, createApp } from '../../src/app.ts';
import { contextFor, newRequestId } from '../../src/http/auth.ts';
import { checkAnswer } from './answers.ts';
import { checkDocumented } from './documented.ts';
import { checkError } from './errors.ts';
import { type Answer, type Ask, answerOf, requestOf } from './json-http.ts';
import { type Send, sendTo } from './prism.ts';

/** Speaks to the application as one key. A 2xx answer is checked against its view and the contract. */
export interface Client {
  key: string;
  request: Ask;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Posts what must succeed and answers the object. */
  create(path: string, body: object): Promise<{ id: string } & Record<string, never>>;
  /** Runs what no route makes as a write of the key. */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}

export interface Harness {
  /** Every answer that it gives is checked against the document. */
  app: Hono;
  database: TestDatabase;
  secrets: Secrets;
  /** The key of the first instance that holds every scope. */
  bootstrap: Client;
  /** A client of a new instance, with the role admin. */
  newInstance(): Promise<Client & { instanceId: string }>;
  as(key: string): Client;
  /** What the domain is given for a request of this client, to ask it without a face. */
  contextOf(client: Client): Promise<Context>;
  /** Every line that was logged, as JSON. */
  logged: string[];
  /** What the operator has set; a test may set it otherwise. */
  settings: { keptRevisions: number | null; revealsPerMinute: number; allowPrivate: boolean };
  /** What the application takes for now; null for the real clock. */
  setClock(now: Date | null): void;
  /** Forgets every key that was opened, as a process that starts does. */
  forgetKeys(): void;
}

export interface HarnessOptions {
  /** Holds the master keys; a local ring unless given. */
  provider?: KeyProvider;
  /** Stands between the application and its database. */
  around?: (database: TestDatabase) => TestDatabase | Promise<TestDatabase>;
  /** Takes the place of the instance's own trail. */
  audit?: AuditTrail;
  /** Where provider tests go; the internet unless given. */
  network?: Network;
  /** How often a key may ask; without a limit unless given. */
  rateLimit?: RatePolicy;
  /** Whether nothing may stand between its clients and the application: for where a request is from. */
  directly?: boolean;
  /** How many proxies stand in front, which say where a request is from; none unless given. */
  proxies?: number;
  /** Whose scripts may call; nobody's unless given. */
  corsOrigins?: readonly string[];
}

/** The application on a database of its own, with the shipped catalogue. Closed when the test file ends. */
export async function startHarness({
  provider,
  around,
  audit,
  network,
  rateLimit,
  proxies = 0,
  directly = false,
  corsOrigins,
}: HarnessOptions = {}): Promise<Harness> {
  const opened = await openTestDatabase();
  const database = around ? await around(opened) : opened;
  const keys = provider ?? createKeyRing([{ key: randomBytes(32) }]);
  const secrets = createSecrets(keys);
  const bootstrapKey = randomBytes(24).toString('hex');
  await prepareInstallation(database, secrets, { bootstrapKey, now: new Date() });
  const settings = { keptRevisions: null as number | null, revealsPerMinute: 1_000_000, allowPrivate: false };
  const logged: string[] = [];
  const line = (fields: object, message: string) => logged.push(JSON.stringify({ ...fields, message }));
  let fixed: Date | null = null;
  const clock = () => fixed ?? new Date();
  const deps: AppDeps = {
    database,
    secrets,
    settings,
    log: { info: line, warn: line, error: line },
    version: '0.0.0-test',
    trustProxy: proxies,
    ready: () => true,
    clock,
    ...(audit ? { audit } : {}),
    ...(network ? { network } : {}),
    ...(rateLimit ? { rateLimit } : {}),
    ...(corsOrigins ? { corsOrigins } : {}),
  };
  const app = documented(createApp(deps));
  const contextOf = (key: string) => {
    const now = clock();
    const source = {
      database,
      secrets: deps.secrets,
      settings,
      network: network ?? internet,
      audit: auditTrail,
      client: { ip: null, userAgent: null },
      now,
      requestId: newRequestId(now),
    };
    return contextFor(source, key);
  };
  const runAs = async (key: string, verb: (ctx: Context) => Promise<string>) => {
    const { id } = await inTransaction(await contextOf(key), async (ctx) => ({ id: await verb(ctx) }));
    return String(id);
  };
  const send = await sendTo(app, directly);
  const as = (key: string): Client => ({ ...clientOf(send, key), run: (verb) => runAs(key, verb) });
  const bootstrap = as(bootstrapKey);
  afterAll(() => database.close());
  return {
    app,
    database,
    get secrets() {
      return deps.secrets;
    },
    bootstrap,
    as,
    contextOf: ({ key }) => contextOf(key),
    logged,
    settings,
    setClock: (now) => {
      fixed = now;
    },
    forgetKeys: () => {
      deps.secrets = createSecrets(keys);
    },
    newInstance: async () => {
      const { body } = await bootstrap.post('instances', { name: `Test ${randomBytes(4).toString('hex')}` });
      return { ...as(body.secret_key.secret), instanceId: body.id };
    },
  };
}

/** The same application. Every answer that it gives, to whom- and however, is checked against its document. */
function documented(app: Hono): Hono {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const { pathname, search } = new URL(request.url);
    const contentType = response.headers.get('content-type');
    const isLines = contentType?.includes('ndjson'); // made while it is read
    const text = isLines ? '' : await response.clone().text();
    const body = /[/+]json(;|$)/.test(contentType ?? '') ? text && JSON.parse(text) : text;
    checkDocumented(request.method, `${pathname}${search}`, { status: response.status, contentType, body });
    return response;
  };
  return app;
}

function clientOf(send: Send, key: string): Omit<Client, 'run'> {
  const request: Ask = async (method, path, body, headers = {}) => {
    const url = `/${path.replace(/^\//, '')}`;
    const response = await send(url, requestOf(method, body, { authorization: `Bearer ${key}`, ...headers }));
    const answer = await answerOf(response);
    if (response.ok) checkAnswer(method, url, answer.body);
    else if (method !== 'HEAD' && response.status !== 304) checkError(url, answer.status, answer.body);
    return answer;
  };
  return {
    key,
    request,
    get: (path) => request('GET', path),
    post: (path, body) => request('POST', path, body),
    patch: (path, body) => request('PATCH', path, body),
    delete: (path) => request('DELETE', path),
    create: async (path, body) => {
      const answer = await request('POST', path, body);
      if (answer.status !== 200) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  };
}
