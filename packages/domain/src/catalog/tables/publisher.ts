import { stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { ownedKey, ownedRow } from './owned.ts';

export const publishers = pgTable(
  'publishers',
  {
    ...ownedKey(),
    slug: text().notNull(),
    name: text().notNull(),
    description: text(),
    image_url: text(),
    ...stamps(),
  },
  (table) => [ownedRow(table), unique().on(table.owner_id, table.slug)],
);

export const publisherEntity = catalogEntity({
  name: 'provider.publisher',
  kind: 'publisher',
  table: publishers,
  ties: { through: { column: 'id', to: ['provider'], by: 'publisher_id' } },
});

/** The columns of a publisher inside another object. */
export const publisherColumns = {
  id: publishers.id,
  name: publishers.name,
  description: publishers.description,
  image_url: publishers.image_url,
  created_at: publishers.created_at,
  updated_at: publishers.updated_at,
};
export type PublisherPart = Pick<typeof publishers.$inferSelect, keyof typeof publisherColumns>;
