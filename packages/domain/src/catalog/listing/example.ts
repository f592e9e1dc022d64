import type { Example } from '@berth/resource';
import { listedExample } from '../example-provider.ts';

/** Lists a provider in a category, a collection and a group, each of its own. */
export const listingExample: Example = async (api) => {
  const { id, name } = await listedExample(api);
  const group = await api.create('provider-groups', { name: `Group of ${name}` });
  await api.create(`provider-groups/${group.id}/listings`, { provider_listing_id: id });
  return id;
};
