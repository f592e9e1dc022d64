import { auditTrail, enqueue, type JobHandler, type RunnerSource, registry } from '@berth/domain';
import { traitsOf } from '../../src/log.ts';
import type { Client, Harness } from './harness.ts';

/** A clock that moves only when a test says so. */
export interface Clock {
  now(): Date;
  pass(ms: number): void;
}

/** Makes a clock that starts a minute ahead, so that every job enqueued by the real clock is due. */
export function clockFrom(start = Date.now() + 60_000): Clock {
  let ms = start;
  return {
    now: () => new Date(ms),
    pass: (more) => {
      ms += more;
    },
  };
}

/** Makes the source of a job runner on the harness's database. It logs as the server does, into the harness's lines. */
export function runnerSource(
  { database, secrets, settings, logged }: Harness,
  handlers: readonly JobHandler[],
  more: Partial<RunnerSource> = {},
): RunnerSource {
  const line = (fields: object) => logged.push(JSON.stringify(fields));
  return {
    database,
    secrets,
    settings,
    audit: auditTrail,
    registry,
    handlers,
    log: {
      info: (fields, message) => line({ ...fields, message }),
      failed: (fields, message, error) => line({ ...fields, ...traitsOf(error), message }),
    },
    clock: () => new Date(),
    pollMs: 60_000,
    leaseMs: 30_000,
    ...more,
  };
}

/** Makes a table that holds each number of a job once: a repeated step fails. */
export async function makeNumbers({ database }: Harness): Promise<void> {
  await database.query('create table test_numbers (job text, n integer, who text, primary key (job, n))');
}

export async function numbersOf({ database }: Harness, job: string): Promise<{ n: number; who: string }[]> {
  const rows = await database.query(`select n, who from test_numbers where job = '${job}' order by n`);
  return rows as unknown as { n: number; who: string }[];
}

export interface Counting {
  next: number;
  to: number;
}

/**
 * A job that writes the numbers from 1 to its input, one a step. `before` runs in each step, outside the transaction.
 */
export const countingJob = (
  kind: string,
  who = 'runner',
  before: (n: number) => Promise<void> | void = () => {},
): JobHandler<{ to: number }, Counting> & { begun: number } => {
  const handler = {
    kind,
    unique: false,
    begun: 0,
    begin: async (_ctx: unknown, { to }: { to: number }) => {
      handler.begun += 1;
      return { state: { next: 1, to }, total: to };
    },
    step: async (_ctx: unknown, { next, to }: Counting) => {
      if (next > to) return null;
      await before(next);
      const write: NonNullable<Awaited<ReturnType<JobHandler['step']>>>['write'] = async (ctx) => {
        await ctx.db.execute(`insert into test_numbers values ('${ctx.requestId}', ${next}, '${who}')`);
      };
      return { state: { next: next + 1, to }, advanced: 1, write };
    },
  };
  return handler;
};

/** Enqueues a job of a counting kind with the client's key. */
export const ask = (client: Client, handler: JobHandler<{ to: number }>, to: number): Promise<string> =>
  client.run((ctx) => enqueue(ctx, handler, { to }));

/** A job as the API shows it. */
export const jobOf = async (client: Client, id: string) => (await client.get(`jobs/${id}`)).body;

/** A promise and the function that resolves it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Never stops the work before nothing is due. */
export const never = () => false;

let kinds = 0;
/** Returns a kind that no other test uses, so that a runner of this one leaves their jobs alone. */
export const newKind = () => `test.${++kinds}`;

export const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
