import type { Example } from '@berth/resource';

/** Creates an actor that matches every filter: an agent that acts for a consumer. */
export const actorExample: Example = async ({ create }) => {
  const consumer = await create('consumers', { name: 'Ada Lovelace', email: 'ada@acme.test' });
  const actor = await create('identity-actors', {
    type: 'agent',
    name: 'Parcel agent',
    description: 'Sends parcels for Ada.',
    consumer_id: consumer.id,
  });
  return actor.id;
};

export const shownActor: Example = async ({ create }) =>
  (await create('identity-actors', { type: 'person', name: 'Ada Lovelace' })).id;
