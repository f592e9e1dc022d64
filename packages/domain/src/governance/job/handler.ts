import type { Context, Services } from '@berth/resource';

/** Where a job stands before its first step. */
export interface Beginning<State> {
  state: State;
  /** How much there is to do, in the units of `advanced`; null when that is not known. */
  total: number | null;
}

/** A piece of a job: what is to be written, and how far the job is with it. */
export interface Step<State> {
  /**
   * Writes the step, in one transaction with its state and progress: all of it or nothing. After a deadlock it runs
   * again. No remote call.
   */
  write(ctx: Context): Promise<void>;
  state: State;
  advanced: number;
}

/**
 * A kind of background work, cut into steps. A process may end at any moment: what it has not committed is lost, and
 * another one goes on from the last state that was. So what `begin` and `step` do outside of the database may happen
 * twice, what `write` does happens once.
 *
 * `ctx` is that of a request by the key that asked for the job, or by `SYSTEM_KEY`; it holds no scope, since whoever
 * asked was asked for them. Its `requestId` is the id of the job, and so the job's events in the trail carry it.
 *
 * `Input` and `State` are JSON. They are stored in plain and shown to nobody: no secrets.
 */
export interface JobHandler<Input = unknown, State extends object = object> {
  /** `<what>.<verb>` */
  kind: string;
  /** Whether an instance has at most one unfinished job of the kind. */
  unique: boolean;
  /** Finds out what there is to do. May call remote services. */
  begin(ctx: Context, input: Input): Promise<Beginning<State>>;
  /**
   * Makes the step that comes next, or null when the job is done. Not in a transaction: it may call remote services, if
   * they answer within half a minute; a job whose step takes longer is another process's to take.
   */
  step(ctx: Context, state: State): Promise<Step<State> | null>;
  /** The instances where it is to be enqueued by itself, with null for input. Asked at the start and once an hour. */
  due?(source: Pick<Context, 'db'> & Pick<Services, 'settings'>): Promise<string[]>;
}
