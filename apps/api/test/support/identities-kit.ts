import type { Client } from './harness.ts';
import type { Answer } from './json-http.ts';
import { type Made, makeProvider, SCHEMA } from './rules-kit.ts';

/** A private provider with one auth method, and a deployment of it with a default config. */
export interface Place {
  provider: Made;
  deployment: string;
  method: string;
}

export async function makePlace(client: Client, more: object = {}): Promise<Place> {
  const provider = await makeProvider(client, {
    config_schema: SCHEMA,
    auth_methods: [{ key: 'token', type: 'token', name: 'Token' }],
    ...more,
  });
  const { body } = await client.get(`provider-specifications/${provider.specification}`);
  const deployment = await client.create('provider-deployments', {
    provider_id: provider.id,
    name: 'Shared',
    provider_config: { value: { host: 'shared.test' } },
  });
  return { provider, deployment: deployment.id, method: body.auth_methods[0]?.id };
}

/** Makes an auth config at a place. The first one becomes the default of the deployment. */
export const makeAuth = async (client: Client, place: Place, token: string): Promise<string> =>
  (
    await client.create('provider-auth-configs', {
      provider_auth_method_id: place.method,
      provider_deployment_id: place.deployment,
      value: { token },
    })
  ).id;

export const makeActor = async (client: Client, more: object = {}): Promise<string> =>
  (await client.create('identity-actors', { type: 'person', name: 'Ada', ...more })).id;

export const makeIdentity = (client: Client, actor_id: string, more: object = {}): Promise<Answer['body']> =>
  client.create('identities', { actor_id, ...more });

/** Gives an identity a credential at a place, with a token and a config of its own. */
export async function giveCredential(
  client: Client,
  identity_id: string,
  place: Place,
  token: string,
): Promise<string> {
  const config = await client.create('provider-configs', {
    provider_id: place.provider.id,
    provider_deployment_id: place.deployment,
    value: { host: `${token}.test` },
  });
  const body = { identity_id, config_id: config.id, auth_config_id: await makeAuth(client, place, token) };
  return (await client.create('identity-credentials', body)).id;
}
