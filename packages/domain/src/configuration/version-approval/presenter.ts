import type { versionApprovals } from './rows.ts';
import type { VersionApprovalView } from './schema.ts';
import type { ApprovalState } from './state.ts';

type Row = typeof versionApprovals.$inferSelect & ApprovalState;

/** Presents a version as an instance sees it. Its row version rises with the version and with each decision. */
export function presentVersionApproval(row: Row): VersionApprovalView {
  const { decision, specification_hash } = row;
  return {
    object: 'provider.version_approval',
    id: row.id,
    status: row.approval,
    required_by: row.required_by.split(',').filter(isSetting),
    provider_version_id: row.provider_version_id,
    provider_id: row.provider_id,
    version: row.version,
    name: row.name,
    is_current: row.is_current,
    specification_id: row.specification_id,
    specification_hash,
    in_force: row.in_force,
    decision: decision && {
      decision: decision.decision,
      is_void: decision.specification_hash !== specification_hash,
      specification_hash: decision.specification_hash,
      reason: decision.reason,
      decided_by: decision.decided_by,
      decided_at: decision.updated_at,
    },
    row_version: row.row_version + (decision?.row_version ?? 0),
    created_at: row.created_at,
    updated_at: decision && decision.updated_at > row.updated_at ? decision.updated_at : row.updated_at,
  };
}

const isSetting = (word: string) => word === 'public_versions' || word === 'tool_changes';
