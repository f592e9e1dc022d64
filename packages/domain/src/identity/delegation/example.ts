import type { Example } from '@berth/resource';

/** Creates a delegation that waits for consent: an agent passes on what a person delegated to it. */
export const delegationExample: Example = async ({ create }) => {
  const actor = async (type: string, name: string) => (await create('identity-actors', { type, name })).id;
  const config = await create('identity-delegation-configs', { sub_delegation_behavior: 'require_consent' });
  const owner = await actor('person', 'Ada Lovelace');
  const agent = await actor('agent', 'Parcel agent');
  const identity = await create('identities', { actor_id: owner, name: 'Ada at work' });
  await create('identity-delegations', {
    identity_id: identity.id,
    delegatee_actor_id: agent,
    delegation_config_id: config.id,
  });
  const passedOn = await create('identity-delegations', {
    identity_id: identity.id,
    delegator_actor_id: agent,
    delegatee_actor_id: await actor('agent', 'Label agent'),
    note: 'For the labels of a parcel.',
  });
  return passedOn.id;
};

/** Creates a delegation by the owner of an identity, which needs no consent. */
export const shownDelegation: Example = async ({ create }) => {
  const owner = await create('identity-actors', { type: 'person', name: 'Ada Lovelace' });
  const agent = await create('identity-actors', { type: 'agent', name: 'Parcel agent' });
  const identity = await create('identities', { actor_id: owner.id, name: 'Ada at work' });
  const body = {
    identity_id: identity.id,
    delegatee_actor_id: agent.id,
    note: 'For the labels of a parcel.',
  };
  return (await create('identity-delegations', body)).id;
};
