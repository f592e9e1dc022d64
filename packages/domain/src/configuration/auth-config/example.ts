import type { Example } from '@berth/resource';
import { createOAuthProvider, shippedPart, shippedValue } from '../../catalog/example-provider.ts';

/** Creates an auth config that matches every filter, with a value that was changed once. */
export const authConfigExample: Example = async (api) => {
  const { provider_id, auth_methods } = await createOAuthProvider(api);
  const deployment = await api.create('provider-deployments', { provider_id, name: 'Production' });
  const credentials = await api.create('provider-auth-credentials', {
    provider_id,
    config: { client_id: 'acme-client', client_secret: 'acme-client-secret', scopes: [] },
  });
  const config = await api.create('provider-auth-configs', {
    provider_auth_method_id: auth_methods[0]?.id,
    provider_deployment_id: deployment.id,
    provider_auth_credentials_id: credentials.id,
    name: 'Production token',
    description: 'The token of the parcel service.',
    value: { access_token: 'acme-token-000' },
  });
  await api.update(`provider-auth-configs/${config.id}`, { value: { access_token: 'acme-token-111' } });
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
