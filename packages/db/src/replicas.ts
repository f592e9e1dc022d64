import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { bytesOfLsn, covers, type Position, positionText, UNREACHED } from './log-position.ts';
import { runPrepared } from './prepared.ts';
import { createReplica, type Replica, type ReplicaServer, type ReplicaState } from './replica.ts';
import type { ReplicaConnection } from './replica-connection.ts';
import { lagLog } from './replica-lag.ts';
import { sharedQuestion } from './shared-question.ts';

export { type Position, readPosition } from './log-position.ts';
export type { ReplicaState } from './replica.ts';

/** The state of a replica at the last check. */
export interface ReplicaReport {
  server: string;
  state: ReplicaState;
  /** How far it is behind the primary; null while it is not up. */
  lag: { seconds: number; bytes: number } | null;
  /** The requests that were sent to it since the start. */
  requests: number;
}

/** The standbys of a primary, which answer reads. */
export interface Replicas {
  /** Begins to check the replicas, and waits for the first check. */
  start(): Promise<void>;
  /** Reads a text that stands for everything committed so far; one that no replica reaches when that is not known. */
  position(): Promise<string>;
  /**
   * Picks the database for the reads of a request: the next replica in turn that is known to have replayed the log up
   * to the position. If none is, asks the one whose turn it is, once; else the primary.
   */
  readerAt(position: Position | null): Promise<Database>;
  reports(): ReplicaReport[];
  close(): Promise<void>;
}

export interface ReplicasSource {
  primary: Database;
  servers: readonly ReplicaServer[];
  /** Is told each state of each replica that differs from the one before. */
  changed: (server: string, state: ReplicaState) => void;
}

/** The pause between two checks: a replica that was promoted serves that much longer. */
const CHECK_EVERY_MS = 1_000;

export function createReplicas({ primary, servers, changed }: ReplicasSource): Replicas {
  const replicas = servers.map((server) =>
    createReplica(server, (name, state) => {
      if (!isClosed) changed(name, state);
    }),
  );
  const lag = lagLog();
  let cluster: string | null = null;
  let turn = 0;
  const timers = new Set<NodeJS.Timeout>();
  let isClosed = false;
  const ask = sharedQuestion(() => readEnd(primary));

  const noteEnd = async (): Promise<void> => {
    const end = await ask().catch(() => null);
    if (!end) return;
    lag.note(end.position.bytes);
    cluster = end.cluster;
  };

  /** Runs now, and again and again until the replicas are closed. */
  const repeat = async (run: () => Promise<void>): Promise<void> => {
    await run();
    if (isClosed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void repeat(run);
    }, CHECK_EVERY_MS);
    timers.add(timer);
  };

  const checkOne = async (replica: Replica): Promise<void> => {
    await replica.check(cluster);
    if (isClosed) await replica.close();
  };

  const inTurn = () => {
    const connections = replicas.flatMap((replica) => {
      const free = replica.connections().filter((connection) => !connection.isFull());
      return free.map((connection) => ({ replica, connection }));
    });
    turn = (turn + 1) % Math.max(1, connections.length);
    return [...connections.slice(turn), ...connections.slice(0, turn)];
  };

  return {
    start: async () => {
      await repeat(noteEnd);
      await Promise.all(replicas.map((replica) => repeat(() => checkOne(replica))));
    },
    position: () =>
      ask().then(
        ({ position }) => positionText(position),
        () => positionText(UNREACHED),
      ),
    readerAt: async (position) => {
      const [first, ...others] = inTurn();
      if (!first) return primary;
      const chosen = position
        ? ([first, ...others].find(({ connection }) => hasReached(connection, position)) ??
          ((await reaches(first.connection, position)) ? first : null))
        : first;
      if (!chosen) return primary;
      chosen.replica.requests += 1;
      return chosen.connection.database;
    },
    reports: () =>
      replicas.map(({ server, state, replayed, requests }) => ({
        server,
        state,
        lag: state === 'up' && replayed ? lag.of(replayed.bytes) : null,
        requests,
      })),
    close: async () => {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(replicas.map((replica) => replica.close()));
    },
  };
}

const hasReached = ({ standing }: ReplicaConnection, position: Position): boolean =>
  standing?.isStandby === true && covers(standing.replayed, position);

const reaches = (connection: ReplicaConnection, position: Position): Promise<boolean> =>
  connection.look().then(
    () => hasReached(connection, position),
    () => false,
  );

/** Reads the end of the log of the primary, behind everything that is committed, and the identifier of the cluster. */
async function readEnd(primary: Database): Promise<{ position: Position; cluster: string }> {
  const [row] = await runPrepared(
    { db: primary.read, database: primary },
    'log-end',
    (db) =>
      db
        .select({
          file: sql<string>`pg_walfile_name(at)`,
          lsn: sql<string>`at::text`,
          cluster: sql<string>`(select system_identifier::text from pg_control_system())`,
        })
        .from(sql`pg_current_wal_insert_lsn() as at`),
    {},
  );
  if (!row) throw new Error('The primary has no log');
  const timeline = Number.parseInt(row.file.slice(0, 8), 16);
  return { position: { timeline, bytes: bytesOfLsn(row.lsn) }, cluster: row.cluster };
}
