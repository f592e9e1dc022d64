import type { Example } from '@berth/resource';
import { providerBody, providerValue } from '../../catalog/example-provider.ts';

/** Gets the first revision of a config's value. */
export const valueRevisionExample: Example = async ({ create, get }) => {
  const { id: provider_id } = await create('providers', providerBody());
  const config = await create('provider-configs', { provider_id, value: providerValue });
  const revision = await get(`provider-configs/${config.id}/revisions/1`);
  return revision.id;
};
