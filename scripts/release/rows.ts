import { setTimeout } from 'node:timers/promises';
import { createApp } from '../../apps/api/src/app.ts';
import { contextFor } from '../../apps/api/src/http/auth.ts';
import { newRequestId } from '../../apps/api/src/http/request-id.ts';
import { VERSION } from '../../apps/api/src/server/package-files.ts';
import { startBackground } from '../../apps/api/src/server/runner.ts';
import { internet } from '../../packages/connectivity/src/index.ts';
import type { Database } from '../../packages/db/src/index.ts';
import { auditTrail, prepareInstallation, registry } from '../../packages/domain/src/index.ts';
import { type ExampleApi, type ExampleObject, inTransaction } from '../../packages/resource/src/index.ts';
import { createKeyRing, createSecrets } from '../../packages/secrets/src/index.ts';
import { type Ask, makeFurtherRows } from './further-rows.ts';

/** The facts that a later version needs to open the database of this one, and must find in it. */
export interface Facts {
  master_key: string;
  bootstrap_key: string;
  /** The id of each resource's example, by the path of the resource. */
  examples: Record<string, string>;
  /** The effective value of each config of the first instance. */
  configs: Record<string, unknown>;
  /** A signed checkpoint of the audit trail of the first instance. */
  checkpoint: object;
}

/** Not a secret: the key opens nothing but these rows. */
const MASTER_KEY = Buffer.alloc(32, 1).toString('base64');
const BOOTSTRAP_KEY = 'the-key-of-a-database-for-upgrade-tests';

const SETTINGS = {
  keptRevisions: null,
  revealsPerMinute: 10_000,
  allowPrivate: false,
  publicUrl: 'http://localhost',
};
const RATE_LIMIT = { requests: 1_000_000, seconds: 3_600, exemptsBootstrap: false };

const silent = () => {};
const LOG = { info: silent, warn: silent, error: silent };

/** Lets the application fill every table of a migrated database through its API. */
export async function makeRows(database: Database): Promise<Facts> {
  const secrets = createSecrets(createKeyRing([{ key: Buffer.from(MASTER_KEY, 'base64') }]));
  await prepareInstallation(database, secrets, { bootstrapKey: BOOTSTRAP_KEY, now: new Date() });
  const app = createApp({
    database,
    secrets,
    settings: SETTINGS,
    rateLimit: RATE_LIMIT,
    log: LOG,
    version: VERSION,
    trustProxy: false,
    ready: () => true,
  });
  const ask: Ask = async (method, path, body, headers) => {
    const response = await app.request(`/${path}`, {
      method,
      headers: { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as ExampleObject;
  };

  const run: ExampleApi['run'] = async (verb) => {
    const now = new Date();
    const services = { secrets, settings: SETTINGS, network: internet, audit: auditTrail };
    const request = { client: { ip: null, userAgent: null }, now, requestId: newRequestId(now) };
    const ctx = await contextFor({ database, ...services, ...request }, BOOTSTRAP_KEY);
    const { id } = await inTransaction(ctx, async (inner) => ({ id: await verb(inner) }));
    return String(id);
  };

  const examples = await runExamples(ask, run);
  const background = startBackground({ database, secrets, settings: SETTINGS, pollMs: 50, log: LOG });
  await rotateDataKey(ask).finally(() => background.stop());
  await makeFurtherRows(ask, examples);
  await ask('POST', 'dashboard/session', { key: BOOTSTRAP_KEY }, { origin: SETTINGS.publicUrl });
  return {
    master_key: MASTER_KEY,
    bootstrap_key: BOOTSTRAP_KEY,
    examples: Object.fromEntries(examples),
    configs: await resolveConfigs(ask),
    checkpoint: await ask('GET', 'audit-events/head'),
  };
}

/** The id of each resource's example, by the path of the resource. */
async function runExamples(ask: Ask, run: ExampleApi['run']): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { wire } of registry.resources) {
    const id = await wire.example({
      create: (to, body) => ask('POST', to, body),
      update: (to, body) => ask('PATCH', to, body),
      get: (from) => ask('GET', from),
      run,
    });
    ids.set(wire.path, id);
  }
  return ids;
}

/** Waits for a job that gives the instance a second data key and encrypts its values with it. */
async function rotateDataKey(ask: Ask): Promise<void> {
  const { id } = await ask('POST', 'encryption/rotate', { keys: 'data' });
  for (let tries = 0; tries < 1_000; tries++) {
    const { status } = await ask('GET', `jobs/${id}`);
    if (status === 'done') return;
    if (status === 'failed') break;
    await setTimeout(20);
  }
  throw new Error('The rotation of the data key does not end');
}

async function resolveConfigs(ask: Ask): Promise<Record<string, unknown>> {
  const { items } = await ask('GET', 'provider-configs?limit=100');
  const values: Record<string, unknown> = {};
  for (const { id } of items as { id: string }[]) {
    const { value } = await ask('POST', `provider-configs/${id}/resolve`, { reason: 'for a later version' });
    values[id] = value;
  }
  return values;
}
