import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, Timestamp, words } from '../../fields.ts';
import { versioned } from '../../stamps.ts';

export const JobView = Type.Object({
  object: Type.Literal('job'),
  id: Identifier,
  kind: about('What it does, such as `master-keys.rotate`.', Type.String()),
  status: words('queued', 'running', 'done', 'failed'),
  progress: about(
    'In units of the kind. The total is null while it is not known.',
    Type.Object({ done: Type.Integer(), total: nullable(Type.Integer()) }),
  ),
  error: about(
    'Of the last attempt. Its cause is in the log, under the id of the job.',
    nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  ),
  attempts: about('How often the step that comes next was begun.', Type.Integer()),
  run_at: about('When a queued job is taken up at the earliest.', nullable(Timestamp)),
  created_by: about('The key that asked for it, or Berth itself.', Identifier),
  ...versioned,
  started_at: nullable(Timestamp),
  finished_at: nullable(Timestamp),
});
export type JobView = Static<typeof JobView>;
