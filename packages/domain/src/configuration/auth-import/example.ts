import type { Example } from '@berth/resource';
import { createOAuthProvider, shippedPart, shippedValue } from '../../catalog/example-provider.ts';

/** Imports tokens into an auth config that matches every filter. */
export const authImportExample: Example = async (api) => {
  const { create } = api;
  const { provider_id, auth_methods } = await createOAuthProvider(api);
  const deployment = await create('provider-deployments', { provider_id, name: 'Production' });
  const credentials = await create('provider-auth-credentials', {
    provider_id,
    config: { client_id: 'acme-client', client_secret: 'acme-client-secret', scopes: [] },
  });
  const config = await create('provider-auth-configs', {
    provider_auth_method_id: auth_methods[0]?.id,
    provider_deployment_id: deployment.id,
    provider_auth_credentials_id: credentials.id,
    value: { access_token: 'acme-token-000' },
  });
  const { id } = await create('provider-auth-config-imports', {
    provider_auth_config_id: config.id,
    note: 'Moved from the old vault.',
    value: { access_token: 'acme-token-111' },
  });
  return id;
};

/** Imports the key of a shipped provider. */
export const shownAuthImport: Example = async ({ create, get }) =>
  (
    await create('provider-auth-config-imports', {
      provider_auth_method_id: await shippedPart(get, 'provider-auth-methods'),
      note: 'Moved from the old vault.',
      value: shippedValue,
    })
  ).id;
