import { idText, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { boolean, json, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { linkInProvider, linkToOwned, ownedKey, ownedRow } from '../owned.ts';
import { providers } from './provider.ts';
import { specifications } from './specification.ts';

/** How a config of this version can be tried: a request whose `{placeholders}` name leaves of the value. */
export interface VersionTest {
  url: string;
  headers?: Record<string, string>;
}

export const providerVersions = pgTable(
  'provider_versions',
  {
    ...ownedKey(),
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
    ownedRow(table),
    unique('provider_versions_version').on(table.provider_id, table.version),
    unique('provider_versions_provider_id').on(table.provider_id, table.id),
    uniqueIndex('provider_versions_current').on(table.provider_id).where(sql`is_current`),
    linkToOwned(table.owner_id, table.provider_id, providers),
    linkInProvider(table, table.specification_id, specifications),
  ],
);

export const providerVersionEntity = catalogEntity({
  name: 'provider.version',
  kind: 'providerVersion',
  table: providerVersions,
});
