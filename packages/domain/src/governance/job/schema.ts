import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, Timestamp, words } from '../../fields.ts';
import { versioned } from '../../stamps.ts';

export const JobView = Type.Object({
  object: Type.Literal('job'),
  id: Identifier,
  kind: about('The kind of work, such as `master-keys.rotate`.', Type.String()),
  status: words('queued', 'running', 'done', 'failed'),
  progress: about(
    'The progress, in units of the kind. The total is null while it is unknown.',
    Type.Object({ done: Type.Integer(), total: nullable(Type.Integer()) }),
  ),
  error: about(
    'The error of the last attempt. The log holds its cause, under the id of the job.',
    nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  ),
  attempts: about('The number of attempts at the next step.', Type.Integer()),
  run_at: about('The earliest time at which a queued job starts.', nullable(Timestamp)),
  created_by: about('The key that started the job, or Berth itself.', Identifier),
  ...versioned,
  started_at: nullable(Timestamp),
  finished_at: nullable(Timestamp),
});
export type JobView = Static<typeof JobView>;
