import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, renameSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { testDriver } from '@berth/db/testing';
import { startTransitServer } from '@berth/secrets/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findHolder } from '../../src/server/lock.ts';
import { openGate } from '../support/outage-kit.ts';
import {
  type BerthProcess,
  buildServer,
  endOf,
  makeFolder,
  onEmptyPostgres,
  onMigratedDatabase,
  onMigratedPostgres,
  runToEnd,
  startProcess,
} from '../support/server-process.ts';

/** The built server as real processes: first start, restart, stop. */
const embedded = testDriver() === 'pglite';
const folder = makeFolder();
let env: Record<string, string> = { BERTH_DATA_DIR: folder.path };
let firstKey: string;
let laterKey: string;
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  await buildServer();
  if (!embedded) env = { ...env, ...(await onEmptyPostgres()) };
});
afterAll(() => folder.remove());

const get = (server: BerthProcess, path: string, key = firstKey) =>
  fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } });

describe('a first start', () => {
  test('shows the secret key once, and three commands that work when pasted behind it', async () => {
    const server = await startProcess(env);
    firstKey = server.key ?? '';
    expect(firstKey.length).toBeGreaterThanOrEqual(32);
    expect(server.output().split(firstKey)).toHaveLength(2);
    const lines = server.output().split('\n');
    const pasted = lines
      .filter((line) => /^(?:export|curl) /.test(line))
      .map((line) => line.replace(/^curl /, 'curl -s '));
    const shown = execFileSync('sh', ['-c', pasted.join('\n')], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    const answers = shown.trimEnd().split('\n');
    expect(answers.map((text) => JSON.parse(text))).toMatchObject([
      { object: 'list', items: [{ object: 'provider' }, { object: 'provider' }, { object: 'provider' }] },
      { object: 'provider.config' },
      { object: 'list', items: [{ object: 'provider.config' }] },
    ]);
    expect(await server.stop()).toBe(0);
  });
});

test('npm run key makes a key of every scope on the stopped database', async () => {
  const { code, stdout } = await runToEnd('key', env);
  expect(code).toBe(0);
  laterKey = stdout.trim();
});

describe('the next start', () => {
  let server: BerthProcess;
  beforeAll(async () => {
    server = await startProcess(env);
  });

  test('shows no key, and has the data', async () => {
    expect(server.key).toBeNull();
    expect(server.output()).not.toContain(firstKey);
    expect(server.output()).toContain('Bearer $BERTH_KEY');
    expect(await (await get(server, '/provider-configs')).json()).toMatchObject({ items: [{}] });
    expect((await get(server, '/api-keys', laterKey)).status).toBe(200);
  });

  test('lets npm run key make a key of every scope through the running server', async () => {
    const { code, stdout, stderr } = await runToEnd('key', env);
    expect({ code, lines: stdout.trim().split('\n').length }).toEqual({ code: 0, lines: 1 });
    expect(stderr).not.toContain(stdout.trim());
    expect((await get(server, '/api-keys', stdout.trim())).status).toBe(200);
  });

  test('npm run key with an argument helps, and makes no key', async () => {
    const keys = async () => {
      const answer = await get(server, '/api-keys?limit=100');
      return ((await answer.json()) as { items: unknown[] }).items.length;
    };
    const before = await keys();
    expect(await runToEnd('key', env, ['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Examples:'),
      stderr: '',
    });
    expect(await runToEnd('key', env, ['--instance'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('made no key'),
    });
    expect(await keys()).toBe(before);
  });

  test.runIf(embedded)('holds the data directory: a second server refuses and names the first', async () => {
    const { code, stderr } = await runToEnd('main', { ...env, PORT: '0' });
    expect(code).toBe(1);
    expect(stderr).toContain(`is in use by process ${server.child.pid}.`);
    expect((await get(server, '/provider-configs')).status).toBe(200);
  });

  test('stops on a signal: finishes the request in progress, takes no new one, closes idle connections, exits 0', async () => {
    const idle = new Agent({ keepAlive: true });
    await answerOf(request(`${server.url}/ping`, { agent: idle }).end());

    const slow = openCreate(server);
    await settled();
    server.child.kill('SIGTERM');
    await settled();
    await expect(fetch(`${server.url}/ping`)).rejects.toThrow();
    slow.finish();
    expect(await slow.answer).toMatchObject({ status: 200, connection: 'close' });
    const begun = performance.now();
    expect(await endOf(server.child)).toBe(0);
    expect(performance.now() - begun).toBeLessThan(3_000);
    idle.destroy();
    if (embedded) expect(findHolder(folder.path)).toBeNull();
  });
});

test('a server that is told to stop exits at once on the second signal', async () => {
  const server = await startProcess(env);
  const slow = openCreate(server);
  slow.answer.catch(() => {});
  await settled();
  server.child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await server.stop('SIGTERM')).toBe(1);
});

const masterKeyFile = join(folder.path, 'master-key');

/** Runs something while the key file of the data directory is missing. */
async function withoutKeyFile<T>(run: () => Promise<T>): Promise<T> {
  renameSync(masterKeyFile, `${masterKeyFile}.away`);
  try {
    return await run();
  } finally {
    renameSync(`${masterKeyFile}.away`, masterKeyFile);
  }
}

test('a master key that does not open the database stops the start, with a sentence that names the missing one', async () => {
  const other = randomBytes(32).toString('base64');
  const start = () => runToEnd('main', { ...env, PORT: '0', BERTH_MASTER_KEY: `other:${other}` });
  const { code, stderr } = await (embedded ? withoutKeyFile(start) : start());
  expect(code).toBe(1);
  expect(stderr).toMatch(/Saved values need the master key mk_[0-9a-f]{12}, which Berth was not given\./);
  expect(stderr).not.toContain(other);
});

test('a further master key before the old one becomes active, and ciphertext of the old one still opens', async () => {
  const next = randomBytes(32).toString('base64');
  const keys = embedded ? `next:${next}` : `next:${next},old:${env.BERTH_MASTER_KEY}`;
  const server = await startProcess({ ...env, BERTH_MASTER_KEY: keys });
  const { items } = (await (await get(server, '/provider-configs')).json()) as { items: [{ id: string }] };
  const resolved = await fetch(`${server.url}/provider-configs/${items[0].id}/resolve`, {
    method: 'POST',
    headers: { authorization: `Bearer ${firstKey}`, 'content-type': 'application/json' },
    body: '{"reason": "a test"}',
  });
  expect(resolved.status).toBe(200);
  expect(await server.stop()).toBe(0);
});

test.runIf(embedded)('a missing master key is not replaced by a new one', async () => {
  const { code, stderr, isReplaced } = await withoutKeyFile(async () => ({
    ...(await runToEnd('main', { ...env, PORT: '0' })),
    isReplaced: existsSync(masterKeyFile),
  }));
  expect({ code, isReplaced }).toEqual({ code: 1, isReplaced: false });
  expect(stderr).toContain(`${masterKeyFile} is missing`);
});

describe('with its master key in Transit', () => {
  test('a server starts without another key, and keeps none on the disk', async () => {
    const transit = await startTransitServer();
    const place = makeFolder();
    const { BERTH_MASTER_KEY: _, ...database } = await onMigratedDatabase(place.path);
    const away = { BERTH_DATA_DIR: place.path, ...database };
    const settings = { BERTH_TRANSIT_URL: transit.settings.url, BERTH_TRANSIT_TOKEN: transit.settings.token };
    const server = await startProcess({ ...away, ...settings });
    expect((await get(server, '/provider-configs', server.key ?? '')).status).toBe(200);
    expect(await server.stop()).toBe(0);
    expect(existsSync(join(place.path, 'master-key'))).toBe(false);

    transit.rotate();
    transit.requireVersion(2);
    const refused = await runToEnd('main', { ...away, ...settings, PORT: '0' });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('Saved values need the master key transit/berth:v1');

    await transit.close();
    const unreachable = await runToEnd('main', { ...away, ...settings, PORT: '0' });
    expect(unreachable.code).toBe(1);
    expect(unreachable.stderr.trim().split('\n').at(-1)).toBe(
      `The Transit server at ${transit.settings.url} cannot be reached (ECONNREFUSED). Look at BERTH_TRANSIT_URL and BERTH_TRANSIT_TOKEN.`,
    );
    for (const { stderr } of [refused, unreachable]) expect(stderr).not.toContain(transit.settings.token);
    place.remove();
  });
});

test('a key for an installation that was never started is refused with a sentence', async () => {
  const place = makeFolder();
  const fresh = embedded ? await onMigratedDatabase(place.path) : await onEmptyPostgres();
  const { code, stdout, stderr } = await runToEnd('key', fresh);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/There is no instance yet: start Berth once\.\n$/);
  place.remove();
});

