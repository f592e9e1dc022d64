import { sqlFailure } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { sql } from 'drizzle-orm';
import { type AuditPolicy, changesBetween, type NewEvent, recorded } from './audit.ts';
import { type Context, requireOneOf, requireScope } from './context.ts';
import type { Action, Operation, Resource, Written } from './define.ts';
import { hold } from './entity.ts';
import { transact } from './keys.ts';
import { identify, show } from './read.ts';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
/** Deadlock, and a snapshot that is too old: the same verb will pass when it runs again. */
const TRANSIENT = new Set(['40P01', '40001']);
const MOST_TRIES = 5;

type Answer = Record<string, unknown>;

/**
 * Makes a row, and answers it with what is shown once.
 * @throws DomainError `forbidden`; `precondition_failed` when only something new was to be made; what the verb throws.
 */
export const create = async (ctx: Context, resource: Resource, input: unknown): Promise<Answer> => {
  const verb = verbOf(resource, resource.create);
  requireScope(ctx, `${resource.path}:write`);
  const prepared = await verb.prepare?.(ctx);
  try {
    return await frame(ctx, (inner) =>
      recordedVerb(inner, resource, { name: 'create', audit: verb.audit }, null, (held) =>
        verb.run(held, input, prepared),
      ),
    );
  } catch (cause) {
    if (!(ctx.options.ifNew && isTaken(cause))) throw cause;
    throw new DomainError('precondition_failed', cause.message, cause.details, { cause });
  }
};

/** Whether something like it is there already; other conflicts say nothing of that. */
const isTaken = (cause: unknown): cause is DomainError =>
  cause instanceof DomainError && cause.code === 'conflict' && cause.details.reason === 'taken';

/**
 * Changes a row by its id, or by what may be written in its place, and answers it as it then is.
 * @throws DomainError `forbidden`, `not_found`; what the verb throws.
 */
export const update = (ctx: Context, resource: Resource, id: string, input: unknown): Promise<Answer> => {
  const verb = verbOf(resource, resource.update);
  return write(ctx, resource, { name: 'update', audit: verb.audit }, id, async (inner, known) => {
    await verb.run(inner, known, input);
    return { id: known };
  });
};

/** Archives a row, and answers it as it then is. @throws as `update`. */
export const archive = (ctx: Context, resource: Resource, id: string): Promise<Answer> => {
  const verb = verbOf(resource, resource.archive);
  return write(ctx, resource, { name: 'archive', audit: verb.audit }, id, async (inner, known) => {
    await verb.run(inner, known);
    return { id: known };
  });
};

/** Runs a further verb on one row; `n` is what stands in its path. */
export async function act(
  ctx: Context,
  resource: Resource,
  action: Action,
  { id, n = '', input }: { id: string; n?: string | undefined; input: unknown },
): Promise<Answer> {
  requireOneOf(ctx, action.scopes);
  const run = async (inner: Context, known: string) =>
    (await action.run(inner, known, input, n)) as Answer | undefined;
  if (action.writes) {
    const name = action.name ?? action.path.slice(action.path.lastIndexOf('/') + 1);
    return frame(ctx, (inner) =>
      recordedVerb(
        inner,
        resource,
        { name, audit: action.writes as AuditPolicy },
        id,
        async (held, known) => {
          const answer = await run(held, known);
          if (action.once) return { id: known, once: answer ?? {} };
          return { id: known, ...(answer ? { answer } : {}) };
        },
      ),
    );
  }
  const known = await identify(ctx, resource, id);
  return (await run(ctx, known)) ?? ((await show(ctx, resource, known)) as Answer);
}

/** Runs an operation with what was asked of it: one that writes in the frame of a write. */
export async function operate(ctx: Context, operation: Operation, input: unknown): Promise<unknown> {
  requireScope(ctx, operation.scope);
  const { writes } = operation;
  // The erased form: the face has checked the input against the operation's own schema
  if (!writes) return operation.run(ctx, input as never);
  return frame(ctx, (inner) =>
    once(inner, async (held) => {
      const answer = (await operation.run(held, input as never)) as Answer;
      if ('recorded' in writes && !ctx.options.dryRun) {
        await ctx.audit.append(held, {
          action: operation.name,
          resource_type: String(answer.object),
          resource_id: String(answer.id),
          ...changesBetween(null, answer),
        });
      }
      return { answer };
    }),
  );
}

/**
 * A write whose answer is what `run` makes of it: one transaction around what it looks up, one verb (or several
 * `together`) and what it shows. The same request is answered that when it comes again, whatever has become of the row.
 */
export const answered = (ctx: Context, run: (ctx: Context) => Promise<Answer>): Promise<Answer> =>
  frame(ctx, (inner) => once(inner, async (held) => ({ answer: await run(held) })));

/**
 * Several verbs as one write: one transaction, and at its end the events of all of them, since nothing may be written
 * after the trail.
 */
export const together = (ctx: Context, verbs: (ctx: Context) => Promise<string>): Promise<Answer> =>
  answered(ctx, async (inner) => {
    const events: NewEvent[] = [];
    const audit = { append: async (_ctx: Context, ...made: NewEvent[]) => void events.push(...made) };
    const id = await verbs({ ...inner, audit });
    if (events.length > 0) await ctx.audit.append(inner, ...events);
    return { id };
  });

