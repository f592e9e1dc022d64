import { idText } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { type AnyPgColumn, index, pgTable, text } from 'drizzle-orm/pg-core';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { actors } from './actor.ts';
import { described } from './columns.ts';
import { delegationConfigs } from './delegation-config.ts';

export const identities = pgTable(
  'identities',
  {
    ...tenantKey(),
    actor_id: idText().notNull(),
    name: text(),
    delegation_config_id: idText(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    index('identities_actor').on(table.instance_id, table.actor_id, table.id),
    index('identities_delegation_config').on(table.instance_id, table.delegation_config_id, table.id),
    linkInInstance(table, table.actor_id, actors),
    linkInInstance(table, table.delegation_config_id, delegationConfigs),
  ],
);

export const identityEntity = tenantEntity({ name: 'identity', kind: 'identity', table: identities });

export type IdentityRow = typeof identities.$inferSelect;

/** The condition that an identity is the one that a row names. */
export const isIdentityOf = (row: Record<'instance_id' | 'identity_id', AnyPgColumn>) =>
  and(eq(identities.instance_id, row.instance_id), eq(identities.id, row.identity_id));
