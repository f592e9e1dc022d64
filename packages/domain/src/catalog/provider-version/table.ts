import { idText, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { boolean, foreignKey, json, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { ownerId } from '../owned.ts';
import { providers } from '../provider/table.ts';
import { specifications } from '../specification/table.ts';

/** How a config of this version can be tried: a request whose `{placeholders}` name leaves of the value. */
export interface VersionTest {
  url: string;
  headers?: Record<string, string>;
}

export const providerVersions = pgTable(
  'provider_versions',
  {
    id: idText().primaryKey(),
    owner_id: ownerId(),
    provider_id: idText().notNull(),
    version: text().notNull(),
    name: text().notNull(),
    description: text(),
    metadata: json().$type<Record<string, unknown>>(),
    is_current: boolean().notNull(),
    specification_id: idText().notNull(),
    test: json().$type<VersionTest>(),
    ...stamps(),
  },
  (table) => [
    unique().on(table.owner_id, table.id),
    unique('provider_versions_version').on(table.provider_id, table.version),
    unique('provider_versions_provider_id').on(table.provider_id, table.id),
    uniqueIndex('provider_versions_current').on(table.provider_id).where(sql`is_current`),
    foreignKey({
      name: 'provider_versions_provider_fk',
      columns: [table.owner_id, table.provider_id],
      foreignColumns: [providers.owner_id, providers.id],
    }),
    foreignKey({
      name: 'provider_versions_specification_fk',
      columns: [table.provider_id, table.specification_id],
      foreignColumns: [specifications.provider_id, specifications.id],
    }),
  ],
);

export const providerVersionEntity: Entity<typeof providerVersions> = {
  name: 'provider.version',
  kind: 'providerVersion',
  table: providerVersions,
  tenancy: { of: 'catalog', ownerId: providerVersions.owner_id },
};
