import type { Example } from '@berth/resource';
import {
  providerBody,
  providerValue,
  SHIPPED,
  shippedValue,
  shippedVersion,
} from '../../catalog/example-provider.ts';

/** Creates a config that matches every filter: with a vault, and an own value over it that was changed once. */
export const providerConfigExample: Example = async ({ create, update }) => {
  const { id: provider_id } = await create('providers', providerBody());
  const deployment = await create('provider-deployments', { provider_id, name: 'Production' });
  const vault = await create('provider-config-vaults', {
    provider_id,
    name: 'Production credentials',
    value: providerValue,
  });
  const config = await create('provider-configs', {
    provider_id,
    provider_deployment_id: deployment.id,
    provider_config_vault_id: vault.id,
    name: 'Production config',
    description: 'The config of the parcel service.',
  });
  await update(`provider-configs/${config.id}`, { value: { token: 'acme-token-111' } });
  await update(`provider-configs/${config.id}`, { value: { token: 'acme-token-222' } });
  return config.id;
};

/** Creates a config with a value that was changed once. */
export const shownProviderConfig: Example = async ({ create, update, get }) => {
  await shippedVersion(get);
  const body = { provider_id: SHIPPED, name: 'Chat', value: { ...shippedValue, default_model: 'gpt-4.1' } };
  const { id } = await create('provider-configs', body);
  await update(`provider-configs/${id}`, { value: { default_model: 'gpt-5-mini' } });
  return id;
};
