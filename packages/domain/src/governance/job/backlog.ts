import type { Queryable } from '@berth/db';
import { count, min, sql } from 'drizzle-orm';
import { jobs } from './table.ts';

/** The unfinished jobs of one status, of all instances. */
export interface Backlog {
  status: 'queued' | 'running';
  count: number;
  /** The time at which the oldest of them was enqueued. */
  oldest: Date;
}

/** Counts the unfinished jobs of all instances, from the partial index over them alone. */
export async function jobBacklog(db: Queryable): Promise<Backlog[]> {
  const rows = await db
    .select({ status: jobs.status, count: count(), oldest: min(jobs.created_at) })
    .from(jobs)
    .where(sql`${jobs.status} in ('queued', 'running')`) // the condition of the partial index
    .groupBy(jobs.status);
  return rows.map((row) => ({
    status: row.status as Backlog['status'],
    count: row.count,
    oldest: new Date(row.oldest ?? 0),
  }));
}
