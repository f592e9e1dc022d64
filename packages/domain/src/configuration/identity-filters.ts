import { matchesNothing } from '@berth/resource';

/** Who uses a row, by the filters of the contract. Nobody does, as long as there are no identities. */
export const ofIdentities = {
  actor_id: matchesNothing,
  consumer_id: matchesNothing,
  identity_id: matchesNothing,
  identity_credential_id: matchesNothing,
};
