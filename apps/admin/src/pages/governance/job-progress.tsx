import type { Job } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { berth } from '../../app/client.ts';
import { LinkButton, Progress, Time, WordBadge } from '../../ui/index.ts';
import { jobWords } from '../../words/governance.ts';

const POLL_MS = 2_000;

/** Tells if a job may still go on. */
export const isLive = ({ status }: Pick<Job, 'status'>): boolean =>
  status === 'queued' || status === 'running';

/** Returns the milliseconds after which jobs are read again; false when none goes on. */
export const pollOf = (jobs: readonly Job[] | undefined): number | false =>
  jobs?.some(isLive) ? POLL_MS : false;

/** Shows how far a job is, in a line. */
export function JobLine({ job: { progress, kind, status } }: { job: Job }) {
  const { done, total } = progress;
  const share = status === 'done' ? 1 : total ? done / total : 0;
  return (
    <span className="flex min-w-32 items-center gap-2">
      <Progress label={`${jobWords.progress}: ${kind}`} value={share} />
      <span className="text-xs whitespace-nowrap text-muted tabular-nums">{jobWords.of(done, total)}</span>
    </span>
  );
}

/** Shows the state of a job, and reads it again while it goes on. */
export function JobProgress({ job: known }: { job: Job }) {
  const { data: job = known } = useQuery({
    queryKey: ['row', 'jobs', known.id],
    queryFn: ({ signal }) => berth.jobs.get(known.id, { signal }),
    refetchInterval: ({ state }) => pollOf(state.data ? [state.data] : undefined),
  });
  return (
    <div className="grid gap-3" aria-live="polite">
      <div className="flex items-center gap-3">
        <WordBadge word={job.status} />
        <span className="grow">
          <JobLine job={job} />
        </span>
      </div>
      {isLive(job) && job.attempts > 1 ? (
        <p className="text-muted">
          {jobWords.attempts(job.attempts)}
          {job.run_at ? (
            <>
              {' · '}
              {jobWords.nextAt} <Time at={job.run_at} />
            </>
          ) : null}
        </p>
      ) : null}
      {job.error ? (
        <div className="grid gap-1 rounded-md border border-bad bg-bad-soft p-3">
          <p className="font-semibold text-bad">
            {jobWords.error}: <code className="text-xs">{job.error.code}</code>
          </p>
          <p>{job.error.message}</p>
          <p className="text-muted">{jobWords.errorHint}</p>
        </div>
      ) : null}
      {job.status === 'failed' ? <p className="text-muted">{jobWords.cannotRetry}</p> : null}
      {job.status === 'failed' && job.kind.endsWith('-keys.rotate') ? (
        <div>
          <LinkButton to="/encryption">{jobWords.startAgain}</LinkButton>
        </div>
      ) : null}
    </div>
  );
}
