import { newId } from '@berth/kernel';
import type { Example, ExampleApi } from '@berth/resource';
import { createSpecification, SHIPPED, shippedPart, shippedValue } from '../../catalog/example-provider.ts';

/** Creates a deployment with a config and an auth config: the rows that a credential binds. */
export async function createBound({ create, get }: ExampleApi) {
  const { provider_id, auth_methods } = await createSpecification({ create, get } as ExampleApi);
  const { id: deployment_id } = await create('provider-deployments', { provider_id, name: 'Production' });
  const config = await create('provider-configs', {
    provider_id,
    provider_deployment_id: deployment_id,
    value: { host: 'api.acme.test' },
  });
  const auth = await create('provider-auth-configs', {
    provider_auth_method_id: auth_methods[0]?.id,
    provider_deployment_id: deployment_id,
    value: { token: 'acme-token-000' },
  });
  return { deployment_id, config_id: config.id, auth_config_id: auth.id };
}

/** Creates an actor that is an agent of a consumer, so that every filter finds its rows. */
export async function createOwner({ create }: Pick<ExampleApi, 'create'>): Promise<string> {
  const consumer = await create('consumers', { name: 'Ada Lovelace', email: 'ada@acme.test' });
  const name = `Parcel agent ${newId('agent', new Date()).slice(-6)}`;
  return (await create('identity-actors', { type: 'agent', name, consumer_id: consumer.id })).id;
}

/** Creates a credential that matches every filter. */
export const credentialExample: Example = async (api) => {
  const bound = await createBound(api);
  const identity = await api.create('identities', { actor_id: await createOwner(api), name: 'Ada at work' });
  return (await api.create('identity-credentials', { identity_id: identity.id, ...bound })).id;
};

/** Creates the auth config of a person for the shipped provider, and returns the members of a credential with it. */
export async function shownBound({ create, get }: ExampleApi) {
  const config = await create('provider-configs', { provider_id: SHIPPED, value: shippedValue });
  const auth = await create('provider-auth-configs', {
    provider_auth_method_id: await shippedPart(get, 'provider-auth-methods'),
    name: 'Key of Ada',
    value: shippedValue,
  });
  return { config_id: config.id, auth_config_id: auth.id };
}

export const shownCredential: Example = async (api) => {
  const { create } = api;
  const actor = await create('identity-actors', { type: 'person', name: 'Ada Lovelace' });
  const identity = await create('identities', { actor_id: actor.id, name: 'Ada at work' });
  return (await create('identity-credentials', { identity_id: identity.id, ...(await shownBound(api)) })).id;
};
