import { sqlFailure } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { sql } from 'drizzle-orm';
import { type Context, newWrite } from './context.ts';
import { transact } from './keys.ts';

export type Answer = Record<string, unknown>;

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';
/** Deadlock and serialization failure: the same transaction succeeds when it runs again. */
const TRANSIENT = new Set(['40P01', '40001']);
const MOST_TRIES = 5;

/**
 * Runs a write in a transaction, and after the commit the actions that wait for it. A dry run is rolled back, and its
 * answer has `dry_run` and `dependents`, the other rows that the write touches. Inside another transaction the write
 * joins that one. @throws DomainError `conflict` when another writer was faster; the errors of `run`.
 */
export async function inTransaction(ctx: Context, run: (ctx: Context) => Promise<Answer>): Promise<Answer> {
  if (ctx.db !== ctx.database.read) return run(ctx);
  for (let attempt = 1; ; attempt++) {
    try {
      const { answer, afterCommit } = await transact(ctx, async (db) => {
        const own = newWrite(ctx.write.options);
        const answer = await run({ ...ctx, db, write: own });
        if (!ctx.write.options.dryRun) return { answer, afterCommit: own.afterCommit };
        await db.execute(sql`set constraints all immediate`);
        throw new DryRun({ ...answer, dry_run: true, dependents: own.touched });
      });
      for (const then of afterCommit) then();
      return answer;
    } catch (cause) {
      if (cause instanceof DryRun) return cause.answer;
      const state = sqlFailure(cause)?.state ?? '';
      if (!TRANSIENT.has(state) || attempt === MOST_TRIES) throw refusalOf(ctx, cause, state);
    }
  }
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
 * Turns a refusal of the database because another writer was faster into an error for the caller. With `If-None-Match:
 * *` an existing row is `precondition_failed`.
 */
function refusalOf({ write: { options } }: Context, cause: unknown, state: string): unknown {
  const refusal = knownRefusal(cause, state);
  if (!options.ifNew || !isTaken(refusal)) return refusal;
  return new DomainError('precondition_failed', refusal.message, refusal.details, { cause });
}

function knownRefusal(cause: unknown, state: string): unknown {
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

const isTaken = (error: unknown): error is DomainError =>
  error instanceof DomainError && error.code === 'conflict' && error.details.reason === 'taken';
