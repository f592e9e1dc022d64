import type { Example } from '@berth/resource';
import {
  providerBody,
  providerValue,
  SHIPPED,
  shippedValue,
  shippedVersion,
} from '../../catalog/example-provider.ts';

/** Creates a vault that matches every filter, with a value that was changed once. */
export const configVaultExample: Example = async ({ create, update }) => {
  const { id: provider_id } = await create('providers', providerBody());
  const deployment = await create('provider-deployments', { provider_id, name: 'Production' });
  const vault = await create('provider-config-vaults', {
    provider_id,
    provider_deployment_id: deployment.id,
    name: 'Production credentials',
    description: 'The token of the parcel service.',
    value: providerValue,
  });
  await update(`provider-config-vaults/${vault.id}`, { value: { token: 'acme-token-111' } });
  return vault.id;
};

/** Creates a vault with a value that was changed once. */
export const shownConfigVault: Example = async ({ create, update, get }) => {
  await shippedVersion(get);
  const body = { provider_id: SHIPPED, name: 'Team key', value: shippedValue };
  const { id } = await create('provider-config-vaults', body);
  await update(`provider-config-vaults/${id}`, { value: { api_key: 'another-key' } });
  return id;
};
