import { type Context, oneOf, type Resource, through } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { findProvidersInside } from '../find-provider.ts';
import { listings } from '../tables/listing.ts';
import type { Shelf } from '../tables/shelf.ts';
import { findShelves } from './find.ts';

/** The part of a definition that both kinds of shelf share. `filter` is the name of their filter of listings. */
export function shelfParts(shelf: Shelf, filter: string) {
  const { entity, members } = shelf;
  const identify = (ctx: Context, texts: string[]) => findShelves(ctx, shelf, texts);
  const ofProviders = through(
    (ids, instance) =>
      sql`${entity.table.id} in (select ${members.shelf_id} from ${members} where ${members.provider_id} = any(${ids}) and ${members.owner_id} in ('public', ${instance}))`,
    { identify: findProvidersInside },
  );
  return {
    read: {
      filters: {
        id: oneOf(entity.table.id, { identify }),
        provider_id: ofProviders,
        provider_listing_id: ofProviders,
      },
      identify: async (ctx: Context, text: string) => (await identify(ctx, [text]))[0] ?? text,
    },
    links: {
      contributes: {
        'provider.listing': {
          [filter]: through(
            (ids) =>
              sql`${listings.provider_id} in (select ${members.provider_id} from ${members} where ${members.shelf_id} = any(${ids}))`,
            { identify },
          ),
        },
      },
    } satisfies Partial<Resource['links']>,
  };
}
