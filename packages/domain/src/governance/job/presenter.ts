import { versionOf } from '../../stamps.ts';
import type { JobView } from './schema.ts';
import type { JobRow } from './table.ts';

export const presentJob = (row: JobRow): JobView => ({
  object: 'job',
  id: row.id,
  kind: row.kind,
  status: row.status,
  progress: { done: row.done, total: row.total },
  error: row.error,
  attempts: row.attempts,
  run_at: row.status === 'queued' ? row.due_at : null,
  created_by: row.created_by,
  ...versionOf(row),
  started_at: row.started_at,
  finished_at: row.finished_at,
});
