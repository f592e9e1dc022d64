import { defineResource } from '@berth/resource';
import { shelfParts, shelfPresenter, shelfView } from '../shelf/index.ts';
import { categoryEntity, SHELVES } from '../tables/shelf.ts';
import { categoryExample, shippedCategory } from './example.ts';

export const CategoryView = shelfView('provider.listing_category');
export const presentCategory = shelfPresenter('provider.listing_category');

export const category = defineResource({
  entity: categoryEntity,
  wire: {
    path: 'provider-categories',
    about: 'A subject that listings belong to, such as databases. Listings of your own can have their own.',
    view: CategoryView,
    present: presentCategory,
    example: categoryExample,
    shown: shippedCategory,
    known: 'ai-models',
  },
  ...shelfParts(SHELVES.categories, 'provider_category_id'),
});
