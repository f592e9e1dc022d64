import { idText, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
import { APPROVAL } from '../approved.ts';

/**
 * The versions under the ids of their approvals. The table is `provider_versions`: an approval is computed, because
 * instances times versions would be too many rows. Only a decision is a row.
 */
export const versionApprovals = pgTable('provider_versions', {
  id: idText('approval_id').notNull(),
  provider_version_id: idText('id').notNull(),
  owner_id: idText().notNull(),
  provider_id: idText().notNull(),
  specification_id: idText().notNull(),
  status: text().$type<'active' | 'archived'>().notNull(),
  version: text().notNull(),
  name: text().notNull(),
  is_current: boolean().notNull(),
  ...stamps(),
});

export const versionApprovalEntity = catalogEntity({
  name: APPROVAL,
  kind: 'versionApproval',
  table: versionApprovals,
  ties: { providers: ['provider_id'] },
});
