import type { Example } from '@berth/resource';
import { providerBody, providerValue } from '../../catalog/provider/index.ts';

/** A vault with everything that it can be filtered by: a deployment that it is locked to. */
export const configVaultExample: Example = async ({ create }) => {
  const { id: provider_id } = await create('providers', providerBody());
  const deployment = await create('provider-deployments', { provider_id, name: 'Production' });
  const vault = await create('provider-config-vaults', {
    provider_id,
    provider_deployment_id: deployment.id,
    name: 'Production credentials',
    description: 'What the parcel service signs in with.',
    value: providerValue,
  });
  return vault.id;
};
