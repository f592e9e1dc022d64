import type { Example } from '@berth/resource';
import { createBound, createOwner, shownBound } from '../identity-credential/index.ts';

/** Creates an identity that matches every filter, with one credential. */
export const identityExample: Example = async (api) => {
  const config = await api.create('identity-delegation-configs', { sub_delegation_behavior: 'deny' });
  const identity = await api.create('identities', {
    actor_id: await createOwner(api),
    name: 'Ada at work',
    description: 'Sends parcels for Ada.',
    delegation_config_id: config.id,
    credentials: [await createBound(api)],
  });
  return identity.id;
};

export const shownIdentity: Example = async (api) => {
  const actor = await api.create('identity-actors', { type: 'person', name: 'Ada Lovelace' });
  const body = { actor_id: actor.id, name: 'Ada at work', credentials: [await shownBound(api)] };
  return (await api.create('identities', body)).id;
};
