import { archivable, idText, instant, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { boolean, index, json, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { linkInProvider, linkToOwned, ownedKey, ownedRow } from './owned.ts';
import { providers } from './provider.ts';
import { specifications } from './specification.ts';

/** The request that tests a config of this version. Its `{placeholders}` name leaves of the value. */
export interface VersionTest {
  url: string;
  headers?: Record<string, string>;
}

/** A patch that takes a value of earlier versions to the form of this one, and the tests that it has passed. */
export interface Migration {
  /** A version, all versions that begin so (`1.x`), or `*` for all earlier ones. */
  from: string;
  patch: Record<string, unknown>[];
  tests: { before: Record<string, unknown>; after: Record<string, unknown> }[];
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
    /** The time at which the version last became the current one. */
    current_since: instant().notNull().default(sql`now()`),
    specification_id: idText().notNull(),
    test: json().$type<VersionTest>(),
    /** Null for none. */
    migrations: json().$type<Migration[]>(),
    ...archivable(),
    ...stamps(),
    /** The id of the approval of the version, which has the UUID of the version. */
    approval_id: idText().notNull().generatedAlwaysAs(sql`'pva' || substr(id, 4)`),
  },
  (table) => [
    ownedRow(table),
    unique('provider_versions_version').on(table.provider_id, table.version),
    unique('provider_versions_provider_id').on(table.provider_id, table.id),
    uniqueIndex('provider_versions_current').on(table.provider_id).where(sql`is_current`),
    index('provider_versions_newest').on(table.provider_id, table.is_current, table.current_since, table.id),
    index('provider_versions_specification').on(table.specification_id, table.id),
    unique('provider_versions_approval').on(table.owner_id, table.approval_id),
    index('provider_versions_provider_approval').on(table.provider_id, table.approval_id),
    linkToOwned(table.owner_id, table.provider_id, providers),
    linkInProvider(table, table.specification_id, specifications),
  ],
);

export const providerVersionEntity = catalogEntity({
  name: 'provider.version',
  kind: 'providerVersion',
  table: providerVersions,
  ties: { providers: ['provider_id'] },
});

/** The columns of a version inside another object. */
export const providerVersionColumns = {
  id: providerVersions.id,
  status: providerVersions.status,
  version: providerVersions.version,
  provider_id: providerVersions.provider_id,
  is_current: providerVersions.is_current,
  name: providerVersions.name,
  description: providerVersions.description,
  metadata: providerVersions.metadata,
  specification_id: providerVersions.specification_id,
  row_version: providerVersions.row_version,
  created_at: providerVersions.created_at,
  updated_at: providerVersions.updated_at,
  archived_at: providerVersions.archived_at,
};
export type ProviderVersionPart = Pick<
  typeof providerVersions.$inferSelect,
  keyof typeof providerVersionColumns
>;
