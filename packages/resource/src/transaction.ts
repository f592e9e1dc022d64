import { setTimeout } from 'node:timers/promises';
import { allOf, type Queryable, sqlFailure } from '@berth/db';
import { type Dependent, DomainError, shownDependents, withMembers } from '@berth/kernel';
import { sql } from 'drizzle-orm';
import { type Context, newWrite, onPrimary } from './context.ts';
import { resourceErrors } from './errors.ts';
import { KeyNotOpen } from './keys.ts';
import { takenBy } from './taken.ts';

export type Answer = Record<string, unknown>;

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
/** Deadlock and serialization failure: the same transaction succeeds when it runs again. */
const TRANSIENT = new Set(['40P01', '40001']);
/** A migration has changed the result of a statement that the connection keeps prepared. It forgets the statement. */
const OUTDATED_PLAN = '0A000';
/** A bound above the number of connections, each of which may keep the statement. */
const MOST_OUTDATED = 64;
const MOST_TRIES = 8;
/** The longest pause before the second try, in milliseconds; it doubles with each. The actual one is random. */
const FIRST_PAUSE_MS = 8;
/** A bound above the number of keys that any verb needs. */
const MOST_KEYS = 64;

/**
 * Runs a transaction. Every transaction of the program goes through here. When `run` needs a key that is not open, the
 * transaction is rolled back, the key is opened, and `run` starts again. After a deadlock or a migration it does
 * so too, a bounded number of times. So `run` must be repeatable, and no transaction waits for a key.
 * @throws DomainError `conflict` when another writer was faster; the errors of `run` and of opening a key.
 */
export async function transact<T>(
  { database }: Pick<Context, 'database'>,
  run: (db: Queryable) => Promise<T>,
): Promise<T> {
  for (let opened = 0, outdated = 0, tries = 1; ; ) {
    try {
      return await database.transaction(run);
    } catch (cause) {
      if (cause instanceof KeyNotOpen && opened < MOST_KEYS) {
        opened++;
        await cause.open();
        continue;
      }
      const state = sqlFailure(cause)?.state ?? '';
      if (state === OUTDATED_PLAN && outdated++ < MOST_OUTDATED) continue;
      if (!TRANSIENT.has(state) || tries === MOST_TRIES) throw knownRefusal(cause, state);
      // Writers that start again together would meet again
      await setTimeout(Math.random() * FIRST_PAUSE_MS * 2 ** (tries - 1));
      tries++;
    }
  }
}

/**
 * Runs work of the caller in an open transaction, which fails when the key or the instance of the caller has ended, or
 * the key has lost rights. The statement that holds both goes out beside the first one of the work.
 */
async function held<T>(ctx: Context, run: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.authority === null) return run(ctx);
  const [, answer] = await allOf(ctx.authority.hold(ctx), run(ctx));
  return answer;
}

/** Runs a reveal of the caller in a transaction of its own. @throws the errors of `Authority`, and of `run`. */
export const revealing = <T>(ctx: Context, run: (ctx: Context) => Promise<T>): Promise<T> =>
  transact(ctx, (db) => held({ ...ctx, db }, run));

/**
 * Runs a write in a transaction, and after the commit the actions that wait for it. A dry run is rolled back, and its
 * answer has `dry_run` and `dependents`, the other rows that the write touches and the caller may read. Inside another
 * transaction the write joins that one. @throws DomainError `conflict` when another writer was faster; the errors of
 * `Authority`, and of `run`.
 */
export async function inTransaction(ctx: Context, run: (ctx: Context) => Promise<Answer>): Promise<Answer> {
  if (ctx.db !== ctx.database.read) return run(ctx);
  const { database } = onPrimary(ctx);
  try {
    const { answer, afterCommit } = await transact({ database }, async (db) => {
      const own = newWrite(ctx.write.options);
      const answer = await held(withMembers(ctx, { db, database, write: own }), run);
      if (!ctx.write.options.dryRun) return { answer, afterCommit: own.afterCommit };
      await db.execute(sql`set constraints all immediate`);
      const dependents = shownDependents(readable(ctx, own.touched));
      throw new DryRun({ ...answer, dry_run: true, dependents });
    });
    for (const then of afterCommit) await then();
    return answer;
  } catch (cause) {
    if (cause instanceof DryRun) return cause.answer;
    throw shownTo(ctx, refusalOf(ctx, cause));
  }
}

/** Leaves out the rows whose kind the caller may not read. */
function readable({ scopes, services: { registry } }: Context, rows: readonly Dependent[]): Dependent[] {
  const hidden = registry.resources.filter(({ wire }) => !scopes.has(`${wire.path}:read`));
  const names = new Set(hidden.map(({ entity }) => entity.name));
  return rows.filter(({ object }) => !names.has(object));
}

/** Makes the error that the caller may see: it names no row that the caller may not read. */
function shownTo(ctx: Context, refusal: unknown): unknown {
  if (!(refusal instanceof DomainError) || !refusal.details.dependents) return refusal;
  const { code, message, details, cause, current } = refusal;
  const dependents = readable(ctx, refusal.details.dependents);
  return new DomainError(code, message, { ...details, dependents }, { cause, current });
}

/** Thrown to roll back a successful transaction. */
class DryRun extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('A dry run is not committed');
    this.answer = answer;
  }
}

/**
 * Names the row that another writer has made first. With `If-None-Match: *` an existing row is `precondition_failed`,
 * not `conflict`.
 */
function refusalOf({ write: { options }, services: { registry } }: Context, refusal: unknown): unknown {
  if (!isTaken(refusal)) return refusal;
  const { message, details, cause } = refusal.cause ? takenBy(registry, refusal.cause) : refusal;
  return new DomainError(options.ifNew ? 'precondition_failed' : 'conflict', message, details, { cause });
}

/** Turns a refusal of the database because another writer was faster into an error for the caller. */
function knownRefusal(cause: unknown, state: string): unknown {
  if (state === UNIQUE_VIOLATION) return resourceErrors.madeMeanwhile({}, { cause });
  if (state === FOREIGN_KEY_VIOLATION) return resourceErrors.referenceChanged({}, { cause });
  return TRANSIENT.has(state) ? resourceErrors.busy({}, { cause }) : cause;
}

const isTaken = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'conflict' && error.details.reason === 'taken';
