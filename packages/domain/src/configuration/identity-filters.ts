import { matchesNothing } from '@berth/resource';

/** Filters of the contract by the user of a row. They match nothing, because there are no identities yet. */
export const ofIdentities = {
  actor_id: matchesNothing,
  consumer_id: matchesNothing,
  identity_id: matchesNothing,
  identity_credential_id: matchesNothing,
};
