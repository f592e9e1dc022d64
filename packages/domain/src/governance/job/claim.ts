import { type Queryable, touch } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { and, asc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { jobProblems } from './errors.ts';
import { type JobRow, jobs } from './table.ts';

/** The number of attempts at a step before its job fails. With the pauses between them that is nine minutes. */
export const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const FINISHED_KEPT_MS = 30 * 24 * 60 * 60_000;

/** A runner's claim on the jobs that it works on. */
export interface Lease {
  claimedBy: string;
  leaseMs: number;
}

/** Thrown when another runner has taken over a job, so that nothing of the step is written. */
export class LostClaim extends Error {
  override readonly name = 'LostClaim';

  constructor() {
    super('The job is held by another runner');
  }
}

/** The number of due jobs among which a runner finds one that no other runner is claiming. */
const CANDIDATES = 20;

/**
 * Claims the job that has been due the longest: a queued one, or one whose runner has let its lease expire. One read
 * finds the due jobs of all instances. The lock is taken on the row of one instance, as tables that are distributed by
 * the instance demand, so that two runners never claim the same job.
 */
export async function claim(
  db: Queryable,
  now: Date,
  { claimedBy, leaseMs }: Lease,
  kinds: readonly string[],
): Promise<JobRow | null> {
  const isDue = and(
    sql`${jobs.status} in ('queued', 'running')`, // the condition of the partial index
    inArray(jobs.kind, [...kinds]),
    lte(jobs.due_at, now.toISOString()),
  );
  const due = await db
    .select({ instance_id: jobs.instance_id, id: jobs.id })
    .from(jobs)
    .where(isDue)
    .orderBy(asc(jobs.due_at), asc(jobs.id))
    .limit(CANDIDATES);
  for (const { instance_id, id } of due) {
    const own = and(eq(jobs.instance_id, instance_id), eq(jobs.id, id));
    const [free] = await db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(own, isDue))
      .for('update', { skipLocked: true });
    if (!free) continue;
    const [job] = await db
      .update(jobs)
      .set({
        status: 'running',
        claimed_by: claimedBy,
        due_at: later(now, leaseMs),
        attempts: sql`${jobs.attempts} + 1`,
        started_at: sql`coalesce(${jobs.started_at}, ${now.toISOString()}::timestamptz)`,
        ...touch(jobs, now),
      })
      .where(own)
      .returning();
    return job ?? null;
  }
  return null;
}

interface Moved {
  state: object;
  advanced?: number;
  total?: number | null;
}

/** Stores the progress of a job and extends the lease. @throws LostClaim */
export const moveOn = (
  db: Queryable,
  now: Date,
  job: JobRow,
  leaseMs: number,
  { advanced = 0, ...moved }: Moved,
): Promise<JobRow> =>
  changeOwn(db, now, job, {
    ...moved,
    done: sql`${jobs.done} + ${advanced}`,
    error: null,
    attempts: 1,
    due_at: later(now, leaseMs),
  });

/** Queues a job behind those that are due, for any runner to continue. @throws LostClaim */
export const giveBack = (db: Queryable, now: Date, job: JobRow): Promise<JobRow> =>
  changeOwn(db, now, job, { status: 'queued', claimed_by: null, attempts: 0, due_at: now.toISOString() });

/** Ends a job that has nothing left to do. @throws LostClaim */
export const finish = (db: Queryable, now: Date, job: JobRow): Promise<JobRow> =>
  changeOwn(db, now, job, { status: 'done', claimed_by: null, error: null, finished_at: now.toISOString() });

/** Makes a job wait for its next attempt, longer each time, or fail after the last one. @throws LostClaim */
export function fail(db: Queryable, now: Date, job: JobRow, cause: unknown): Promise<JobRow> {
  const over = job.attempts >= MOST_ATTEMPTS;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (job.attempts - 1), LONGEST_PAUSE_MS);
  return changeOwn(db, now, job, {
    claimed_by: null,
    error: errorOf(cause),
    ...(over
      ? { status: 'failed', finished_at: now.toISOString() }
      : { status: 'queued', due_at: later(now, pause) }),
  });
}

/** Removes the jobs of all instances that ended more than 30 days ago. */
export async function removeOld(db: Queryable, now: Date): Promise<void> {
  await db.delete(jobs).where(lt(jobs.finished_at, later(now, -FINISHED_KEPT_MS)));
}

/** The part of an error that may be shown: the domain's own message, never that of a driver or a parser. */
function errorOf(cause: unknown): JobRow['error'] {
  if (cause instanceof DomainError) return { code: cause.code, message: cause.message };
  return jobProblems.failed.text;
}

async function changeOwn(
  db: Queryable,
  now: Date,
  job: JobRow,
  changes: Parameters<ReturnType<typeof db.update<typeof jobs>>['set']>[0],
): Promise<JobRow> {
  const [own] = await db
    .update(jobs)
    .set({ ...changes, ...touch(jobs, now) })
    .where(
      and(
        eq(jobs.instance_id, job.instance_id),
        eq(jobs.id, job.id),
        eq(jobs.claimed_by, job.claimed_by ?? ''),
      ),
    )
    .returning();
  if (!own) throw new LostClaim();
  return own;
}

const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
