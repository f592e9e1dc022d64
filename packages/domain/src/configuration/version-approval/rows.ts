import { idText, instant } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { APPROVAL } from '../approved.ts';

/**
 * The versions under the ids of their approvals. The table is `provider_versions`: an approval is computed, because
 * instances times versions would be too many rows. Only a decision is a row.
 *
 * Each column has its name: drizzle keeps derived names by the name of the table, which two definitions have here.
 */
export const versionApprovals = pgTable('provider_versions', {
  id: idText('approval_id').notNull(),
  provider_version_id: idText('id').notNull(),
  owner_id: idText('owner_id').notNull(),
  provider_id: idText('provider_id').notNull(),
  specification_id: idText('specification_id').notNull(),
  status: text('status').$type<'active' | 'archived'>().notNull(),
  version: text('version').notNull(),
  name: text('name').notNull(),
  is_current: boolean('is_current').notNull(),
  row_version: integer('row_version').notNull(),
  created_at: instant('created_at').notNull(),
  updated_at: instant('updated_at').notNull(),
});

export const versionApprovalEntity = catalogEntity({
  name: APPROVAL,
  kind: 'versionApproval',
  table: versionApprovals,
  ties: { providers: ['provider_id'] },
});
