import { idText, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { index, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { linkToOwned, ownedKey, ownedRow } from './owned.ts';
import { providers } from './provider.ts';

/** Specifications of provider versions. A row never changes, and equal content of one provider is one row. */
export const specifications = pgTable(
  'provider_specifications',
  {
    ...ownedKey(),
    provider_id: idText().notNull(),
    content_hash: text().notNull(),
    name: text().notNull(),
    description: text(),
    /** `json`, not `jsonb`: the order of the properties is the order of the form. */
    config_schema: json().$type<Record<string, unknown>>().notNull(),
    config_visibility: text().$type<'plain' | 'encrypted'>().notNull(),
    secret_paths: json().$type<string[]>().notNull(),
    /** Null for none, as in the rows of 0.2.0. */
    destination_paths: json().$type<string[]>(),
    /** The hash of the definitions of the tools, whatever the order of their members; null without tools. */
    tools_hash: text(),
    ...stamps(),
  },
  (table) => [
    ownedRow(table),
    unique('provider_specifications_provider_id').on(table.provider_id, table.id),
    unique('provider_specifications_content').on(table.provider_id, table.content_hash),
    index('provider_specifications_tools').on(table.provider_id, table.tools_hash),
    linkToOwned(table.owner_id, table.provider_id, providers),
  ],
);

export const specificationEntity = catalogEntity({
  name: 'provider.specification',
  kind: 'specification',
  table: specifications,
  ties: { providers: ['provider_id'] },
});