/** One verb of a resource within `together`, with its scope and an event of its own. Without an id it makes a row. */
export async function step(
  ctx: Context,
  resource: Resource,
  name: 'create' | 'update' | 'archive',
  id: string | null,
  verb: (ctx: Context) => Promise<unknown>,
): Promise<string> {
  requireScope(ctx, `${resource.path}:write`);
  const own = { ...ctx, touched: [] };
  const made = await recordedVerb(own, resource, { name, audit: recorded }, id, async (held) => {
    const answer = await verb(held);
    return { id: id ?? String(answer) };
  });
  return String(made.id);
}

interface Named {
  name: string;
  audit: AuditPolicy;
}

type Made = Written & { answer?: Answer };

/** A write of one row: scope and frame. */
async function write(
  ctx: Context,
  resource: Resource,
  named: Named,
  id: string,
  verb: (ctx: Context, id: string) => Promise<Written>,
): Promise<Answer> {
  requireScope(ctx, `${resource.path}:write`);
  return frame(ctx, (inner) => recordedVerb(inner, resource, named, id, verb));
}

/**
 * The verb between two looks at the row, which is held from the first one on, and the event of what differs. The
 * answer is the row as it then is, with what is shown on this occasion only.
 */
const recordedVerb = (
  outer: Context,
  resource: Resource,
  { name, audit }: Named,
  id: string | null,
  verb: (ctx: Context, id: string) => Promise<Made>,
): Promise<Answer> =>
  once(outer, async (ctx) => {
    const isRecorded = 'recorded' in audit && !ctx.options.dryRun;
    const known = id === null ? '' : await identify(ctx, resource, id);
    const isGuarded = ctx.options.ifVersion !== null || ctx.options.lacksVersion;
    const before = id !== null && (isRecorded || isGuarded) ? await heldView(ctx, resource, known) : null;
    if (before) refuseOtherVersion(ctx, resource, before);
    const made = await verb(ctx, known);
    const after = (await show(ctx, resource, made.id)) as Answer;
    if (isRecorded) {
      await ctx.audit.append(ctx, {
        action: `${resource.path}.${name}`,
        resource_type: resource.name,
        resource_id: made.id,
        ...withTouched(ctx, changesBetween(before, after)),
      });
    }
    return { answer: made.answer ?? after, secret: made.once };
  });

/**
 * Does it, or answers what was answered when the same request came before. What is secret is not kept. Whatever runs
 * within is a part of it, and not kept itself.
 */
async function once(
  ctx: Context,
  run: (ctx: Context) => Promise<{ answer: Answer; secret?: Answer | undefined }>,
): Promise<Answer> {
  const idempotency = ctx.options.dryRun ? null : ctx.options.idempotency;
  const known = await idempotency?.begin(ctx);
  if (known) return known;
  const { answer, secret = {} } = await run({ ...ctx, options: { ...ctx.options, idempotency: null } });
  await idempotency?.record(ctx, { ...answer, ...(withoutSecret(secret) as Answer) });
  return { ...answer, ...secret };
}

/** The same with null for each member `secret`. */
function withoutSecret(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === 'secret' ? null : withoutSecret(member)]),
  );
}

async function heldView(ctx: Context, resource: Resource, id: string): Promise<Answer> {
  await resource.holdFirst?.(ctx, id);
  await hold(ctx, resource, id, 'change');
  return (await show(ctx, resource, id)) as Answer;
}

/** @throws DomainError `precondition_failed` or `precondition_required`, with the row as it is. */
function refuseOtherVersion({ options }: Context, { name }: Resource, view: Answer): void {
  if (options.lacksVersion) {
    throw new DomainError(
      'precondition_required',
      'This instance takes changes only for the version that they are meant for.',
      {
        entity: name,
        id: String(view.id),
        hint: 'Send the ETag of what you have read in the header If-Match.',
      },
      { current: view },
    );
  }
  if (options.ifVersion === null || options.ifVersion.includes(Number(view.row_version))) return;
  throw new DomainError(
    'precondition_failed',
    'The resource is of another version than the request is meant for.',
    { entity: name, id: String(view.id), hint: 'Read it again, and send the request for what it is now.' },
    { current: view },
  );
}

/** What was detached, or follows what was changed, is part of what happened. */
const withTouched = (ctx: Context, changes: Pick<NewEvent, 'before' | 'after'>) =>
  ctx.touched.length === 0 ? changes : { ...changes, after: { ...changes.after, dependents: ctx.touched } };

/**
 * The frame of every write: a transaction around the verb, and for a dry run everything but its commit, with
 * `dependents`: the rows of others that the write touches. Within another one it is a part of that.
 */
export async function frame(ctx: Context, verb: (ctx: Context) => Promise<Answer>): Promise<Answer> {
  if (ctx.db !== ctx.database.read) return verb(ctx);
  for (let attempt = 1; ; attempt++) {
    try {
      const { made, afterCommit } = await transact(ctx, async (db) => {
        const own: Pick<Context, 'afterCommit' | 'touched'> = { afterCommit: [], touched: [] };
        const made = await verb({ ...ctx, ...own, db });
        if (!ctx.options.dryRun) return { made, afterCommit: own.afterCommit };
        await db.execute(sql`set constraints all immediate`);
        throw new DryRun({ ...made, dry_run: true, dependents: own.touched });
      });
      for (const run of afterCommit) run();
      return made;
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
    const details = { reason: 'taken' };
    return new DomainError('conflict', 'A similar resource already exists.', details, { cause });
  }
  if (state === FOREIGN_KEY_VIOLATION) {
    return new DomainError('conflict', 'A resource that this one refers to has changed.', {}, { cause });
  }
  if (TRANSIENT.has(state)) {
    return new DomainError('conflict', 'Too many writers at once. Send the request again.', {}, { cause });
  }
  return cause;
}
