import { idText, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { foreignKey, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { ownerId } from '../owned.ts';
import { specifications } from '../specification/table.ts';

export interface ToolTags {
  destructive: boolean | null;
  read_only: boolean | null;
}

export const tools = pgTable(
  'provider_tools',
  {
    id: idText().primaryKey(),
    owner_id: ownerId(),
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
    unique().on(table.owner_id, table.id),
    unique('provider_tools_key').on(table.specification_id, table.key),
    foreignKey({
      name: 'provider_tools_specification_fk',
      columns: [table.owner_id, table.specification_id],
      foreignColumns: [specifications.owner_id, specifications.id],
    }),
  ],
);

export const toolEntity: Entity<typeof tools> = {
  name: 'provider.tool',
  kind: 'tool',
  table: tools,
  tenancy: { of: 'catalog', ownerId: tools.owner_id },
};
