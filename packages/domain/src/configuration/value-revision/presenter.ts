import { versionOf } from '../../stamps.ts';
import type { valueRevisions } from '../tables/value-revision.ts';
import type { ValueState } from '../value/index.ts';
import type { ValueRevisionView } from './schema.ts';

export type ValueRevisionRow = Omit<typeof valueRevisions.$inferSelect, 'value_state'> & {
  value_state: ValueState | null;
};

export const presentValueRevision = (row: ValueRevisionRow): ValueRevisionView => ({
  object: 'value_revision',
  id: row.id,
  owner_id: row.owner_id,
  revision: row.revision,
  specification_id: row.specification_id,
  value_state: row.value_state,
  created_by: row.created_by,
  destroyed_at: row.destroyed_at,
  ...versionOf(row),
});
