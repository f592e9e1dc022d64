import { parseCount, type Read } from './parse.ts';

/** The revisions of values, and the work in the background. */
export interface ValueSettings {
  /** The number of revisions kept of each value; null keeps all. */
  keptRevisions: number | null;
  /** The interval at which an idle process looks for jobs, in milliseconds. */
  pollMs: number;
}

export const readValueSettings = (read: Read): ValueSettings => ({
  keptRevisions: read<number | null>('BERTH_KEEP_REVISIONS', parseCount, null),
  pollMs: read('BERTH_JOBS_POLL_MS', parseCount, 2_000),
});
