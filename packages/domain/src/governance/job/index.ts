import { type Context, choice, created, defineResource, load, oneOf, updated } from '@berth/resource';
import { jobExample, shownJob } from './example.ts';
import { presentJob } from './presenter.ts';
import { JobView } from './schema.ts';
import { jobEntity, jobs } from './table.ts';

export { type Backlog, jobBacklog } from './backlog.ts';
export { MOST_ATTEMPTS } from './claim.ts';
export { enqueue } from './enqueue.ts';
export { jobErrors, jobProblems } from './errors.ts';
export { type Beginning, findDue, type JobHandler, type Step } from './handler.ts';
export { lookAfter, type Runner, startRunner } from './runner.ts';
export { JobView } from './schema.ts';
export { type JobLog, type RunnerSource, SYSTEM_KEY } from './source.ts';
export { workOnNext } from './work.ts';

export const job = defineResource({
  entity: jobEntity,
  wire: {
    path: 'jobs',
    about: 'A background job and its progress.',
    view: JobView,
    present: presentJob,
    example: jobExample,
    shown: shownJob,
  },
  read: {
    drifts: 'A job advances by itself.',
    filters: {
      status: choice(jobs.status, ['queued', 'running', 'done', 'failed']),
      kind: oneOf(jobs.kind),
      id: oneOf(jobs.id),
      created_at: created(jobEntity),
      updated_at: updated(jobEntity),
    },
  },
});

/** Reads a job as the API shows it. @throws DomainError `not_found`. */
export const jobById = async (ctx: Context, id: string): Promise<JobView> =>
  presentJob(await load(ctx, job, id));
