import { type AuditTrail, type Context, inTransaction, transact } from '@berth/resource';
import { countChange } from '../changes/index.ts';
import { claim, fail, finish, giveBack, type Lease, LostClaim, MOST_ATTEMPTS, moveOn } from './claim.ts';
import { jobErrors } from './errors.ts';
import type { JobHandler, Step } from './handler.ts';
import { contextOf, type RunnerSource } from './source.ts';
import type { JobRow } from './table.ts';

/** The longest turn of a job, in milliseconds, before it makes room for others that are due. */
const TURN_MS = 10_000;

/**
 * Claims a job and works on it, for at least one step, until the job ends, its turn ends, or the runner stops. Returns
 * false when no job is due.
 */
export async function workOnNext(
  source: RunnerSource,
  claimedBy: string,
  stopping: () => boolean,
): Promise<boolean> {
  const { clock, handlers, log } = source;
  const lease = { claimedBy, leaseMs: source.leaseMs };
  const kinds = handlers.map(({ kind }) => kind);
  let job = await transact(source, (db) => claim(db, clock(), lease, kinds));
  if (!job) return false;
  const handler = handlers.find(({ kind }) => kind === job?.kind) as JobHandler;
  const names = { job: job.id, kind: job.kind, instance: job.instance_id };
  const turnOver = clock().getTime() + TURN_MS;
  try {
    while (job.status === 'running') {
      job = await advance(source, handler, lease, job);
      if (job.status === 'running' && (stopping() || clock().getTime() >= turnOver)) {
        const own = job;
        job = await transact(source, (db) => giveBack(db, clock(), own));
      }
    }
    if (job.status === 'done') {
      log.info(names, 'job done');
      source.ended?.(job.kind, 'done');
    }
  } catch (error) {
    if (error instanceof LostClaim) {
      log.info(names, 'job taken over by another process');
      return true;
    }
    log.failed(names, 'job failed', error);
    source.ended?.(job.kind, 'failed');
    const own = job;
    await transact(source, (db) => fail(db, clock(), own, error));
  }
  return true;
}

/** Runs the next part of a job: its beginning, a step, or its end. Returns the job afterwards. */
async function advance(
  source: RunnerSource,
  handler: JobHandler,
  { leaseMs }: Lease,
  job: JobRow,
): Promise<JobRow> {
  if (job.attempts > MOST_ATTEMPTS) {
    throw jobErrors.lost();
  }
  const ctx = await contextOf(source, {
    instanceId: job.instance_id,
    keyId: job.created_by,
    requestId: job.id,
  });
  const commit = async (write: (ctx: Context) => Promise<JobRow>) =>
    (await inTransaction({ ...ctx, now: source.clock() }, write)) as JobRow;
  if (job.state === null) {
    const { state, total } = await handler.begin(ctx, job.input);
    return commit(({ db, now }) => moveOn(db, now, job, leaseMs, { state, total }));
  }
  const step = await handler.step(ctx, job.state);
  if (step === null) return commit(({ db, now }) => finish(db, now, job));
  if (step.passedOver) {
    const { id, error } = step.passedOver;
    const names = { job: job.id, kind: job.kind, instance: job.instance_id, row: id };
    source.log.failed(names, 'job passed over a row', error);
  }
  return commit(async (inner) => {
    const { state, advanced } = step;
    // First, because it proves the claim
    const moved = await moveOn(inner.db, inner.now, job, leaseMs, { state, advanced });
    await writeStep(inner, step);
    return moved;
  });
}

/** Runs the write of a step, and counts it as a change when it leaves no audit event. */
async function writeStep(ctx: Context, step: Step<unknown>): Promise<void> {
  let isRecorded = false;
  const append: AuditTrail['append'] = (...given) => {
    isRecorded = true;
    return ctx.services.audit.append(...given);
  };
  await step.write({ ...ctx, services: { ...ctx.services, audit: { append } } });
  if (!isRecorded) await countChange(ctx);
}
