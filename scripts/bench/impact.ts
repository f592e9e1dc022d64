/*
 * Measures the impact report of a version over many configs with values of their own, by a built server on PostgreSQL:
 * `pnpm bench:impact [configs]`. It prints the configs a second, the peak of the resident memory and the longest pause
 * of the event loop.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { openPostgres } from '../../packages/db/src/postgres.ts';
import { createPostgres } from '../../packages/db/src/testing.ts';
import { openValue, sealerOf } from '../../packages/domain/src/governance/data-key/index.ts';
import { prepareInstallation } from '../../packages/domain/src/installation/index.ts';
import { newId } from '../../packages/kernel/src/index.ts';
import { createKeyRing, createSecrets } from '../../packages/secrets/src/index.ts';
import { DURABLE, startPostgres } from '../testing/postgres-server.ts';
import { build } from '../toolchain/build.mjs';
import { KEY, MASTER_KEY } from './keys.ts';
import { keeperOf } from './revisions.ts';
import { type Running, startBerth } from './servers.ts';

const CONFIGS = Number(process.argv[2] ?? 100_000);
const BATCH = 2_000;

const text = { type: 'string', minLength: 1, maxLength: 500 };
const SCHEMA = {
  type: 'object',
  required: ['host', 'credentials'],
  additionalProperties: false,
  properties: {
    host: { type: 'string', format: 'hostname' },
    port: { type: 'integer', minimum: 1, maximum: 65_535 },
    database: { ...text, pattern: '^[a-z][a-z0-9_]*$' },
    schemas: { type: 'array', items: text, uniqueItems: true },
    ssl: { type: 'boolean' },
    start_date: { type: 'string', format: 'date-time' },
    batch: {
      type: 'object',
      properties: { size: { type: 'integer', minimum: 1 }, wait_ms: { type: 'integer' } },
    },
    credentials: {
      oneOf: [
        {
          required: ['type', 'token'],
          properties: { type: { const: 'token' }, token: { ...text, writeOnly: true } },
        },
        {
          required: ['type', 'user', 'password'],
          properties: { type: { const: 'login' }, user: text, password: { ...text, writeOnly: true } },
        },
      ],
    },
  },
};
const VALUE = {
  host: 'db.example.test',
  port: 5432,
  database: 'warehouse_one',
  schemas: ['public', 'reporting', 'archive'],
  ssl: true,
  start_date: '2026-01-01T00:00:00Z',
  batch: { size: 500, wait_ms: 20 },
  credentials: { type: 'login', user: 'reader', password: 'a-password-of-some-length' },
};
/** A later version, which half of the configs break. */
const LATER = {
  ...SCHEMA,
  properties: { ...SCHEMA.properties, port: { type: 'integer', minimum: 1, maximum: 6_000 } },
};

type Call = (path: string, body: object) => Promise<{ id: string }>;

const caller =
  ({ port, key }: Running): Call =>
  async (path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
    return (await response.json()) as { id: string };
  };

/** Copies a config, each copy with its own sealed value; every other one has a port that the later version refuses. */
async function fill(url: string, configId: string): Promise<void> {
  const database = openPostgres(url);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] =
      await sql`select instance_id, ciphertext, data_key_id from value_revisions where owner_id = ${configId}`;
    assert(row);
    const keeper = keeperOf(database, row.instance_id);
    const sealed = { dataKeyId: row.data_key_id as string, ciphertext: row.ciphertext as Buffer };
    const document = (await openValue(keeper, { ownerId: configId, revision: 1 }, sealed)) as {
      value: object;
    };
    const sealer = await sealerOf(keeper);
    await sql`set session_replication_role = replica`;
    for (let start = 0; start < CONFIGS; start += BATCH) {
      const copies = Array.from({ length: Math.min(BATCH, CONFIGS - start) }, (_, index) => {
        const id = newId('providerConfig', new Date());
        const port = index % 2 ? 7_000 : 5_432;
        const { ciphertext } = sealer.seal(
          { ownerId: id, revision: 1 },
          { ...document, value: { ...document.value, port } },
        );
        return {
          id,
          revision_id: newId('valueRevision', new Date()),
          ciphertext: ciphertext.toString('hex'),
        };
      });
      const given = JSON.stringify(copies);
      await sql`insert into value_revisions
        select (jsonb_populate_record(r, to_jsonb(c) - 'ciphertext' || jsonb_build_object('id', c.revision_id,
          'owner_id', c.id, 'ciphertext', '\\x' || c.ciphertext))).*
        from value_revisions r, json_to_recordset(${given}::text::json) as c(id text, revision_id text, ciphertext text)
        where r.owner_id = ${configId}`;
      await sql`insert into provider_configs
        select (jsonb_populate_record(r, jsonb_build_object('id', c.id))).*
        from provider_configs r, json_to_recordset(${given}::text::json) as c(id text) where r.id = ${configId}`;
    }
    await sql`vacuum (analyze) provider_configs, value_revisions`;
  } finally {
    await sql.end();
    await database.close();
  }
}

