import { randomBytes } from 'node:crypto';
import { internet } from '@berth/connectivity';
import { openTestDatabase, type TestDatabase } from '@berth/db/testing';
import { auditTrail, prepareInstallation } from '@berth/domain';
import { newId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { createKeyRing, createSecrets } from '@berth/secrets';
import type { Hono } from 'hono';
import { afterAll } from 'vitest';
import { type AppDeps, createApp } from '../src/app.ts';
import { contextFor } from '../src/auth.ts';
import { checkAnswer } from './answers.ts';
import { checkError } from './errors.ts';

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came; the test says what it should be
  body: any;
}

/** Speaks to the application as one key. Every 2xx answer is checked against its view and the contract. */
export interface Client {
  key: string;
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Posts what must succeed and answers the object. */
  create(path: string, body: object): Promise<{ id: string } & Record<string, never>>;
}

export interface Harness {
  app: Hono;
  database: TestDatabase;
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
}

/**
 * The application on a database of its own, with the shipped catalogue. Closed when the test file ends. `audit` takes
 * the place of the instance's own trail.
 */
export async function startHarness(given: Pick<AppDeps, 'audit' | 'network'> = {}): Promise<Harness> {
  const database = await openTestDatabase();
  const secrets = createSecrets(createKeyRing(randomBytes(32)));
  const bootstrapKey = randomBytes(24).toString('hex');
  await prepareInstallation(database, secrets, { bootstrapKey, now: new Date() });
  const settings = { keptRevisions: null as number | null, revealsPerMinute: 1_000_000, allowPrivate: false };
  const logged: string[] = [];
  const line = (fields: object, message: string) => logged.push(JSON.stringify({ ...fields, message }));
  let fixed: Date | null = null;
  const app = createApp({
    database,
    secrets,
    settings,
    log: { info: line, warn: line, error: line },
    version: '0.0.0-test',
    trustProxy: false,
    ready: () => true,
    clock: () => fixed ?? new Date(),
    ...given,
  });
  const as = (key: string) => clientOf(app, key);
  const bootstrap = as(bootstrapKey);
  afterAll(() => database.close());
  return {
    app,
    database,
    bootstrap,
    as,
    contextOf: ({ key }) => {
      const now = fixed ?? new Date();
      const client = { ip: null, userAgent: null };
      const requestId = newId('request', now);
      const network = given.network ?? internet;
      const source = { database, secrets, settings, network, audit: auditTrail, client, now, requestId };
      return contextFor(source, key);
    },
    logged,
    settings,
    setClock: (now) => {
      fixed = now;
    },
    newInstance: async () => {
      const { body } = await bootstrap.post('instances', { name: `Test ${randomBytes(4).toString('hex')}` });
      return { ...as(body.secret_key.secret), instanceId: body.id };
    },
  };
}

function clientOf(app: Hono, key: string): Client {
  const request: Client['request'] = async (method, path, body, headers = {}) => {
    const url = `/${path.replace(/^\//, '')}`;
    const response = await app.request(url, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
    if (response.ok) checkAnswer(method, url, answer.body);
    else if (method !== 'HEAD') checkError(url, answer.status, answer.body);
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
