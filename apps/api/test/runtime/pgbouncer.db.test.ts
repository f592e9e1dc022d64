import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { knownHashes, openPostgres } from '@berth/db';
import { createServerDatabase, openDirectly, testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { findPgBouncer, startPgBouncer } from '../../../../scripts/testing/pgbouncer.ts';
import {
  type BerthProcess,
  buildServer,
  makeFolder,
  runToEnd,
  startProcess,
} from '../support/server-process.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../../drizzle');

/** The members of answers that the tests read. */
interface Body {
  id: string;
  status: string;
  items: { id: string }[];
}

/**
 * A server behind PgBouncer in transaction mode, with fewer connections to PostgreSQL than the server opens. In the
 * long run only: the server and the pooler are processes of their own.
 */

const isRun = isLongRun && testDriver() === 'postgres';
const program = isRun ? findPgBouncer() : null;
if (isRun && program === null) {
  process.stdout.write('skipped: PgBouncer is not installed (Debian: apt-get install pgbouncer)\n');
}

describe.runIf(program)('behind PgBouncer in transaction mode', { timeout: 60_000 }, () => {
  const stops: (() => Promise<unknown>)[] = [];
  const masterKey = randomBytes(32).toString('base64');
  let url: string;
  let server: BerthProcess;

  beforeAll(async () => {
    await buildServer();
    const database = await createServerDatabase('empty');
    const pooler = await startPgBouncer(program ?? '', database.url);
    stops.push(pooler.stop, database.drop);
    url = pooler.url;
    const env = { DATABASE_URL: url, BERTH_MASTER_KEY: masterKey, DATABASE_POOLED: 'true' };
    server = await startProcess({ ...env, BERTH_JOBS_POLL_MS: '50' });
    stops.unshift(() => server.stop());
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });

  const ask = async (method: string, path: string, body?: object, at = server.url) => {
    const response = await fetch(`${at}/${path}`, {
      method,
      headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as Body;
    expect([response.status, answer]).toEqual([200, expect.anything()]);
    return answer;
  };

  test('an empty database is migrated, and rows are made, listed and changed by many callers at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const { id } = await ask('POST', 'provider-deployments', { provider_id: 'openai', name: `D ${n}` });
        for (const query of ['', '?search=D&order=desc', '?status[]=active', `?id[]=${id}`]) {
          expect((await ask('GET', `provider-deployments${query}`)).items.length).toBeGreaterThan(0);
        }
        const changed = await ask('PATCH', `provider-deployments/${id}`, { name: `E ${n}` });
        expect(changed).toMatchObject({ id, name: `E ${n}`, row_version: 2 });
        return id;
      }),
    );
    const { items } = await ask('GET', 'provider-deployments?limit=100');
    expect(items.map(({ id }) => id).sort()).toEqual(made.sort());
    expect(await ask('POST', 'audit-events/verify', {})).toMatchObject({ valid: true });
  });

  test('background work runs', async () => {
    const { id } = await ask('POST', 'encryption/rotate', {});
    await vi.waitFor(async () => expect((await ask('GET', `jobs/${id}`)).status).toBe('done'), 20_000);
  });

  test('a backup of its database is restored into another one, behind the pooler too', async () => {
    const target = await createServerDatabase('empty');
    const folder = makeFolder();
    const file = join(folder.path, 'backup');
    const env = { DATABASE_URL: url, BERTH_MASTER_KEY: masterKey, DATABASE_POOLED: 'true' };
    const restored = { ...env, DATABASE_URL: new URL(new URL(target.url).pathname, url).href };
    expect(await runToEnd('backup', env, [file])).toMatchObject({ code: 0 });
    expect(await runToEnd('restore', restored, [file])).toMatchObject({ code: 0 });
    const other = await startProcess(restored);
    const of = async (at: string) =>
      (await ask('GET', 'provider-deployments?limit=100', undefined, at)).items.map(({ id }) => id);
    expect(await of(other.url)).toEqual(await of(server.url));
    expect(await ask('POST', 'audit-events/verify', {}, other.url)).toMatchObject({ valid: true });
    expect(await other.stop()).toBe(0);
    folder.remove();
    await target.drop();
  });

  test('processes that migrate at once wait for each other, by the row alone too', async () => {
    const empty = await createServerDatabase('empty');
    const direct = openDirectly(empty.url);
    await direct.query('create schema engine');
    await direct.query(
      "create function engine.pg_advisory_xact_lock(bigint) returns void language sql as 'select'",
    );
    const name = new URL(empty.url).pathname.slice(1);
    await direct.query(`alter database "${name}" set search_path = public, engine, pg_catalog`);
    const pooled = new URL(`/${name}`, url).href;
    const handles = Array.from({ length: 3 }, () => openPostgres(pooled, { isPooled: true }));
    await Promise.all(handles.map((handle) => handle.migrate(MIGRATIONS)));
    const hashes = await direct.query('select hash from drizzle.__drizzle_migrations order by id');
    expect(hashes.map(({ hash }) => hash)).toEqual(knownHashes(MIGRATIONS));
    await Promise.all([direct, ...handles].map((each) => each.close()));
    await empty.drop();
  });

  test('a start without the setting ends with a sentence that names it', async () => {
    const { code, stderr } = await runToEnd('main', { DATABASE_URL: url, BERTH_MASTER_KEY: masterKey });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Set DATABASE_POOLED=true')]);
  });
});
