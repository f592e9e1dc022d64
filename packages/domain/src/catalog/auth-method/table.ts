import { idText, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { foreignKey, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { ownerId } from '../owned.ts';
import { specifications } from '../specification/table.ts';

export interface AuthScope {
  id: string;
  scope: string;
  name: string;
  description: string | null;
}

export const authMethods = pgTable(
  'provider_auth_methods',
  {
    id: idText().primaryKey(),
    owner_id: ownerId(),
    provider_id: idText().notNull(),
    specification_id: idText().notNull(),
    key: text().notNull(),
    type: text().$type<'oauth' | 'token' | 'custom'>().notNull(),
    name: text().notNull(),
    description: text(),
    input_schema: json().$type<Record<string, unknown>>(),
    output_schema: json().$type<Record<string, unknown>>(),
    scopes: json().$type<AuthScope[]>(),
    ...stamps(),
  },
  (table) => [
    unique().on(table.owner_id, table.id),
    unique('provider_auth_methods_key').on(table.specification_id, table.key),
    foreignKey({
      name: 'provider_auth_methods_specification_fk',
      columns: [table.owner_id, table.specification_id],
      foreignColumns: [specifications.owner_id, specifications.id],
    }),
  ],
);

export const authMethodEntity: Entity<typeof authMethods> = {
  name: 'provider.capabilities.auth_method',
  kind: 'authMethod',
  table: authMethods,
  tenancy: { of: 'catalog', ownerId: authMethods.owner_id },
};
