import type { Context, Services } from '@berth/resource';
import { type Column, eq, type SQL } from 'drizzle-orm';

/** The state of a job before its first step. */
export interface Beginning<State> {
  state: State;
  /** The amount of work, in the units of `advanced`; null when it is unknown. */
  total: number | null;
}

/** A step of a job: its write, and the progress after it. */
export interface Step<State> {
  /**
   * Writes the step, in one transaction with its state and progress. After a deadlock it runs again. Must not call
   * remote services.
   */
  write(ctx: Context): Promise<void>;
  state: State;
  advanced: number;
  /** A row that the step has passed over, and the error, for the log. */
  passedOver?: { id: string; error: unknown };
}

/**
 * A kind of background work, cut into steps. A process may end at any time: work that is not committed is lost, and
 * another process continues from the last committed state. So the effects of `begin` and `step` outside the database
 * may happen twice; those of `write` happen once.
 *
 * `ctx` is the context of a request by the key that asked for the job, or by `SYSTEM_KEY`. It holds no scope, because
 * the request that enqueued the job was checked. Its `requestId` is the id of the job, so the audit events of the job
 * carry it.
 *
 * `Input` and `State` are JSON. They are stored unencrypted and never shown. They must hold no secrets.
 */
export interface JobHandler<Input = unknown, State extends object = object> {
  /** `<what>.<verb>` */
  kind: string;
  /** True when an instance has at most one unfinished job of the kind. */
  unique: boolean;
  /** Finds the work to do. May call remote services. */
  begin(ctx: Context, input: Input): Promise<Beginning<State>>;
  /**
   * Prepares the next step, or returns null when the job is done. Runs outside a transaction: it may call remote
   * services that answer within half a minute. A job whose step takes longer may be taken over by another process.
   */
  step(ctx: Context, state: State): Promise<Step<State> | null>;
  /**
   * Lists the instances in which the job is enqueued by itself, with null as input. Called at the start and
   * then every `everyMs`. On distributed tables a statement with a join or a subquery must name one instance: ask by
   * `findDue`.
   */
  due?(
    source: Pick<Context, 'db' | 'now'> & Pick<Services, 'settings'> & { isDistributed: boolean },
  ): Promise<string[]>;
  /** The pause between two calls of `due`, in milliseconds; an hour by default. */
  everyMs?: number;
}

/**
 * Finds the instances in which work is due. `dueAmong` asks under a condition: about all instances at once, or, on
 * distributed tables, about one after the other of `candidates`.
 */
export async function findDue(
  isDistributed: boolean,
  instance: Column,
  candidates: () => Promise<readonly { id: string }[]>,
  dueAmong: (those: SQL | undefined) => Promise<readonly { id: string }[]>,
): Promise<string[]> {
  if (!isDistributed) return (await dueAmong(undefined)).map(({ id }) => id);
  const found: string[] = [];
  for (const { id } of await candidates()) {
    for (const due of await dueAmong(eq(instance, id))) found.push(due.id);
  }
  return found;
}
