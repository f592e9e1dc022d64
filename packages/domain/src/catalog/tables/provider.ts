import { archivable, idText, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { index, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { linkToOwned, ownedKey, ownedRow } from './owned.ts';
import { publishers } from './publisher.ts';

export const providers = pgTable(
  'providers',
  {
    ...ownedKey(),
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
    ownedRow(table),
    unique('providers_slug').on(table.owner_id, table.slug),
    index('providers_publisher').on(table.publisher_id, table.id),
    linkToOwned(table.owner_id, table.publisher_id, publishers),
  ],
);

export const providerEntity = catalogEntity({
  name: 'provider',
  kind: 'provider',
  table: providers,
  ties: { providers: ['id'] },
});
