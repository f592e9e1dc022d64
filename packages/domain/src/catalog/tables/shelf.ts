import { idText, link, stamps } from '@berth/db';
import { catalogEntity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { linkToOwned, ownedKey, ownedRow } from './owned.ts';
import { providers } from './provider.ts';

/*
 * Shelves: the categories and collections that listings stand in. A shelf is shipped, or made by the instance that puts
 * a listing of its own there.
 */

const shelfTable = (name: string) =>
  pgTable(
    name,
    {
      ...ownedKey(),
      slug: text().notNull(),
      name: text().notNull(),
      description: text().notNull(),
      ...stamps(),
    },
    (table) => [ownedRow(table), unique(`${name}_slug`).on(table.owner_id, table.slug)],
  );

/** The providers whose listings stand in shelves. The owner is that of the provider. */
const shelvedTable = (name: string, shelves: ReturnType<typeof shelfTable>) =>
  pgTable(
    name,
    {
      owner_id: idText().notNull(),
      provider_id: idText().notNull(),
      shelf_owner: idText().notNull(),
      shelf_id: idText().notNull(),
    },
    (table) => [
      primaryKey({ columns: [table.provider_id, table.shelf_id] }),
      index(`${name}_shelf`).on(table.shelf_id, table.provider_id),
      check(`${name}_owner`, sql`${table.shelf_owner} in (${table.owner_id}, 'public')`),
      linkToOwned(table.owner_id, table.provider_id, providers),
      link([table.shelf_owner, table.shelf_id], [shelves.owner_id, shelves.id]),
    ],
  );

export const categories = shelfTable('provider_categories');
export const categorized = shelvedTable('provider_category_members', categories);
export const collections = shelfTable('provider_collections');
export const collected = shelvedTable('provider_collection_members', collections);

/** A reach holds the shelves in which a listing of a provider inside stands. */
const through = (shelved: typeof categorized) => ({
  through: {
    column: 'id',
    to: [{ table: shelved, ties: { providers: ['provider_id'] } }],
    by: 'shelf_id',
  } as const,
});

export const categoryEntity = catalogEntity({
  name: 'provider.listing_category',
  kind: 'category',
  table: categories,
  ties: through(categorized),
});

export const collectionEntity = catalogEntity({
  name: 'provider.listing_collection',
  kind: 'collection',
  table: collections,
  ties: through(collected),
});

/** One kind of shelf: its entity, and the table of the providers in each. */
export const SHELVES = {
  categories: { entity: categoryEntity, members: categorized },
  collections: { entity: collectionEntity, members: collected },
} as const;
export type Shelf = (typeof SHELVES)[keyof typeof SHELVES];
