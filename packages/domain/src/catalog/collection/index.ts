import { defineResource } from '@berth/resource';
import { shelfParts, shelfPresenter, shelfView } from '../shelf/index.ts';
import { collectionEntity, SHELVES } from '../tables/shelf.ts';
import { collectionExample, shippedCollection } from './example.ts';

export const CollectionView = shelfView('provider.listing_collection');
export const presentCollection = shelfPresenter('provider.listing_collection');

export const collection = defineResource({
  entity: collectionEntity,
  wire: {
    path: 'provider-collections',
    about: 'A selection of listings for a purpose. Listings of your own can have their own.',
    view: CollectionView,
    present: presentCollection,
    example: collectionExample,
    shown: shippedCollection,
    known: 'start-here',
  },
  ...shelfParts(SHELVES.collections, 'provider_collection_id'),
});
