import { sqlFailure } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { sql } from 'drizzle-orm';
import { type Context, requireOneOf, requireScope } from './context.ts';
import type { Action, Resource, Written } from './define.ts';
import { identify, show } from './read.ts';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
/** Deadlock, and a snapshot that is too old: the same verb will pass when it runs again. */
const TRANSIENT = new Set(['40P01', '40001']);
const MOST_TRIES = 5;

type Answer = Record<string, unknown>;

/** A write of one resource: scope, frame, and the row as it then is. `once` is what is shown on this occasion only. */
export async function write(
  ctx: Context,
  resource: Resource,
  verb: (ctx: Context) => Promise<Written>,
): Promise<Answer> {
  requireScope(ctx, `${resource.path}:write`);
  return frame(ctx, async (inner) => {
    const { id, once } = await verb(inner);
    return { ...(await show(inner, resource, id)), ...once };
  });
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

/** Runs a further verb on one row; `n` is what stands in its path. */
export async function act(
  ctx: Context,
  resource: Resource,
  action: Action,
  { id, n = '', input }: { id: string; n?: string | undefined; input: unknown },
): Promise<Answer> {
  requireOneOf(ctx, action.scopes);
  const run = async (inner: Context) => {
    const known = await identify(inner, resource, id);
    const answer = await action.run(inner, known, input, n);
    return (answer ?? (await show(inner, resource, known))) as Answer;
  };
  return action.writes ? frame(ctx, run) : run(ctx);
}

/**
 * The frame of every write: a transaction around the verb, and for a dry run everything but its commit, with
 * `dependents`: the rows of others that the write touches.
 */
export async function frame(ctx: Context, verb: (ctx: Context) => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const own = { afterCommit: [], touched: [] } as Pick<Context, 'afterCommit' | 'touched'>;
    try {
      const answer = await ctx.database.transaction(async (db) => {
        const made = await verb({ ...ctx, ...own, db });
        if (!ctx.options.dryRun) return made;
        await db.execute(sql`set constraints all immediate`);
        throw new DryRun({ ...made, dry_run: true, dependents: own.touched });
      });
      for (const run of own.afterCommit) run();
      return answer;
    } catch (cause) {
      if (cause instanceof DryRun) return cause.answer;
      const state = sqlFailure(cause)?.state ?? '';
      if (!TRANSIENT.has(state) || attempt === MOST_TRIES) throw refusalOf(cause, state);
    }
  }
}

/** Thrown to roll a transaction back that has gone well. */
class DryRun extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('A dry run is not committed');
    this.answer = answer;
  }
}

function verbOf<Verb>(resource: Resource, verb: Verb | undefined): Verb {
  if (verb === undefined)
    throw new DomainError('method_not_allowed', `${resource.path} does not have this verb.`);
  return verb;
}

/** What the database refuses because another writer was faster is the caller's to know, not a failure of ours. */
function refusalOf(cause: unknown, state: string): unknown {
  if (state === UNIQUE_VIOLATION) {
    return new DomainError('conflict', 'A similar resource already exists.', {}, { cause });
  }
  if (state === FOREIGN_KEY_VIOLATION) {
    return new DomainError('conflict', 'A resource that this one refers to has changed.', {}, { cause });
  }
  if (TRANSIENT.has(state)) {
    return new DomainError('conflict', 'Too many writers at once. Send the request again.', {}, { cause });
  }
  return cause;
}
