import { idText, instant, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, json, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { byUpdate, tenantKey, tenantRow } from '../tenant.ts';

export type JobStatus = 'queued' | 'running' | 'done' | 'failed';

/** Background jobs. A row is one job, from its request to its end. */
export const jobs = pgTable(
  'jobs',
  {
    ...tenantKey(),
    kind: text().notNull(),
    /** True when the instance has at most one unfinished job of the kind. */
    is_unique: boolean().notNull(),
    status: text().$type<JobStatus>().notNull().default('queued'),
    /** The handler's input, and its state; null before the job has begun. Only the handler reads them. */
    input: json().$type<unknown>(),
    state: json().$type<object>(),
    done: integer().notNull().default(0),
    total: integer(),
    error: json().$type<{ code: string; message: string }>(),
    /** The number of attempts at the next step. */
    attempts: integer().notNull().default(0),
    /** The runner that works on the job. */
    claimed_by: text(),
    /** The time from which a runner may claim it: the start of a queued job, the end of the lease of a running one. */
    due_at: instant().notNull(),
    created_by: idText().notNull(),
    started_at: instant(),
    finished_at: instant(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    uniqueIndex('jobs_unique')
      .on(table.instance_id, table.kind)
      .where(sql`is_unique and status in ('queued', 'running')`),
    index('jobs_due').on(table.due_at, table.id).where(sql`status in ('queued', 'running')`),
    index('jobs_kind').on(table.instance_id, table.kind, table.id),
    check(
      'jobs_status',
      sql`(${table.claimed_by} is not null) = (${table.status} = 'running')
        and (${table.finished_at} is not null) = (${table.status} in ('done', 'failed'))`,
    ),
  ],
);

export type JobRow = typeof jobs.$inferSelect;

export const jobEntity = tenantEntity({ name: 'job', kind: 'job', table: jobs });
