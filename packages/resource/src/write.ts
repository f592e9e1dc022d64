import { sqlFailure } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { type Context, requireScope } from './context.ts';
import type { Resource, Written } from './define.ts';
import { identify, load, present } from './read.ts';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/**
 * The frame of every write: scope, transaction, the verb, and the row as it then is. `once` is merged into the
 * answer: what a caller is shown on this occasion only.
 */
export async function write(
  ctx: Context,
  resource: Resource,
  verb: (ctx: Context) => Promise<Written>,
): Promise<Record<string, unknown>> {
  requireScope(ctx, `${resource.path}:write`);
  const afterCommit: (() => void)[] = [];
  const answer = await transact(ctx, async (db) => {
    const inner: Context = { ...ctx, db, afterCommit };
    const { id, once } = await verb(inner);
    const row = await load(inner, resource, id);
    return { ...(present(resource, row) as Record<string, unknown>), ...once };
  });
  for (const run of afterCommit) run();
  return answer;
}

export const create = (ctx: Context, resource: Resource, input: unknown) =>
  write(ctx, resource, (inner) => verbOf(resource, resource.create).run(inner, input));

export const update = (ctx: Context, resource: Resource, id: string, input: unknown) =>
  write(ctx, resource, async (inner) => {
    const known = await identify(inner, resource, id);
    await verbOf(resource, resource.update).run(inner, known, input);
    return { id: known };
  });

export const archive = (ctx: Context, resource: Resource, id: string) =>
  write(ctx, resource, async (inner) => {
    const known = await identify(inner, resource, id);
    await verbOf(resource, resource.archive).run(inner, known);
    return { id: known };
  });

function verbOf<Verb>(resource: Resource, verb: Verb | undefined): Verb {
  if (verb === undefined)
    throw new DomainError('method_not_allowed', `${resource.path} does not have this verb.`);
  return verb;
}

/** What the database refuses because another writer was faster is the caller's to know, not a failure of ours. */
async function transact<T>(ctx: Context, run: (db: Context['db']) => Promise<T>): Promise<T> {
  try {
    return await ctx.database.transaction(run);
  } catch (cause) {
    const state = sqlFailure(cause)?.state;
    if (state === UNIQUE_VIOLATION) {
      throw new DomainError('conflict', 'A similar resource already exists.', {}, { cause });
    }
    if (state === FOREIGN_KEY_VIOLATION) {
      throw new DomainError('conflict', 'A resource that this one refers to has changed.', {}, { cause });
    }
    throw cause;
  }
}