interface Watch {
  pause: number;
  memory: number;
}

/** Reads the whole report, and the peak of the memory meanwhile. */
async function report({ port, key }: Running, version: string, watch: () => Promise<Watch>) {
  await watch();
  const began = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/provider-versions/${version}/impact`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      accept: 'application/x-ndjson',
    },
    body: '{}',
  });
  let [peak, pause, rest, lines, end] = [0, 0, '', 0, ''];
  const timer = setInterval(async () => {
    const seen = await watch();
    peak = Math.max(peak, seen.memory);
    pause = Math.max(pause, seen.pause);
  }, 200);
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    lines += parts.length;
    end = parts.at(-1) ?? end;
  }
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  const last = await watch();
  return { seconds, lines, peak: Math.max(peak, last.memory), pause: Math.max(pause, last.pause), end };
}

async function run(): Promise<void> {
  await build(['server']);
  const server = await startPostgres(DURABLE);
  const folder = mkdtempSync(join(tmpdir(), 'berth-bench-'));
  const portFile = join(folder, 'port');
  let berth: Running | undefined;
  try {
    const { url } = await createPostgres(server.url, 'template0', 'bench');
    const database = openPostgres(url);
    await database.migrate(new URL('../../drizzle', import.meta.url).pathname);
    const secrets = createSecrets(createKeyRing([{ key: MASTER_KEY }]));
    await prepareInstallation(database, secrets, { bootstrapKey: KEY, now: new Date() });
    await database.close();
    const watcher = join(import.meta.dirname, '../../apps/api/test/stall/watch-loop.mjs');
    berth = await startBerth(url, { BERTH_STALL_PORT_FILE: portFile, NODE_OPTIONS: `--import ${watcher}` });
    const watch = async (): Promise<Watch> =>
      (await fetch(`http://127.0.0.1:${readFileSync(portFile, 'utf8')}`)).json() as Promise<Watch>;
    const call = caller(berth);
    const version = { version: '1', config_schema: SCHEMA };
    const { id } = await call('providers', { slug: 'measured', name: 'Measured', version });
    const config = await call('provider-configs', { provider_id: id, value: VALUE });
    console.log(`Loading ${CONFIGS.toLocaleString('en')} configs …`);
    await fill(url, config.id);
    const later = await call('provider-versions', { provider_id: id, version: '2', config_schema: LATER });
    console.log(`memory before: ${Math.round((await watch()).memory / 2 ** 20)} MB`);
    for (let round = 1; round <= 3; round++) {
      const { seconds, lines, peak, pause, end } = await report(berth, later.id, watch);
      const { counts } = JSON.parse(end);
      assert.equal(counts.checked, CONFIGS + 1);
      console.log(
        `round ${round}: ${Math.round(counts.checked / seconds).toLocaleString('en')} configs/s, ${counts.breaks} break, ` +
          `${lines} lines, peak ${Math.round(peak / 2 ** 20)} MB, longest pause ${pause} ms`,
      );
    }
  } finally {
    await berth?.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await run();
