import {
  choice,
  created,
  defineResource,
  flag,
  INSTANCE,
  oneOf,
  search,
  through,
  updated,
  updateVerb,
} from '@berth/resource';
import { eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { SHIPPED } from '../example-provider.ts';
import { findListing, findListings } from '../find-listing.ts';
import { providerJoins } from '../provider-joins.ts';
import { listingEntity, listings } from '../tables/listing.ts';
import { providers } from '../tables/provider.ts';
import { attachAround } from './around.ts';
import { listingExample } from './example.ts';
import { presentListing } from './presenter.ts';
import { ListingView, UpdateListing } from './schema.ts';
import { updateListing } from './service.ts';

export { listingErrors } from './errors.ts';

/** Reads a column of the provider, for a condition in a statement that does not join it. */
const ofProvider = (column: PgColumn): SQL =>
  sql`(select ${column} from ${providers} where ${providers.id} = ${listings.provider_id})`;

const isPublic = () => sql`${listings.owner_id} = 'public'`;
/** No listing is of Metorial, and none is written by the maker of the provider. */
const isNone = () => sql`false`;

export const listing = defineResource({
  entity: listingEntity,
  wire: {
    path: 'provider-listings',
    about:
      'The catalogue page of a provider: its texts, its image, and the categories, collections and groups that it stands in.',
    view: ListingView,
    present: presentListing,
    example: listingExample,
    known: SHIPPED,
  },
  read: {
    joins: {
      provider: {
        table: providers,
        on: eq(providers.id, listings.provider_id),
        columns: getTableColumns(providers),
      },
      ...providerJoins,
    },
    alone: ['readme'],
    shownBy: { readme: 'row' },
    filters: {
      status: choice(listings.status, ['active', 'archived'], ['active']),
      id: oneOf(listings.id, { identify: findListings }),
      publisher_id: through(
        (ids) =>
          sql`${listings.provider_id} in (select ${providers.id} from ${providers} where ${providers.publisher_id} = any(${ids}))`,
      ),
      is_owner: flag(() => sql`${listings.owner_id} = ${sql.placeholder(INSTANCE)}`),
      is_public: flag(isPublic),
      is_verified: flag(isPublic),
      is_official: flag(isNone),
      is_metorial: flag(isNone),
      created_at: created(listingEntity),
      updated_at: updated(listingEntity),
      search: search(
        sql`coalesce(${listings.name}, ${ofProvider(providers.name)})`,
        sql`coalesce(${listings.description}, ${ofProvider(providers.description)})`,
        ofProvider(providers.slug),
      ),
    },
    attach: attachAround,
    identify: findListing,
  },
  verbs: [updateVerb({ input: UpdateListing, run: updateListing })],
});
