import { readdirSync } from 'node:fs';
import { countRows, inSnapshot, storedTables } from '@berth/db';
import { testDriver } from '@berth/db/testing';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeBackupFile } from '../../src/server/backup-file.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { explain } from '../../src/server/start-error.ts';
import { mountDisk, openOnDisk } from '../support/full-disk-kit.ts';
import { type Client, type Harness, startHarness } from '../support/harness.ts';
import { buildServer, runToEnd } from '../support/server-process.ts';

/** A database whose disk is full, in earnest: on a small file system, if this account may mount one. */
const disk = mountDisk(128);
const where = disk ? '' : ' (skipped: this account may not mount a file system)';

const CONFIG = { provider_id: 'openai', value: { api_key: 'the-secret-of-a-config' } };
/** More than the free space inside the pages that the tables have. */
const LARGE = { note: 'x'.repeat(40_000) };

describe.skipIf(!disk)(`while the disk of the database is full${where}`, { timeout: 60_000 }, () => {
  let harness: Harness;
  let client: Client & { instanceId: string };
  let config: string;

  beforeAll(async () => {
    if (!disk) return;
    harness = await startHarness({
      around: async (spare) => {
        await spare.close();
        return openOnDisk(disk);
      },
    });
    client = await harness.newInstance();
    config = (await client.create('provider-configs', { ...CONFIG, name: 'Before' })).id;
  }, 60_000);
  afterEach(() => disk?.free());
  afterAll(async () => {
    await harness?.database.close();
    disk?.remove();
  });

  const create = (name: string) => client.post('provider-configs', { ...CONFIG, name, metadata: LARGE });

  /** Creates configs on the full disk until one is refused. Returns the names of those before it, and the refusal. */
  async function createUntilRefused() {
    disk?.fill();
    const made: string[] = [];
    for (;;) {
      const name = `Made ${made.length} ${Math.random()}`;
      const answer = await create(name);
      if (answer.status !== 200) return { made, refused: name, answer };
      made.push(name);
    }
  }
  const named = async (name: string) =>
    (await client.get(`provider-configs?search=${encodeURIComponent(name)}`)).body.items.length;
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = {
      authorization: `Bearer ${client.key}`,
      'x-api-key': client.key,
      'content-type': 'application/json',
    };
    const response = await harness.app.request(path, { headers, ...init });
    return { status: response.status, body: await response.json() };
  };
  const post = (path: string, body: object) => send(path, { method: 'POST', body: JSON.stringify(body) });

  test('a write is 507 and leaves nothing, reads go on, nothing that was acknowledged is lost, and writes go on once there is room', async () => {
    const { made, refused, answer } = await createUntilRefused();
    expect(answer).toMatchObject({ status: 507, body: { code: 'storage_full', status: 507 } });
    expect(JSON.stringify(answer.body)).not.toContain(CONFIG.value.api_key);
    for (const path of ['providers', 'provider-configs', `provider-configs/${config}`, 'instance']) {
      expect((await client.get(path)).status, path).toBe(200);
    }
    expect((await client.post(`provider-configs/${config}/resolve`, {})).status).toBe(200);
    for (const name of made) expect(await named(name)).toBe(1);
    expect(await named(refused)).toBe(0);
    disk?.free();
    expect((await create(refused)).status).toBe(200);
    expect(await named(refused)).toBe(1);
    expect((await client.post('audit-events/verify', {})).body).toMatchObject({ valid: true });
  });

  test('each face answers 507 in its own format', async () => {
    await createUntilRefused();
    const metadata = LARGE;
    const config = { base_url: 'https://tracer.example.com', api_key: 'k'.repeat(20) };
    const flowker = { name: 'f', providerId: 'tracer', config, metadata };
    expect(await post('/v1/provider-configurations', flowker)).toEqual({
      status: 507,
      body: {
        code: 507,
        title: 'request_failed',
        message: 'The disk of the database is full. Nothing was changed.',
      },
    });
    const credential = { type: 'api_key', apiKey: 'k'.repeat(40_000) };
    expect(await post('/api/providers', { name: 'I', type: 'openai', credential })).toMatchObject({
      status: 507,
      body: { statusCode: 507, error: 'Insufficient Storage' },
    });
    for (const path of ['/v1/provider-configurations', '/api/providers']) {
      expect((await send(path)).status, path).toBe(200);
    }
  });

  describe.runIf(testDriver() === 'pglite')('on the embedded database', () => {
    /** Writes into the log until the next transaction may need its next file. */
    const fillLog = async () => {
      disk?.fill();
      const left = `select (16777216 - ((pg_current_wal_insert_lsn() - '0/0')::bigint % 16777216))::int as left`;
      for (;;) {
        const [row] = await harness.database.query(left);
        if (Number(row?.left) < 4 * 1024 * 1024) return;
        await harness.database.query(`select pg_logical_emit_message(false, 'fill', repeat('x', 500000))`);
      }
    };

    test('a write for which the log has no room is refused before it begins; reads and a backup go on', async () => {
      await fillLog();
      const small = () => client.patch(`provider-configs/${config}`, { name: `Small ${Math.random()}` });
      expect(await small()).toMatchObject({ status: 507, body: { code: 'storage_full' } });
      expect((await client.get(`provider-configs/${config}`)).status).toBe(200);
      const configs = storedTables(MIGRATIONS).filter(({ name }) => name === 'provider_configs');
      const counts = await inSnapshot(harness.database, (tx) => countRows(tx, configs));
      expect(counts.provider_configs).toBeGreaterThan(0);
      disk?.free();
      expect((await small()).status).toBe(200);
    });

    test('a database that ended because of the disk is opened again once there is room', async () => {
      disk?.fill();
      await expect(harness.database.query('checkpoint')).rejects.toThrow();
      const away = await Promise.all([
        client.get('provider-configs'),
        client.post('provider-configs', CONFIG),
      ]);
      expect(away.map(({ status, body }) => [status, body.code])).toEqual([
        [503, 'unavailable'],
        [507, 'storage_full'],
      ]);
      disk?.free();
      const back = await Promise.all([
        client.get('provider-configs'),
        client.post('provider-configs', CONFIG),
      ]);
      expect(back.map(({ status }) => status)).toEqual([200, 200]);
      expect((await client.post('audit-events/verify', {})).body).toMatchObject({ valid: true });
    });

    test('a server does not start, and says why', async () => {
      await buildServer();
      const small = mountDisk(8);
      const { code, stderr } = await runToEnd('main', { BERTH_DATA_DIR: `${small?.path}/data`, PORT: '0' });
      small?.remove();
      expect(code).toBe(1);
      expect(stderr.trim().split('\n').at(-1)).toBe(
        'The disk of the database is full. Make room on it, and start again.',
      );
    });
  });
});

test.skipIf(!disk)(`a backup for which its disk has no room names the file${where}`, async () => {
  const small = mountDisk(1);
  onTestFinished(() => small?.remove());
  const file = `${small?.path}/backup`;
  const endless = async function* () {
    for (;;) yield Buffer.alloc(100_000);
  };
  const failed = await writeBackupFile(file, (write) => write(endless())).catch(explain);
  expect(failed).toBe(
    `The file ${file} cannot be written (ENOSPC). Choose a folder with room that this user may write to.`,
  );
  expect(readdirSync(`${small?.path}`)).toEqual([]);
  const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' });
  const unread = writeBackupFile(file, () => Promise.reject(full)); // as the embedded database fails
  await expect(unread.catch(explain)).resolves.toContain('The disk of the database is full.');
});
