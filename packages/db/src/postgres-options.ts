import type postgres from 'postgres';
import { MAX_PREPARED } from './prepared.ts';
import type { ReplicaState } from './replicas.ts';

export interface PostgresOptions {
  /** Connections for reads; 3 by default, 8 behind a pooler. */
  readConnections?: number;
  writeConnections?: number;
  /** Seconds to wait for the server to accept a connection; 5 by default. */
  connectSeconds?: number;
  /** Seconds that the server may leave a query unanswered before the connection counts as lost; 10 by default. */
  answerSeconds?: number;
  /** Seconds that a statement or a transaction waits for a free connection before it is refused; 5 by default. */
  waitSeconds?: number;
  /**
   * True behind a pooler that gives each transaction another connection (PgBouncer, `pool_mode=transaction`): nothing
   * is prepared by name, and no setting of the planner is sent.
   */
  isPooled?: boolean;
  /** True where Citus distributes the tables; false by default. */
  isDistributed?: boolean;
  /** The standbys for reads. `changed` is told each state of one that differs from the state before. */
  replicas?: { urls: readonly string[]; changed: (server: string, state: ReplicaState) => void };
  /** Is told the text of each statement, without its parameters, in the context of the caller. */
  statement?: ((text: string) => void) | undefined;
}

type DriverOptions = postgres.Options<Record<string, never>>;

/**
 * The pause between two attempts to connect. The driver connects on demand and would otherwise wait up to 20 seconds.
 */
const RECONNECT_SECONDS = 0.1;

/** PgBouncer knows these two, and keeps them for each client. */
const SESSION = { TimeZone: 'UTC', application_name: 'berth' };

/**
 * A page joins few rows by their keys. To hash the other table first would read all of it, for each page, and so would
 * processes beside it: the planner takes them for free where another part of the statement looks expensive. A plan for
 * any instance expects as many rows as the average one has, and would rather sort these than follow an index: a large
 * instance would be sorted for each of its pages. It does not while any page of the disk costs the same.
 */
const PLANNER = {
  jit: 'off',
  enable_hashjoin: 'off',
  random_page_cost: '1',
  max_parallel_workers_per_gather: '0',
};

/** Of several hosts, only one that is no standby takes writes. The driver's `read-write` does not look at that. */
export const ofPrimary: DriverOptions = { target_session_attrs: 'primary' };

/** One connection, which is given up sooner than that to the primary: there is another server to ask. */
export const ofReplica: DriverOptions & { answer_timeout: number } = {
  max: 1,
  connect_timeout: 3,
  answer_timeout: 3,
};

/** The options of connections that run transactions. */
export const writerOptions = ({ connectSeconds, answerSeconds, isPooled }: PostgresOptions) =>
  ({
    onnotice: () => {},
    fetch_types: false,
    connect_timeout: connectSeconds ?? 5,
    answer_timeout: answerSeconds ?? 10,
    backoff: () => RECONNECT_SECONDS,
    max_prepared: MAX_PREPARED,
    connection: SESSION,
    ...(isPooled ? { prepare: false } : {}),
  }) as const;

/** A generic plan would leave Citus without the value by which it finds the node of an instance. */
const GENERIC = { plan_cache_mode: 'force_generic_plan' };

/**
 * The options of connections that run single reads, with generic plans where there may be. Behind a pooler each
 * waits for the one before: PgBouncer gives a connection back at the end of a statement, though the beginning of the
 * next one was sent on it.
 */
export const readerOptions = (options: PostgresOptions) =>
  ({
    ...writerOptions(options),
    ...(options.isPooled
      ? { max_pipeline: 0 }
      : { connection: { ...SESSION, ...PLANNER, ...(options.isDistributed ? {} : GENERIC) } }),
  }) as const;
