import { idText, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { and, eq, getTableColumns } from 'drizzle-orm';
import { type AnyPgColumn, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { linkToOwned, ownedKey, ownedRow } from '../tables/owned.ts';
import { specifications } from '../tables/specification.ts';
import type { OAuthEndpoints } from './oauth.ts';

export interface AuthScope {
  id: string;
  scope: string;
  name: string;
  description: string | null;
}

export const authMethods = pgTable(
  'provider_auth_methods',
  {
    ...ownedKey(),
    provider_id: idText().notNull(),
    specification_id: idText().notNull(),
    key: text().notNull(),
    type: text().$type<'oauth' | 'token' | 'custom'>().notNull(),
    name: text().notNull(),
    description: text(),
    input_schema: json().$type<Record<string, unknown>>(),
    output_schema: json().$type<Record<string, unknown>>(),
    scopes: json().$type<AuthScope[]>(),
    /** The endpoints by which Berth gets tokens itself; null for a method whose tokens come from elsewhere. */
    oauth: json().$type<OAuthEndpoints>(),
    ...stamps(),
  },
  (table) => [
    ownedRow(table),
    unique('provider_auth_methods_key').on(table.specification_id, table.key),
    linkToOwned(table.owner_id, table.specification_id, specifications),
  ],
);

export const authMethodEntity = catalogEntity({
  name: 'provider.capabilities.auth_method',
  kind: 'authMethod',
  table: authMethods,
  ties: { providers: ['provider_id'], walked: false },
});

/** The join that reads the auth method of a row. */
export const authMethodOf = (row: { provider_owner: AnyPgColumn; auth_method_id: AnyPgColumn }) => ({
  table: authMethods,
  on: and(eq(authMethods.owner_id, row.provider_owner), eq(authMethods.id, row.auth_method_id)),
  columns: getTableColumns(authMethods),
});
