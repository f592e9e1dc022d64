import { archivable, idText, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { foreignKey, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { ownerId } from '../owned.ts';
import { publishers } from '../publisher/table.ts';

export const providers = pgTable(
  'providers',
  {
    id: idText().primaryKey(),
    owner_id: ownerId(),
    publisher_id: idText().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    description: text(),
    metadata: json().$type<Record<string, unknown>>(),
    ...archivable(),
    ...stamps(),
    /** The hash of the shipped file that the row was last loaded from. */
    shipped_hash: text(),
  },
  (table) => [
    unique().on(table.owner_id, table.id),
    unique('providers_slug').on(table.owner_id, table.slug),
    foreignKey({
      name: 'providers_publisher_fk',
      columns: [table.owner_id, table.publisher_id],
      foreignColumns: [publishers.owner_id, publishers.id],
    }),
  ],
);

export const providerEntity: Entity<typeof providers> = {
  name: 'provider',
  kind: 'provider',
  table: providers,
  tenancy: { of: 'catalog', ownerId: providers.owner_id },
};
