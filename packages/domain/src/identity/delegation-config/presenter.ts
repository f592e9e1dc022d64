import { archivableOf } from '../../stamps.ts';
import type { delegationConfigs } from '../tables/delegation-config.ts';
import type { DelegationConfigView } from './schema.ts';

export function presentDelegationConfig(row: typeof delegationConfigs.$inferSelect): DelegationConfigView {
  return {
    object: 'identity.delegation_config',
    id: row.id,
    status: row.status,
    is_default: false,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    sub_delegation_behavior: row.sub_delegation_behavior,
    sub_delegation_depth: row.sub_delegation_depth,
    ...archivableOf(row),
  };
}
