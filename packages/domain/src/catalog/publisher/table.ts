import { idText, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { ownerId } from '../owned.ts';

export const publishers = pgTable(
  'publishers',
  {
    id: idText().primaryKey(),
    owner_id: ownerId(),
    slug: text().notNull(),
    name: text().notNull(),
    description: text(),
    image_url: text(),
    ...stamps(),
  },
  (table) => [unique().on(table.owner_id, table.id), unique().on(table.owner_id, table.slug)],
);

export const publisherEntity: Entity<typeof publishers> = {
  name: 'provider.publisher',
  kind: 'publisher',
  table: publishers,
  tenancy: { of: 'catalog', ownerId: publishers.owner_id },
};
