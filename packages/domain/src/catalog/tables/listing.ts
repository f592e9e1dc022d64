import { idText, stamps } from '@berth/db';
import { type Id, sameUuid } from '@berth/kernel';
import { catalogEntity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { check, json, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { linkToOwned, ownedKey, ownedRow } from './owned.ts';
import { providers } from './provider.ts';

/** Listings: the catalogue page of each provider. Provider and listing have the same UUID. */
export const listings = pgTable(
  'provider_listings',
  {
    ...ownedKey(),
    provider_id: idText().notNull(),
    /** The status of the provider. */
    status: text().$type<'active' | 'archived'>().notNull().default('active'),
    /** Null shows the provider's name. The description likewise. */
    name: text(),
    description: text(),
    readme: text(),
    image_url: text(),
    skills: json().$type<string[]>().notNull(),
    ...stamps(),
  },
  (table) => [
    ownedRow(table),
    unique('provider_listings_provider').on(table.provider_id),
    check('provider_listings_same_uuid', sql`substr(${table.id}, 5) = substr(${table.provider_id}, 5)`),
    linkToOwned(table.owner_id, table.provider_id, providers),
  ],
);

export const listingEntity = catalogEntity({
  name: 'provider.listing',
  kind: 'listing',
  table: listings,
  ties: { providers: ['provider_id'] },
});

/** The id of a provider's listing. */
export const listingIdOf = (providerId: string): Id<'listing'> => sameUuid('listing', providerId as Id);
