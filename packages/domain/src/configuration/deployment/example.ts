import type { Example } from '@berth/resource';
import { providerBody, providerValue, SHIPPED, shippedVersion } from '../../catalog/example-provider.ts';

export const deploymentExample: Example = async ({ create }) => {
  const provider = await create('providers', providerBody());
  const version = provider.current_version as { id: string };
  const deployment = await create('provider-deployments', {
    provider_id: provider.id,
    name: 'Production',
    description: 'The parcel service of the shop.',
    locked_provider_version_id: version.id,
    provider_config: { value: providerValue },
  });
  return deployment.id;
};

export const shownDeployment: Example = async ({ create, get }) => {
  await shippedVersion(get);
  return (await create('provider-deployments', { provider_id: SHIPPED, name: 'Production' })).id;
};
