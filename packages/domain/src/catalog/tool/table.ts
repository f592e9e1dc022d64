import { idText, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { linkToOwned, ownedKey, ownedRow } from '../tables/owned.ts';
import { specifications } from '../tables/specification.ts';

export interface ToolTags {
  destructive: boolean | null;
  read_only: boolean | null;
}

export const tools = pgTable(
  'provider_tools',
  {
    ...ownedKey(),
    provider_id: idText().notNull(),
    specification_id: idText().notNull(),
    key: text().notNull(),
    name: text().notNull(),
    description: text(),
    input_schema: json().$type<Record<string, unknown>>(),
    output_schema: json().$type<Record<string, unknown>>(),
    tags: json().$type<ToolTags>(),
    ...stamps(),
  },
  (table) => [
    ownedRow(table),
    unique('provider_tools_key').on(table.specification_id, table.key),
    linkToOwned(table.owner_id, table.specification_id, specifications),
  ],
);

export const toolEntity = catalogEntity({
  name: 'provider.tool',
  kind: 'tool',
  table: tools,
  ties: { providers: ['provider_id'], walked: false },
});

/**
 * The hash of the stored tools of a specification; null for none. `jsonb` writes equal definitions equally. The
 * migration that adds the column has the same expression.
 */
export const hashOfTools = (specificationId: string | AnyPgColumn): SQL<string | null> => sql`(
  select encode(sha256(convert_to(string_agg(jsonb_build_array(${tools.key}, ${tools.name}, ${tools.description},
    ${tools.input_schema}::jsonb, ${tools.output_schema}::jsonb, ${tools.tags}::jsonb)::text, chr(10)
    order by ${tools.key} collate "C"), 'UTF8')), 'hex')
  from ${tools} where ${tools.specification_id} = ${specificationId})`;
