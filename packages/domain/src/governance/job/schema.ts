import { type Static, Type } from '@sinclair/typebox';
import { Identifier, nullable, Timestamp, words } from '../../fields.ts';

export const JobView = Type.Object({
  object: Type.Literal('job'),
  id: Identifier,
  kind: Type.String(),
  status: words('queued', 'running', 'done', 'failed'),
  /** In units of the kind. The total is null while it is not known. */
  progress: Type.Object({ done: Type.Integer(), total: nullable(Type.Integer()) }),
  /** Of the last attempt. Its cause is in the log, under the id of the job. */
  error: nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  /** How often the step that comes next was begun. */
  attempts: Type.Integer(),
  /** When a queued job is taken up at the earliest. */
  run_at: nullable(Timestamp),
  /** The key that asked for it, or Berth itself. */
  created_by: Identifier,
  row_version: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
  started_at: nullable(Timestamp),
  finished_at: nullable(Timestamp),
});
export type JobView = Static<typeof JobView>;
