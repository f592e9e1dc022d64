import { idText, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { linkToOwned, ownedKey, ownedRow } from '../tables/owned.ts';
import { specifications } from '../tables/specification.ts';
import type { Invocation } from './schema.ts';

export const triggers = pgTable(
  'provider_triggers',
  {
    ...ownedKey(),
    provider_id: idText().notNull(),
    specification_id: idText().notNull(),
    key: text().notNull(),
    name: text().notNull(),
    description: text(),
    input_schema: json().$type<Record<string, unknown>>(),
    output_schema: json().$type<Record<string, unknown>>(),
    invocation: json().$type<Invocation>().notNull(),
    ...stamps(),
  },
  (table) => [
    ownedRow(table),
    unique('provider_triggers_key').on(table.specification_id, table.key),
    linkToOwned(table.owner_id, table.specification_id, specifications),
  ],
);

export const triggerEntity = catalogEntity({
  name: 'provider.capabilities.trigger',
  kind: 'trigger',
  table: triggers,
  ties: { providers: ['provider_id'], walked: false },
});
