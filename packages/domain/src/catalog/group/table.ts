import { idText, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { linkToOwned, ownerIsVisible, providerOwner } from '../tables/owned.ts';
import { providers } from '../tables/provider.ts';

/** Groups of listings that an instance makes for itself. */
export const groups = pgTable(
  'provider_groups',
  {
    ...tenantKey(),
    name: text().notNull(),
    description: text(),
    slug: idText().notNull(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    unique('provider_groups_slug').on(table.instance_id, table.slug),
  ],
);

/** The providers whose listings stand in groups. */
export const grouped = pgTable(
  'provider_group_members',
  {
    instance_id: idText().notNull(),
    group_id: idText().notNull(),
    provider_owner: providerOwner(),
    provider_id: idText().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.group_id, table.provider_id] }),
    index('provider_group_members_provider').on(table.instance_id, table.provider_id, table.group_id),
    ownerIsVisible(table),
    linkInInstance(table, table.group_id, groups),
    linkToOwned(table.provider_owner, table.provider_id, providers),
  ],
);

export const groupEntity = tenantEntity({ name: 'provider.listing_group', kind: 'group', table: groups });
