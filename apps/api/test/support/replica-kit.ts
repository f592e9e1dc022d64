import { openPostgres, type ReplicaState } from '@berth/db';
import { closeAfterFile, openDirectly, queryRows, type TestDatabase } from '@berth/db/testing';
import { expect, vi } from 'vitest';
import { type PostgresServer, startReplicated } from '../../../../scripts/testing/postgres-server.ts';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { type Harness, startHarness } from './harness.ts';

/** A server with a connection that bypasses the application. */
export interface Served {
  server: PostgresServer;
  sql: (statement: string) => Promise<Record<string, unknown>[]>;
}

/** Starts a primary with a standby, stopped when the test file ends. */
export async function startPair(): Promise<{ primary: Served; standby: Served }> {
  const { primary, standby } = await startReplicated();
  const served = (server: PostgresServer): Served => {
    const direct = openDirectly(server.url);
    closeAfterFile(async () => {
      await direct.close();
      await server.stop();
    });
    return { server, sql: direct.query };
  };
  return { primary: served(primary), standby: served(standby) };
}

/** Starts the application on servers that `startPair` has started, of which one takes writes. */
export async function startOn(
  url: string,
  readUrls: readonly string[] = [],
): Promise<{ harness: Harness; states: string[]; statements: string[] }> {
  const states: string[] = [];
  const statements: string[] = [];
  const changed = (_server: string, state: ReplicaState) => void states.push(state);
  const database = openPostgres(url, {
    connectSeconds: 1,
    statement: (text) => void statements.push(text),
    ...(readUrls.length > 0 ? { replicas: { urls: readUrls, changed } } : {}),
  });
  await database.migrate(MIGRATIONS);
  const own = {
    url,
    query: (statement: Parameters<TestDatabase['query']>[0]) => queryRows(database, statement),
  };
  const harness = await startHarness({ directly: true, around: () => Object.assign(database, own) });
  return { harness, states, statements };
}

/** Waits until the standby has replayed all that the primary has committed. */
export async function caughtUp({ primary, standby }: { primary: Served; standby: Served }): Promise<void> {
  const [end] = await primary.sql('select pg_current_wal_lsn()::text as lsn');
  await vi.waitFor(async () => {
    const [row] = await standby.sql(`select pg_last_wal_replay_lsn() >= '${end?.lsn}' as has_all`);
    expect(row?.has_all).toBe(true);
  }, 10_000);
}

/** Stops the replay of the standby; it goes on to receive the log. Returns a function that lets it go on. */
export async function pauseReplay({ sql }: Served): Promise<() => Promise<void>> {
  await sql('select pg_wal_replay_pause()');
  await vi.waitFor(async () => {
    const [row] = await sql('select pg_get_wal_replay_pause_state() as state');
    expect(row?.state).toBe('paused');
  }, 10_000);
  return async () => {
    await sql('select pg_wal_replay_resume()');
  };
}
