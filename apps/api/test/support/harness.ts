import { randomBytes } from 'node:crypto';
import { internet, type Network } from '@berth/connectivity';
import { closeAfterFile, openTestDatabase, type TestDatabase } from '@berth/db/testing';
import { auditTrail, prepareInstallation, type RatePolicy } from '@berth/domain';
import { type AuditTrail, type Context, inTransaction } from '@berth/resource';
import { createKeyRing, createSecrets, type KeyProvider, type Secrets } from '@berth/secrets';
import type { Hono } from 'hono';
import { type AppDeps, createApp } from '../../src/app.ts';
import { contextFor } from '../../src/http/auth.ts';
import { newRequestId } from '../../src/http/request-id.ts';
import { checkAnswer } from './answers.ts';
import { checkDocumented } from './documented.ts';
import { checkError } from './errors.ts';
import { type Answer, type Ask, answerOf, requestOf } from './json-http.ts';
import { type Send, sendTo } from './prism.ts';

/** Sends requests to the application with one key. Checks every 2xx answer against its view and the contract. */
export interface Client {
  key: string;
  request: Ask;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Posts a body and returns the created object. @throws Error when the request is refused. */
  create(path: string, body: object): Promise<{ id: string } & Record<string, never>>;
  /** Runs a write of the key that no route offers. */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}

export interface Harness {
  /** Every answer of this application is checked against the document. */
  app: Hono;
  database: TestDatabase;
  secrets: Secrets;
  /** The key of the first instance. It holds every scope. */
  bootstrap: Client;
  /** Makes an instance and returns a client with the role admin. */
  newInstance(): Promise<Client & { instanceId: string }>;
  as(key: string): Client;
  /** Returns the domain's context for a request of this client, for calls that bypass the faces. */
  contextOf(client: Client): Promise<Context>;
  /** Every logged line, as JSON. */
  logged: string[];
  /** The operator's settings. A test may change them. */
  settings: {
    keptRevisions: number | null;
    revealsPerMinute: number;
    allowPrivate: boolean;
    publicUrl: string;
  };
  /** Sets the application's clock; null for the real one. */
  setClock(now: Date | null): void;
  /** Empties the cache of opened keys, as a restart of the process does. */
  forgetKeys(): void;
}

export interface HarnessOptions {
  /** Holds the master keys; a local ring by default. */
  provider?: KeyProvider;
  /** Wraps the database of the application. */
  around?: (database: TestDatabase) => TestDatabase | Promise<TestDatabase>;
  /** Replaces the audit trail. */
  audit?: AuditTrail;
  /** The network of provider tests; the internet by default. */
  network?: Network;
  /** The rate limit of each key; none by default. */
  rateLimit?: RatePolicy;
  /** Sends requests directly to the application, never through Prism, so that the client's address is known. */
  directly?: boolean;
  /** The number of trusted proxies that report the client's address; none by default. */
  proxies?: number;
  /** The origins whose scripts may call; none by default. */
  corsOrigins?: readonly string[];
  /** The path under which a proxy offers the server; none by default. */
  basePath?: string;
  /** The settings of the dashboard, where they differ from the usual ones. */
  dashboard?: NonNullable<AppDeps['dashboard']>;
}

/** Starts the application on its own database with the shipped catalogue. Closes it when the test file ends. */
export async function startHarness({
  provider,
  around,
  audit,
  network,
  rateLimit,
  proxies = 0,
  directly = false,
  corsOrigins,
  basePath,
  dashboard,
}: HarnessOptions = {}): Promise<Harness> {
  const opened = await openTestDatabase();
  const whole = around ? await around(opened) : opened;
  const database = Object.assign(whole, { close: closeAfterFile(whole.close) });
  const keys = provider ?? createKeyRing([{ key: randomBytes(32) }]);
  const secrets = createSecrets(keys);
  const bootstrapKey = randomBytes(24).toString('hex');
  await prepareInstallation(database, secrets, { bootstrapKey, now: new Date() });
  const settings = {
    keptRevisions: null as number | null,
    revealsPerMinute: 1_000_000,
    allowPrivate: false,
    publicUrl: 'http://localhost',
  };
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
    ...(basePath ? { basePath } : {}),
    ...(dashboard ? { dashboard } : {}),
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

/** Makes the application check every answer against its document, whoever sent the request. */
function documented(app: Hono): Hono {
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const { pathname, search } = new URL(request.url);
    const contentType = response.headers.get('content-type');
    const isLines = contentType?.includes('ndjson'); // a stream is read while the server writes it
    const text = isLines ? '' : await response.clone().text();
    const isJson = /[/+]json(;|$)/.test(contentType ?? '');
    if (isJson && text !== '' && !text.endsWith('\n')) throw new Error(`${pathname} ends without a line end`);
    const body = isJson ? text && JSON.parse(text) : text;
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
