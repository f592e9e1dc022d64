import { type Database, stamp } from '@berth/db';
import { newId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import type { JobHandler } from './handler.ts';
import { jobs } from './table.ts';

const listeners = new WeakMap<Database, Set<() => void>>();

/** Calls `wake` whenever this process has enqueued a job. Returns a function that ends it. */
export function onEnqueued(database: Database, wake: () => void): () => void {
  const known = listeners.get(database) ?? new Set();
  listeners.set(database, known.add(wake));
  return () => known.delete(wake);
}

/**
 * Enqueues a job of the context's instance, in the transaction of a write, and returns its id. A unique kind with an
 * unfinished job returns that job instead.
 */
export async function enqueue<Input>(
  ctx: Context,
  { kind, unique }: Pick<JobHandler<Input>, 'kind' | 'unique'>,
  input: Input,
): Promise<string> {
  for (;;) {
    const [made] = await ctx.db
      .insert(jobs)
      .values({
        instance_id: ctx.instanceId,
        id: newId('job', ctx.now),
        kind,
        is_unique: unique,
        input,
        due_at: ctx.now.toISOString(),
        created_by: ctx.actor.keyId,
        ...stamp(ctx.now),
      })
      .onConflictDoNothing()
      .returning({ id: jobs.id });
    if (made) {
      ctx.write.afterCommit.push(() => {
        for (const wake of listeners.get(ctx.database) ?? []) wake();
      });
      return made.id;
    }
    const [unfinished] = await ctx.db
      .select({ id: jobs.id })
      .from(jobs)
      .where(
        and(
          eq(jobs.instance_id, ctx.instanceId),
          eq(jobs.kind, kind),
          eq(jobs.is_unique, true),
          inArray(jobs.status, ['queued', 'running']),
        ),
      );
    if (unfinished) return unfinished.id; // else it has ended since, so there is room for a new one
  }
}
