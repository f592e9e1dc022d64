import type { Example } from '@berth/resource';
import { providerBody, providerValue, SHIPPED, shippedValue } from '../../catalog/example-provider.ts';

/** Gets the first revision of a config's value. */
export const valueRevisionExample: Example = async ({ create, get }) => {
  const { id: provider_id } = await create('providers', providerBody());
  const config = await create('provider-configs', { provider_id, value: providerValue });
  const revision = await get(`provider-configs/${config.id}/revisions/1`);
  return revision.id;
};

export const shownValueRevision: Example = async ({ create, get }) => {
  const { id } = await create('provider-configs', { provider_id: SHIPPED, value: shippedValue });
  return (await get(`provider-configs/${id}/revisions/1`)).id;
};
