import {
  action,
  type Context,
  created,
  createVerb,
  defineResource,
  oneOf,
  recorded,
  through,
  updated,
  updateVerb,
} from '@berth/resource';
import { sql } from 'drizzle-orm';
import { findProvidersInside } from '../find-provider.ts';
import { listings } from '../tables/listing.ts';
import { groupExample } from './example.ts';
import { presentGroup } from './presenter.ts';
import { CreateGroup, GroupView, ListingInput, UpdateGroup } from './schema.ts';
import { addListing, createGroup, findGroups, removeListing, updateGroup } from './service.ts';
import { groupEntity, grouped, groups } from './table.ts';

export { groupErrors } from './errors.ts';
export { presentGroup } from './presenter.ts';
export { GroupView } from './schema.ts';

const ofProviders = through(
  (ids, instance) =>
    sql`${groups.id} in (select ${grouped.group_id} from ${grouped} where ${grouped.instance_id} = ${instance} and ${grouped.provider_id} = any(${ids}))`,
  { identify: findProvidersInside },
);

export const group = defineResource({
  entity: groupEntity,
  wire: {
    path: 'provider-groups',
    about: 'A group of listings that your instance makes for itself.',
    view: GroupView,
    present: presentGroup,
    example: groupExample,
  },
  read: {
    filters: {
      id: oneOf(groups.id, { identify: findGroups }),
      provider_id: ofProviders,
      provider_listing_id: ofProviders,
      created_at: created(groupEntity),
      updated_at: updated(groupEntity),
    },
    identify: async (ctx: Context, text) => (await findGroups(ctx, [text]))[0] ?? text,
  },
  links: {
    contributes: {
      'provider.listing': {
        provider_group_id: through(
          (ids, instance) =>
            sql`${listings.provider_id} in (select ${grouped.provider_id} from ${grouped} where ${grouped.instance_id} = ${instance} and ${grouped.group_id} = any(${ids}))`,
          { identify: findGroups },
        ),
      },
    },
  },
  verbs: [
    createVerb({ input: CreateGroup, run: createGroup }),
    updateVerb({ input: UpdateGroup, run: updateGroup }),
    action({
      path: 'listings',
      name: 'listings.add',
      summary: 'Add a listing to a group',
      about: 'Adding it again changes nothing. A listing stands in 100 groups at most.',
      errors: ['use_after_delete', 'bad_request'],
      audit: recorded,
      input: ListingInput,
      example: { body: { provider_listing_id: 'openai' } },
      run: addListing,
    }),
    action({
      path: 'listings/:n',
      method: 'DELETE',
      name: 'listings.remove',
      summary: 'Remove a listing from a group',
      about: 'The path ends with the id or slug of the listing, or the id of its provider.',
      audit: recorded,
      input: null,
      example: { n: 'openai', after: 'listings.add' },
      run: (ctx, id, _input, listing) => removeListing(ctx, id, listing),
    }),
  ],
});
