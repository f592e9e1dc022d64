import { randomBytes } from 'node:crypto';
import { newId } from '@berth/kernel';
import { inTransaction, transact } from '@berth/resource';
import { removeOldRecords } from '../idempotency/index.ts';
import { removeOld } from './claim.ts';
import { enqueue, onEnqueued } from './enqueue.ts';
import type { JobHandler } from './handler.ts';
import { contextOf, type RunnerSource, SYSTEM_KEY } from './source.ts';
import { workOnNext } from './work.ts';

const LOOK_EVERY_MS = 60 * 60_000;

/** The time after which a look that failed is taken again, at the latest. */
const LOOK_AGAIN_MS = 60_000;

export interface Runner {
  /** Finishes the current step, gives its job back, and takes no other. */
  stop(): Promise<void>;
}

/**
 * Works on the jobs of all instances, one step at a time, beside the runners of other processes. It looks for jobs
 * every `pollMs`, and at once when this process has enqueued one.
 */
export function startRunner(source: RunnerSource): Runner {
  const claimedBy = randomBytes(16).toString('hex');
  let stopping = false;
  let woken = false;
  let endRest = (): void => {};
  const wake = (): void => {
    woken = true;
    endRest();
  };
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, source.pollMs);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    const looks = looksOf(source).map((look) => ({ ...look, next: 0 }));
    while (!stopping) {
      woken = false;
      const now = source.clock().getTime();
      for (const look of looks.filter(({ next }) => now >= next)) {
        look.next = now + look.everyMs;
        await look.run().catch((error) => {
          look.next = now + Math.min(look.everyMs, LOOK_AGAIN_MS);
          source.log.failed({}, 'looking for jobs failed', error);
        });
      }
      const worked = await workOnNext(source, claimedBy, () => stopping).catch((error) => {
        source.log.failed({}, 'working on a job failed', error);
        return false;
      });
      if (!worked && !woken) await rest();
    }
  };

  const forget = onEnqueued(source.database, wake);
  const running = run();
  return {
    stop: () => {
      stopping = true;
      forget();
      wake();
      return running;
    },
  };
}

/** Something that the runner looks after by itself. Several processes may do so at once. */
interface Look {
  everyMs: number;
  run(): Promise<void>;
}

const looksOf = (source: RunnerSource): Look[] => [
  ...source.handlers.map((handler) => ({
    everyMs: handler.everyMs ?? LOOK_EVERY_MS,
    run: () => enqueueDue(source, handler),
  })),
  { everyMs: LOOK_EVERY_MS, run: () => removeExpired(source) },
];

/** Enqueues the jobs that are due by themselves, and removes expired rows. */
export async function lookAfter(source: RunnerSource): Promise<void> {
  for (const look of looksOf(source)) await look.run();
}

async function enqueueDue(source: RunnerSource, handler: JobHandler): Promise<void> {
  const { database, settings, clock } = source;
  const isDistributed = database.isDistributed ?? false;
  const due = await handler.due?.({ db: database.read, settings, isDistributed, now: clock() });
  for (const instanceId of due ?? []) {
    const requestId = newId('request', clock());
    const ctx = await contextOf(source, { instanceId, keyId: SYSTEM_KEY, requestId });
    await inTransaction(ctx, async (inner) => ({ id: await enqueue(inner, handler, null) }));
  }
}

const removeExpired = (source: RunnerSource): Promise<void> =>
  transact(source, async (db) => {
    await removeOld(db, source.clock());
    await removeOldRecords(db, source.clock());
  });
