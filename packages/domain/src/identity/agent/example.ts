import type { Example } from '@berth/resource';

/** Creates an actor of type `agent`, and with it the agent. */
export const agentExample: Example = async ({ create }) => {
  const actor = await create('identity-actors', {
    type: 'agent',
    name: 'Parcel agent',
    description: 'Sends parcels on its own.',
  });
  return String(actor.agent_id);
};
