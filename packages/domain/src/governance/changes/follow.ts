import { type Database, runPrepared } from '@berth/db';
import { pollEvery } from '../poll-every.ts';
import { tell } from './announce.ts';
import { changeCounter } from './table.ts';

/**
 * The longest time without a look at the counter for which cached rows are trusted: other processes may change them.
 */
const BELIEVED_MS = 1_000;

/** The start of the last successful look at the counter. */
const lastLooks = new WeakMap<Database, number>();

export interface FollowOptions {
  database: Database;
  clock: () => Date;
  everyMs: number;
  /** Called when the counter cannot be read; once until it can be read again. */
  failed: (error: unknown) => void;
}

/** Polls the change counter and announces new changes, until `stop` is called. */
export function followChanges({ database, clock, everyMs, failed }: FollowOptions): { stop(): void } {
  let seen: bigint | null = null;
  const look = async (): Promise<void> => {
    const begun = clock().getTime();
    const value = await readCounter(database);
    if (value !== seen) tell(database);
    seen = value;
    lastLooks.set(database, begun);
  };
  lastLooks.set(database, Number.NEGATIVE_INFINITY);
  return pollEvery({ everyMs, look, failed });
}

/**
 * True while cached rows can be trusted, because the changes of other processes are known. A process that does not
 * follow the counter has to limit the age of its cache itself.
 */
export function isInStep(database: Database, now: Date): boolean {
  const last = lastLooks.get(database);
  return last === undefined || now.getTime() - last <= BELIEVED_MS;
}

async function readCounter(database: Database): Promise<bigint> {
  const [row] = await runPrepared(
    { db: database.read, database },
    'change-counter',
    (db) => db.select({ value: changeCounter.value }).from(changeCounter),
    {},
  );
  return row?.value ?? 0n;
}
