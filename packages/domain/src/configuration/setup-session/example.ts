import { change, type Example } from '@berth/resource';
import { createOAuthProvider, SHIPPED, shippedPart } from '../../catalog/example-provider.ts';
import { keepPending } from './sign-in.ts';
import { setupSessionEntity } from './table.ts';

/** Creates a completed session that matches every filter, with a sign-in that no answer came to. */
export const setupSessionExample: Example = async (api) => {
  const { provider_id, auth_methods } = await createOAuthProvider(api);
  const credentials = await api.create('provider-auth-credentials', {
    provider_id,
    config: { client_id: 'acme-client', client_secret: 'acme-client-secret', scopes: [] },
  });
  const deployment = await api.create('provider-deployments', { provider_id, name: 'Production' });
  const place = { provider_auth_method_id: auth_methods[0]?.id, provider_deployment_id: deployment.id };
  const { id, expires_at } = await api.create('provider-setup-sessions', {
    ...place,
    provider_id,
    provider_auth_credentials_id: credentials.id,
    name: 'Key of the parcel service',
    type: 'auth_only',
    configuration: { ui: { layout: 'box' } },
  });
  const made = await api.create('provider-auth-configs', {
    ...place,
    value: { access_token: 'acme-token-000' },
  });
  return api.run(async (ctx) => {
    const code = {
      state: 'state',
      code_verifier: 'verifier',
      redirect_uri: 'https://berth.test/setup/callback',
    };
    const pending = {
      code,
      methodId: String(place.provider_auth_method_id),
      credentialsId: credentials.id,
      config: null,
    };
    await keepPending(ctx, { id, expires_at: String(expires_at) }, pending);
    await change(ctx, setupSessionEntity, id, { outcome: 'completed', auth_config_id: made.id });
    return id;
  });
};

/** Creates a session for the key of a shipped provider. */
export const shownSetupSession: Example = async ({ create, get }) => {
  const { id } = await create('provider-setup-sessions', {
    provider_id: SHIPPED,
    provider_auth_method_id: await shippedPart(get, 'provider-auth-methods'),
    name: 'Key of the team',
    type: 'auth_only',
  });
  return id;
};
