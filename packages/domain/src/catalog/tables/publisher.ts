import { stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { ownedKey, ownedRow } from '../owned.ts';

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
});
