import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../apps/api/src/app.ts';
import { describeFace } from '../../apps/api/src/face/describe.ts';
import type { Exchanges, Speaker, Stage } from '../../apps/api/src/face/exchanges.ts';
import type { Face } from '../../apps/api/src/face/face.ts';
import { contextFor } from '../../apps/api/src/http/auth.ts';
import { newRequestId } from '../../apps/api/src/http/request-id.ts';
import { VERSION } from '../../apps/api/src/server/package-files.ts';
import type { Network } from '../../packages/connectivity/src/index.ts';
import type { Database } from '../../packages/db/src/index.ts';
import { auditTrail, prepareInstallation } from '../../packages/domain/src/index.ts';
import { inTransaction } from '../../packages/resource/src/index.ts';
import { createKeyRing, createSecrets } from '../../packages/secrets/src/index.ts';
import { stable } from './stable.ts';

const NOW = new Date('2126-01-15T09:30:00.000Z');
const BOOTSTRAP = 'the-key-of-the-installation-that-makes-examples';
const SETTINGS = {
  keptRevisions: null,
  revealsPerMinute: 1_000,
  allowPrivate: false,
  publicUrl: 'https://berth.example.com',
};

const PROVIDER = 'provider.example';

/** The same on every machine: the one provider of the examples runs here. */
const network: Network = {
  lookup: async (name) => {
    if (name === PROVIDER) return ['93.184.215.14'];
    throw new Error('Examples are made without a network');
  },
  dial: () => '127.0.0.1',
};

/** Starts a provider that answers every request. It does not keep the process alive. */
async function startProvider(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('{}');
  }).unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://${PROVIDER}:${(server.address() as AddressInfo).port}/`;
}

/**
 * Generates the text of a face's document: the same definitions give the same text, whatever the database and the
 * clock.
 */
export async function generate(face: Face, stage: Stage): Promise<string> {
  const examples: Exchanges = {};
  for await (const exchanges of face.exchanges(stage)) Object.assign(examples, stable(exchanges));
  return `${JSON.stringify(describeFace(face, VERSION, examples), null, 2)}\n`;
}

/** Makes the application on a migrated database, with a clock that stands still. */
export async function createStage(database: Database): Promise<Stage> {
  const secrets = createSecrets(createKeyRing([{ key: Buffer.alloc(32, 1) }]));
  await prepareInstallation(database, secrets, { bootstrapKey: BOOTSTRAP, now: NOW });
  const silent = () => {};
  const app = createApp({
    database,
    secrets,
    settings: SETTINGS,
    network,
    log: { info: silent, warn: silent, error: silent },
    version: VERSION,
    trustProxy: false,
    ready: () => true,
    clock: () => NOW,
  });
  const as = (key: string): Speaker => ({
    send: async (method, path, body) => {
      const response = await app.request(`/${path}`, {
        method,
        // Each face reads its own header.
        headers: { authorization: `Bearer ${key}`, 'x-api-key': key, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = /[/+]json$/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, body: isJson ? JSON.parse(text) : text || undefined };
    },
    run: async (verb) => {
      const source = {
        database,
        secrets,
        settings: SETTINGS,
        network,
        audit: auditTrail,
        client: { ip: null, userAgent: null },
        now: NOW,
        requestId: newRequestId(NOW),
      };
      const { id } = await inTransaction(await contextFor(source, key), async (ctx) => ({
        id: await verb(ctx),
      }));
      return String(id);
    },
  });
  const bootstrap = as(BOOTSTRAP);
  return {
    provider: await startProvider(),
    bootstrap,
    newInstance: async () => {
      const { body } = await bootstrap.send('POST', 'instances', { name: 'Examples' });
      return as((body as { secret_key: { secret: string } }).secret_key.secret);
    },
  };
}
