import type { Example } from '@berth/resource';
import { createOAuthProvider } from '../../catalog/example-provider.ts';

/** Creates an app registration that matches every filter, with a secret that was changed once. */
export const authCredentialsExample: Example = async (api) => {
  const { provider_id } = await createOAuthProvider(api);
  const { id } = await api.create('provider-auth-credentials', {
    provider_id,
    name: 'Production app',
    description: 'The app of the parcel service.',
    config: { client_id: 'acme-client', client_secret: 'acme-client-secret-000', scopes: ['parcels:read'] },
  });
  await api.update(`provider-auth-credentials/${id}`, { client_secret: 'acme-client-secret-111' });
  return id;
};

/** Creates an app registration of a shipped provider, with a secret that was changed once. */
export const shownAuthCredentials: Example = async ({ create, update }) => {
  const { id } = await create('provider-auth-credentials', {
    provider_id: 'github',
    name: 'Team app',
    config: {
      client_id: 'example-client',
      client_secret: 'example-client-secret',
      scopes: ['repo', 'read:user'],
    },
  });
  await update(`provider-auth-credentials/${id}`, { client_secret: 'example-client-secret-2' });
  return id;
};
