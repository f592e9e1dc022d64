import { randomBytes } from 'node:crypto';
import { type Database, openPostgres } from '@berth/db';
import { citusStandIn, createServerDatabase, testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from '../../src/env.ts';
import { openServer } from '../../src/server/database.ts';
import { distribute } from '../../src/server/distribution.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { startServer } from '../../src/server/start.ts';
import { buildServer, runToEnd } from '../support/server-process.ts';

/* On PostgreSQL with a stand-in for the extension. */

vi.setConfig({ testTimeout: 60_000 });

const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function openScene({ citus = true } = {}) {
  const { url, drop } = await createServerDatabase('migrated');
  closing.push(drop);
  if (!citus) return url;
  const client = postgres(url, { max: 1, onnotice: () => {} });
  for (const statement of citusStandIn) await client.unsafe(statement);
  await client.end();
  return url;
}

/** Removes the audit events, which would name instances that the stand-in has not moved. */
async function forgetEvents(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  await client.unsafe('set session_replication_role to replica; delete from audit_events');
  await client.end();
}

/** Runs the program, and returns the text for the person and the lines of progress. `told` is told each line. */
async function run(url: string | null, apply = false, told: (line: string) => void = () => {}) {
  const lines: string[] = [];
  let text = '';
  const output = {
    out: (more: string) => {
      text += more;
    },
    progress: (line: string) => {
      lines.push(line);
      told(line);
    },
  };
  await distribute(url, { apply }, output);
  return { text, lines };
}

describe.runIf(testDriver() === 'postgres')('on a database with Citus', () => {
  test('reads of distributed tables are planned for their values, and all others once for all', async () => {
    const scenes = [
      { citus: false, apply: false },
      { citus: true, apply: false },
      { citus: true, apply: true },
    ];
    for (const { citus, apply } of scenes) {
      const url = await openScene({ citus });
      if (apply) await run(url, apply);
      const database = await openServer(url, MIGRATIONS);
      closing.unshift(() => database.close());
      const rows = await database.read.execute('show plan_cache_mode');
      expect(rows).toMatchObject([{ plan_cache_mode: apply ? 'auto' : 'force_generic_plan' }]);
      expect(database.isDistributed).toBe(apply);
    }
  });

  test('a server that starts meanwhile waits for the end, and finds the tables distributed', async () => {
    const url = await openScene();
    let starting: Promise<Database> | undefined;
    let isStarted = false;
    const { lines } = await run(url, true, (line) => {
      starting ??= openServer(url, MIGRATIONS).finally(() => {
        isStarted = true;
      });
      starting.catch(() => {}); // awaited below
      if (line.startsWith('The tables are distributed')) expect(isStarted).toBe(false);
    });
    expect(lines.at(-1)).toMatch(/^The tables are distributed, by/);
    const database = await starting;
    closing.unshift(async () => database?.close());
    expect(database?.isDistributed).toBe(true);
  });

  test('the start says in one line how the tables lie, and the server answers', async () => {
    const url = await openScene();
    const key = randomBytes(24).toString('hex');
    const started = async () => {
      const lines: { fields: object; message: string }[] = [];
      const note = (fields: object, message: string) => lines.push({ fields, message });
      const settings = readSettings({
        DATABASE_URL: url,
        PORT: '0',
        BERTH_BOOTSTRAP_KEY: key,
        BERTH_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
      });
      const server = await startServer(settings, { info: note, warn: note, error: note });
      const headers = { authorization: `Bearer ${key}` };
      const response = await fetch(`${server.url}/provider-configs`, { headers });
      await server.stop();
      expect(response.status).toBe(200);
      return lines.filter(({ fields }) => 'extension' in fields);
    };
    const [before, ...more] = await started();
    expect([before?.message, more]).toEqual([
      'Citus is installed, and no table is distributed yet: npm run distribute',
      [],
    ]);
    await forgetEvents(url);
    await run(url, true);
    const [after] = await started();
    expect(after).toMatchObject({
      fields: { extension: 'citus', version: '13.2-1' },
      message: 'The tables are distributed by Citus',
    });
  });

  test('the program prints statements that psql could run, changes nothing, and applies the same', async () => {
    const url = await openScene();
    const { text } = await run(url);
    expect((await run(url)).text).toBe(text);
    const { lines } = await run(url, true);
    expect(text).toBe(
      lines
        .slice(0, -1)
        .map((line) => `${line};\n`)
        .join(''),
    );
    expect(lines.at(-1)).toBe(`The tables are distributed, by ${lines.length - 1} statements`);
    expect(await run(url)).toEqual({ text: '', lines: ['The tables are distributed: nothing to do'] });
  });

  test('npm run distribute prints the statements, and runs them with --apply', async () => {
    await buildServer();
    const url = await openScene();
    const { text } = await run(url);
    const env = { DATABASE_URL: url };
    const printed = await runToEnd('distribute', env);
    expect(printed).toEqual({ code: 0, stdout: text, stderr: '' });
    const applied = await runToEnd('distribute', env, ['--apply']);
    expect(applied).toMatchObject({ code: 0, stdout: '' });
    expect(applied.stderr).toContain('\nThe tables are distributed, by');
    expect((await run(url)).lines).toEqual(['The tables are distributed: nothing to do']);
    const pooled = await runToEnd('distribute', { ...env, DATABASE_POOLED: 'true' }, ['--apply']);
    expect([pooled.code, pooled.stderr]).toEqual([1, expect.stringContaining('DATABASE_POOLED is set')]);
    expect((await runToEnd('distribute', {})).stderr).toContain(
      'The embedded database cannot be distributed.',
    );
  });

  test('the program refuses with a sentence: without PostgreSQL, without Citus, beside a server, half way', async () => {
    await expect(run(null)).rejects.toThrow('The embedded database cannot be distributed. Set DATABASE_URL');
    const without = await openScene({ citus: false });
    await expect(run(without)).rejects.toThrow(/^The database at \S+ lacks the extension Citus/);
    const url = await openScene();
    const server = await openServer(url, MIGRATIONS);
    await server.read.execute('select 1');
    await expect(run(url, true)).rejects.toThrow(/^Servers of Berth use the database at \S+/);
    await server.close();
    const older = openPostgres(url); // does not wait for the lock
    const connected = async () => older.read.execute('select 1');
    const beside = run(url, true, () => void connected());
    await expect(beside).rejects.toThrow(/^A server of Berth has connected to .* in part only\. Stop it/);
    await older.close();
    const client = postgres(url, { max: 1, onnotice: () => {} });
    await client.unsafe('alter function create_distributed_table rename to gone');
    await expect(run(url, true)).rejects.toThrow(
      /^The tables of .* are distributed in part only \(42883\): .*it does the rest\.$/s,
    );
    await client.unsafe('alter function gone rename to create_distributed_table');
    await client.end();
    expect((await run(url, true)).lines.at(-1)).toMatch(/^The tables are distributed, by/);
  });
});
