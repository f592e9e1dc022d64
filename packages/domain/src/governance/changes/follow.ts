import { type Database, runPrepared } from '@berth/db';
import { tell } from './announce.ts';
import { changeCounter } from './table.ts';

/** After so long without a look at the counter nothing is believed that other processes may have changed. */
const BELIEVED_MS = 1_000;

/** When the last look began that has told what it saw. */
const lastLooks = new WeakMap<Database, number>();

export interface FollowOptions {
  database: Database;
  clock: () => Date;
  everyMs: number;
  /** Told when the counter cannot be read, once until it can be again. */
  failed: (error: unknown) => void;
}

/** Looks at the change counter again and again, and tells of what is new. Ends with `stop`. */
export function followChanges({ database, clock, everyMs, failed }: FollowOptions): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failing = false;
  let seen: bigint | null = null;

  const look = async (): Promise<void> => {
    const begun = clock().getTime();
    try {
      const value = await readCounter(database);
      if (value !== seen) tell(database);
      seen = value;
      lastLooks.set(database, begun);
      failing = false;
    } catch (error) {
      if (!failing && !stopped) failed(error);
      failing = true;
    }
    if (!stopped) timer = setTimeout(look, everyMs);
  };

  lastLooks.set(database, Number.NEGATIVE_INFINITY);
  void look();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Whether what is believed of rows can be: the changes of other processes are heard of. A process that does not follow
 * them has to know for itself how long it believes.
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