test('a given bootstrap key opens the first instance and is never shown', async () => {
  const given = randomBytes(24).toString('hex');
  const place = makeFolder();
  const fresh = await onMigratedDatabase(place.path);
  const server = await startProcess({ ...fresh, BERTH_BOOTSTRAP_KEY: given, LOG_LEVEL: 'trace' });
  expect((await get(server, '/provider-configs', given)).status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect(server.output()).not.toContain(given);
  place.remove();
});

/** Starts a create whose body pauses half-way until `finish` is called. */
function openCreate(server: BerthProcess): {
  finish: () => void;
  answer: Promise<{ status?: number; connection?: string }>;
} {
  const body = JSON.stringify({ provider_id: 'openai', name: 'Slow', value: { api_key: 'example-key' } });
  const outgoing = request(`${server.url}/provider-configs`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${firstKey}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  });
  outgoing.write(body.slice(0, 20));
  return { finish: () => outgoing.end(body.slice(20)), answer: answerOf(outgoing) };
}

function answerOf(outgoing: ReturnType<typeof request>): Promise<{ status?: number; connection?: string }> {
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const { statusCode, headers } = response;
      response.resume().once('end', () =>
        resolve({
          ...(statusCode === undefined ? {} : { status: statusCode }),
          ...(headers.connection === undefined ? {} : { connection: headers.connection }),
        }),
      );
    });
  });
}

