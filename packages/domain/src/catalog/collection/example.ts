import type { Example } from '@berth/resource';
import { listedExample } from '../example-provider.ts';

/** Lists a provider in a collection of its own. */
export const collectionExample: Example = async (api) => (await listedExample(api)).collections[0]?.id ?? '';

export const shippedCollection: Example = async ({ get }) =>
  (await get('provider-collections/start-here')).id;
