import { drizzle } from 'drizzle-orm/postgres-js';
import type postgres from 'postgres';
import type { Database, Queryable } from './database.ts';
import { bytesOfLsn, type Position } from './log-position.ts';
import { createPlaces } from './places.ts';

/** The state of a server of a replica's URL, at one moment. */
export interface Standing {
  isStandby: boolean;
  /** The identifier of the cluster, which a primary shares with its standbys. */
  cluster: string;
  replayed: Position;
}

/**
 * One connection to a replica. It is never opened again: what was known of the server, such as how far it has replayed
 * the log, holds for the connection alone, because its address may lead to another server the next time.
 */
export interface ReplicaConnection {
  /** Reads from the replica while the connection lasts, and from the primary afterwards. */
  readonly database: Database;
  /** The state at the last look. */
  readonly standing: Standing | null;
  isOpen(): boolean;
  /** True while a further statement would wait: new requests go elsewhere. */
  isFull(): boolean;
  /** Asks for the state; callers at the same time share the question. @throws when the connection fails. */
  look(): Promise<Standing>;
  close(): Promise<void>;
}

/** The dependencies of a connection. */
export interface ReplicaConnectionSource {
  primary: Database;
  /** Sends a statement to the primary. */
  toPrimary: postgres.Sql['unsafe'];
  /** Makes the client of the one connection, which calls `closed` when the connection ends. */
  connect(closed: () => void): postgres.Sql;
  statement?: ((text: string) => void) | undefined;
  /** The most statements under way. A further one waits for a place. */
  places: number;
  /** The longest wait for a place. After it the replica counts as failed. */
  waitMs: number;
}

/** `received_tli` is hidden from users without pg_read_all_stats; the other one follows at the next restart point. */
const LOOK = `select pg_is_in_recovery() as standby,
  coalesce(pg_last_wal_replay_lsn(), '0/0')::text as replayed,
  greatest((select timeline_id from pg_control_checkpoint()), (select received_tli from pg_stat_wal_receiver)) as timeline,
  (select system_identifier::text from pg_control_system()) as cluster`;

/**
 * Opens a connection to a replica at its first statement.
 *
 * A statement that fails there, for whatever reason, is run by the primary, and ends the connection: later statements
 * of the same request must not go back to an older state. So does one that waits too long for a place.
 */
export function openReplicaConnection(source: ReplicaConnectionSource): ReplicaConnection {
  let isOpen = true;
  let underWay = 0;
  const places = createPlaces(source.places, source.waitMs);
  let standing: Standing | null = null;
  let looking: Promise<Standing> | null = null;
  const client = source.connect(() => void close());
  const toReplica = client.unsafe;
  const close = async () => {
    isOpen = false;
    await client.end({ timeout: 0 }).catch(() => {}); // it is gone either way
  };

  const look = async (): Promise<Standing> => {
    const [row] = await toReplica(LOOK);
    const seen = {
      isStandby: row?.standby === true,
      cluster: String(row?.cluster),
      replayed: { timeline: Number(row?.timeline), bytes: bytesOfLsn(String(row?.replayed)) },
    };
    const isOlder = standing !== null && seen.replayed.bytes < standing.replayed.bytes;
    if (!isOpen || isOlder) throw new Error('The connection leads to another server than before');
    standing = seen;
    return seen;
  };

  const run = async (given: Parameters<typeof toReplica>, asArrays: boolean): Promise<unknown> => {
    const by = async (send: typeof toReplica): Promise<unknown> =>
      asArrays ? send(...given).values() : send(...given);
    if (isOpen) {
      underWay += 1;
      try {
        const rows = await places(() => by(toReplica));
        if (isOpen) return rows; // else another server may have answered
      } catch {
        void close();
      } finally {
        underWay -= 1;
      }
    }
    const { readPlaces } = source.primary;
    return readPlaces ? readPlaces(() => by(source.toPrimary)) : by(source.toPrimary);
  };

  client.unsafe = ((...given: Parameters<typeof toReplica>) => {
    let asArrays = false;
    const rows = Promise.resolve().then(() => run(given, asArrays)); // the caller first says in which form it answers
    return Object.assign(rows, {
      values: () => {
        asArrays = true;
        return rows;
      },
    });
  }) as unknown as typeof toReplica; // drizzle uses nothing else of it

  const { statement } = source;
  const logged = statement ? { logger: { logQuery: (text: string) => statement(text) } } : {};
  const { readPlaces: _, ...primary } = source.primary; // those of the primary are taken when it is asked
  return {
    database: {
      ...primary,
      read: drizzle(client, logged) as unknown as Queryable, // as `handlesOf`
      primary: source.primary,
    },
    get standing() {
      return standing;
    },
    isOpen: () => isOpen,
    isFull: () => underWay >= source.places,
    look: () => {
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
    close,
  };
}