/** Waits long enough for bytes sent over the loopback to arrive. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

test('a first start whose port is in use leaves the first key to the next start', async () => {
  const place = makeFolder();
  const fresh = await onMigratedDatabase(place.path);
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  for (const setting of ['PORT', 'METRICS_PORT']) {
    const failed = await runToEnd('main', { PORT: '0', ...fresh, [setting]: String(port) });
    expect([failed.code, failed.stderr]).toEqual([
      1,
      expect.stringContaining(`Port ${port} on 127.0.0.1 is in use. Set ${setting} to another one`),
    ]);
  }
  taken.close();
  const next = await startProcess(fresh);
  expect(next.key).not.toBeNull();
  expect(await next.stop()).toBe(0);
  place.remove();
});

test.runIf(testDriver() === 'postgres')(
  'a start that loses its database says so, without a statement, and leaves the key to the next start',
  async () => {
    const fresh = await onMigratedPostgres();
    const gate = await openGate(fresh.DATABASE_URL);
    gate.cutAt('insert into "instances"', 'before');
    const { code, stderr } = await runToEnd('main', { PORT: '0', ...fresh, DATABASE_URL: gate.url });
    expect([code, stderr.trim().split('\n').at(-1)]).toEqual([
      1,
      expect.stringMatching(
        /^The connection to the database was lost during the start \([A-Z_]+\)\. Start again/,
      ),
    ]);
    expect(stderr).not.toMatch(/params|insert into/);
    const next = await startProcess(fresh);
    expect(next.key).not.toBeNull();
    expect(await next.stop()).toBe(0);
  },
);

test.runIf(testDriver() === 'postgres')(
  'a first start that may not look at the indexes leaves the first key to the next start',
  async () => {
    const fresh = await onMigratedPostgres();
    const sql = postgres(fresh.DATABASE_URL, { max: 1, onnotice: () => {} });
    const url = new URL(fresh.DATABASE_URL);
    url.username = `narrow_${Date.now()}`;
    url.password = 'narrow';
    const narrow = { ...fresh, DATABASE_URL: url.href };
    try {
      await sql.unsafe(`create role ${url.username} login password 'narrow'`);
      await sql.unsafe(`grant all on database ${url.pathname.slice(1)} to ${url.username}`);
      await sql.unsafe(`grant all on schema public, drizzle to ${url.username}`);
      await sql.unsafe(`grant all on all tables in schema public, drizzle to ${url.username}`);
      await sql.unsafe(`grant all on all sequences in schema public, drizzle to ${url.username}`);
      await sql`revoke select on pg_catalog.pg_index from public`;
      const failed = await runToEnd('main', { PORT: '0', ...narrow });
      expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('pg_index')]);
      expect(failed.stderr).not.toMatch(/params|select /);
      await sql`grant select on pg_catalog.pg_index to public`;
      const next = await startProcess(narrow);
      expect(next.key).not.toBeNull();
      expect(await next.stop()).toBe(0);
    } finally {
      await sql.unsafe(`drop owned by ${url.username}`);
      await sql.unsafe(`drop role ${url.username}`);
      await sql.end();
    }
  },
);
