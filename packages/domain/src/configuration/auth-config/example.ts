import type { Example } from '@berth/resource';
import { createSpecification, shippedPart, shippedValue } from '../../catalog/example-provider.ts';

/** Creates an auth config that matches every filter, with a value that was changed once. */
export const authConfigExample: Example = async (api) => {
  const { provider_id, auth_methods } = await createSpecification(api);
  const deployment = await api.create('provider-deployments', { provider_id, name: 'Production' });
  const config = await api.create('provider-auth-configs', {
    provider_auth_method_id: auth_methods[0]?.id,
    provider_deployment_id: deployment.id,
    name: 'Production token',
    description: 'The token of the parcel service.',
    value: { token: 'acme-token-000' },
  });
  await api.update(`provider-auth-configs/${config.id}`, { value: { token: 'acme-token-111' } });
  return config.id;
};

/** Creates an auth config with a value that was changed once. */
export const shownAuthConfig: Example = async ({ create, update, get }) => {
  const { id } = await create('provider-auth-configs', {
    provider_auth_method_id: await shippedPart(get, 'provider-auth-methods'),
    name: 'Team key',
    value: shippedValue,
  });
  await update(`provider-auth-configs/${id}`, { value: { api_key: 'another-key' } });
  return id;
};
