import { openPostgres } from '@berth/db';
import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openServer } from '../../src/server/database.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import type { Client, Harness } from '../support/harness.ts';
import { type Served, startOn, startPair } from '../support/replica-kit.ts';

/** A primary that crashes, and a standby that takes its place, under a URL with both hosts. */

const LIST = 'provider-deployments';
const WRITERS = 8;

describe.runIf(testDriver() === 'postgres')('a DATABASE_URL with two hosts', () => {
  let primary: Served;
  let standby: Served;
  let harness: Harness;
  let client: Client;
  let url: string;

  beforeAll(async () => {
    ({ primary, standby } = await startPair());
    const { host } = new URL(standby.server.url);
    const { host: own } = new URL(primary.server.url);
    url = `${primary.server.url.replace(own, `${host},${own}`)}?target_session_attrs=read-write`;
    ({ harness } = await startOn(url));
    client = await harness.newInstance();
  });

  const make = (name: string) => client.post(LIST, { provider_id: 'openai', name });

  test('a standby alone is refused at the start, with a sentence', async () => {
    const starting = openServer(standby.server.url, MIGRATIONS);
    await expect(starting).rejects.toThrow(/is a standby, which takes no writes\. Name the primary/);
  });

  test('the primary crashes: writes in flight are 503, none that was acknowledged is lost, and service is back', {
    timeout: 60_000,
  }, async () => {
    await primary.sql("alter system set synchronous_standby_names = '*'");
    await primary.sql('select pg_reload_conf()');
    await vi.waitFor(async () => {
      const [row] = await primary.sql('select sync_state from pg_stat_replication');
      expect(row?.sync_state).toBe('sync');
    }, 10_000);
    const statuses = new Map<number, number>();
    const acknowledged: string[] = [];
    let isDone = false;
    const writer = async (n: number) => {
      for (let i = 0; !isDone; i++) {
        const { status, body } = await make(`Writer ${n} ${i}`);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) acknowledged.push(body.id);
      }
    };
    const writers = Array.from({ length: WRITERS }, (_, n) => writer(n));
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(50), 20_000);
    await primary.server.kill();
    await vi.waitFor(() => expect(statuses.get(503) ?? 0).toBeGreaterThan(0), 10_000);
    await standby.sql('select pg_promote()');
    const before = acknowledged.length;
    await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 20), 20_000);
    isDone = true;
    await Promise.all(writers);
    expect([...statuses.keys()].sort()).toEqual([200, 503]);
    const kept = new Set((await standby.sql('select id from provider_deployments')).map(({ id }) => id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect((await client.get(LIST)).status).toBe(200);
  });

  test('a server that takes no writes any more is 503, and its connection is dropped', async () => {
    const pids = async () => {
      const rows = await standby.sql("select pid from pg_stat_activity where application_name = 'berth'");
      return rows.map(({ pid }) => pid);
    };
    const readOnly = async (value: 'on' | 'off') => {
      await standby.sql(`alter system set default_transaction_read_only = ${value}`);
      await standby.sql('select pg_reload_conf()');
      await vi.waitFor(async () => {
        const [row] = await standby.sql('show default_transaction_read_only');
        expect(row?.default_transaction_read_only).toBe(value);
      }, 5_000);
    };
    const database = openPostgres(url, { writeConnections: 1, readConnections: 1 });
    const writtenBy = () =>
      database.transaction(async (tx) => {
        const [row] = (await tx.execute('select pg_backend_pid() as pid')) as unknown as { pid: number }[];
        await tx.execute('create temporary table test_written (n integer) on commit drop');
        return row?.pid;
      });
    const first = await writtenBy();
    await readOnly('on');
    await vi.waitFor(async () => expect((await make('Read only')).status).toBe(503), 5_000);
    await database.transaction((tx) => tx.execute('delete from provider_deployments')).catch(() => {});
    await vi.waitFor(async () => expect(await pids()).not.toContain(first), 5_000);
    await readOnly('off');
    await vi.waitFor(async () => expect((await make('Writable')).status).toBe(200), 5_000);
    expect(await writtenBy()).not.toBe(first);
    await database.close();
  });
});
