import { setTimeout as sleep } from 'node:timers/promises';
import type { Berth, Job } from '@berth/client';
import type { Io } from '../io.ts';
import { showProgress } from '../output/progress.ts';

const POLL_MS = 500;

/** Waits until a job has ended, and shows its progress. @throws Interrupted. */
export async function awaitJob(io: Io, berth: Berth, started: object): Promise<Job> {
  let job = started as Job;
  if ('dry_run' in started) return job; // a dry run starts no job
  const progress = showProgress(io.stderr, job.kind);
  try {
    for (;;) {
      progress.at(job.progress.done, job.progress.total);
      if (job.status === 'done' || job.status === 'failed') return job;
      await sleep(POLL_MS, undefined, { signal: io.signal }).catch(() => io.signal.throwIfAborted());
      job = await berth.jobs.get(job.id, { signal: io.signal });
    }
  } finally {
    progress.end();
  }
}
