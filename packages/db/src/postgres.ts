import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { readAddress } from './address.ts';
import type { Database, Queryable } from './database.ts';
import { OutcomeUnknown, unreachableCode } from './errors.ts';
import { againBeside, withMigrationLock } from './migration-lock.ts';
import { applyNextMigration, isUpToDate, prepareMigrations } from './migrations.ts';
import { createPlaces } from './places.ts';
import {
  ofPrimary,
  ofReplica,
  type PostgresOptions,
  readerOptions,
  writerOptions,
} from './postgres-options.ts';
import { openReplicaConnection } from './replica-connection.ts';
import { createReplicas } from './replicas.ts';
import { committed } from './sent.ts';
import { forgetTextSearch, makeSearchIndexes } from './text-search.ts';

/** Few are faster than many, as long as a statement need not wait for the answer to the one before. */
const READERS = { own: 3, pooled: 8 };

/** Two connections to a replica, so that one slow statement does not hold up all others. */
const REPLICA_CONNECTIONS = { own: 2, pooled: READERS.pooled };

/** The longest wait for a place on one; the primary has its own wait. */
const REPLICA_WAIT_MS = 1_000;

/** The statements that a connection to a replica takes before the answer to the first one; others go to the primary. */
const PIPELINED = { own: 100, pooled: 1 };

/**
 * The same of a connection for reads of the primary. Enough to fill it; a statement that waits here, and not behind
 * others on the connection, is refused when it has waited too long.
 */
const READS_UNDER_WAY = { own: 8, pooled: 1 };

/**
 * Opens PostgreSQL 15 or newer. Lists run on connections of their own with generic plans: otherwise PostgreSQL plans
 * each prepared list anew, which costs more than running it.
 */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const { isDistributed = false } = options;
  const kind = options.isPooled ? 'pooled' : 'own';
  const sizes = {
    read: options.readConnections ?? READERS[kind],
    write: options.writeConnections ?? 8,
  };
  let reads = 0; // sent, or waiting in the driver
  const reader = postgres(url, { ...readerOptions(options), ...ofPrimary, max: sizes.read });
  const writer = postgres(url, { ...writerOptions(options), ...ofPrimary, max: sizes.write });
  const send = reader.unsafe;
  reader.unsafe = ((...given: Parameters<typeof send>) => {
    const query = send(...given);
    reads += 1;
    const ended = () => {
      reads -= 1;
    };
    query.then(ended, ended); // a query begins a moment later, so the caller can still say in which form it answers
    return query;
  }) as typeof send;
  const { read, transaction } = handlesOf(reader, writer, options.statement);
  const waitMs = (options.waitSeconds ?? 5) * 1000;
  const mostReads = sizes.read * READS_UNDER_WAY[kind];
  const readPlaces = createPlaces(mostReads, waitMs);
  const writePlaces = createPlaces(sizes.write, waitMs);
  const primary: Database = {
    driver: 'postgres',
    isDistributed,
    read,
    readPlaces,
    transaction: (run) => writePlaces(() => transaction(run)),
    pools: () => ({
      read: {
        size: sizes.read,
        running: Math.min(mostReads, reads),
        waiting: readPlaces.waiting() + Math.max(0, reads - mostReads),
      },
      write: { size: sizes.write, running: writePlaces.taken(), waiting: writePlaces.waiting() },
    }),
    migrate: async (folder) => {
      if (await isUpToDate(read, folder)) return;
      await migratePostgres(url, folder);
      forgetTextSearch(read);
    },
    close: async () => {
      await Promise.all([reader.end({ timeout: 5 }), writer.end({ timeout: 5 })]);
    },
  };
  return options.replicas ? withReplicas(primary, reader.unsafe, options.replicas, options) : primary;
}

/** Adds the replicas to a primary. Both are closed together. */
function withReplicas(
  primary: Database,
  toPrimary: postgres.Sql['unsafe'],
  { urls, changed }: NonNullable<PostgresOptions['replicas']>,
  options: PostgresOptions,
): Database {
  const { statement, waitSeconds = 5 } = options;
  const kind = options.isPooled ? 'pooled' : 'own';
  const open = (url: string) => () =>
    openReplicaConnection({
      primary: whole,
      toPrimary,
      connect: (closed) => postgres(url, { ...readerOptions(options), ...ofReplica, onclose: closed }),
      statement,
      places: PIPELINED[kind],
      waitMs: Math.min(REPLICA_WAIT_MS, waitSeconds * 1000),
    });
  const servers = urls.map((url) => ({
    name: readAddress(url)?.hosts.join() ?? '',
    open: open(url),
    connections: REPLICA_CONNECTIONS[kind],
  }));
  const replicas = createReplicas({ primary, servers, changed });
  const whole: Database = {
    ...primary,
    replicas,
    close: async () => {
      await replicas.close();
      await primary.close();
    },
  };
  return whole;
}

/**
 * Makes the handles of a database from the pools for reads and for transactions, which may be one. `statement` is told
 * each statement.
 */
export function handlesOf(
  reader: postgres.Sql,
  writer: postgres.Sql,
  statement?: PostgresOptions['statement'],
): Pick<Database, 'read' | 'transaction'> {
  const logged = statement ? { logger: { logQuery: (text: string) => statement(text) } } : {};
  prepareWrites(writer);
  const write = drizzle(writer, logged);
  return {
    read: drizzle(reader, logged) as unknown as Queryable, // the neutral type: drizzle has none that fits every driver
    transaction: (run) =>
      committed((work) => write.transaction((tx) => work(tx as unknown as Queryable)), run), // as above
  };
}

/** The longest text that is prepared. Longer ones insert many rows, and seldom come again. */
const LONGEST_PREPARED = 10_000;

/**
 * Lets each connection prepare the statements of its transactions, which saves a round trip and a plan each; drizzle
 * would have them prepared only by a name. Tells a connection that is lost after the commit was sent from all others.
 */
function prepareWrites(writer: postgres.Sql): void {
  const begin = writer.begin as (run: (tx: postgres.TransactionSql) => unknown) => Promise<unknown>;
  const prepared = async (run: (tx: postgres.TransactionSql) => unknown) => {
    const open: { tx?: Ending } = {};
    try {
      return await begin((tx) => {
        open.tx = tx as postgres.TransactionSql & Ending; // the types are those of the driver without the patch
        const send = tx.unsafe;
        tx.unsafe = ((text: string, params?: never[], options?: object) =>
          send(text, params, { ...options, prepare: text.length <= LONGEST_PREPARED })) as typeof send;
        return run(tx);
      });
    } catch (error) {
      const isSent = Boolean(open.tx?.ending?.state);
      throw isSent && unreachableCode(error) !== null ? new OutcomeUnknown(error) : error;
    }
  };
  writer.begin = prepared as typeof writer.begin;
}

/** The commit of a transaction, which the patch of the driver shows: it has a state when it was sent. */
interface Ending {
  ending?: { state: unknown };
}

/**
 * Applies the missing migrations, each in a transaction that holds the locks. A second process waits, and goes on from
 * there.
 */
const migratePostgres = (url: string, folder: string): Promise<void> =>
  withMigrationLock(url, async (locked) => {
    await againBeside(() => locked('exclusive', (tx) => prepareMigrations(tx, folder)));
    while (await locked('row', (tx) => applyNextMigration(tx, folder)));
    await locked('row', makeSearchIndexes).catch(() => {}); // without them, the start says what a search does
  });
