import { type Id, type Kind, sameUuid } from '@berth/kernel';
import { versionOf } from '../../stamps.ts';
import { presentActor } from '../actor/index.ts';
import type { ActorRow } from '../tables/actor.ts';
import { isPast, permissionsOf, statusAt } from './rules.ts';
import type { DelegationView } from './schema.ts';
import type { DelegationRow } from './table.ts';

export type WholeDelegation = DelegationRow & {
  /** Never null: the rows are joined by foreign keys. */
  identity: {
    id: string;
    name: string | null;
    description: string | null;
    metadata: Record<string, unknown> | null;
  } | null;
  owner: ActorRow | null;
  delegator: ActorRow | null;
  delegatee: ActorRow | null;
  /** The moment of the answer: what has expired depends on it. */
  now: Date;
};

export function presentDelegation(row: WholeDelegation): DelegationView {
  const { identity, owner, delegator, delegatee, now } = row;
  if (!identity || !owner || !delegator || !delegatee) throw new Error(`A party of ${row.id} is missing`);
  return {
    object: 'identity.delegation',
    id: row.id,
    status: statusAt(row, now),
    denied_reason: row.denied_reason,
    delegation_level: row.delegation_level,
    permissions: permissionsOf(row),
    attestation:
      row.attestation && row.attested_at
        ? {
            object: 'identity.delegation_attestation',
            id: part('delegationAttestation', row.id),
            type: row.attestation,
            created_at: row.attested_at,
          }
        : null,
    note: row.note,
    metadata: row.metadata,
    identity: {
      object: 'identity#preview',
      id: identity.id,
      name: identity.name ?? '',
      description: identity.description ?? '',
      metadata: identity.metadata,
    },
    owner_actor_id: row.owner_actor_id,
    delegator_actor_id: row.delegator_actor_id,
    delegatee_actor_id: row.delegatee_actor_id,
    delegation_config_id: row.delegation_config_id,
    parties: partiesOf(row, { owner, delegator, delegatee }),
    request: row.request_expires_at
      ? {
          object: 'identity.delegation_request',
          id: part('delegationRequest', row.id),
          status: requestStatus(row, now),
          denied_reason: row.denied_reason,
          requester: presentActor(delegator),
          identity_id: row.identity_id,
          expires_at: row.request_expires_at,
          created_at: row.created_at,
        }
      : null,
    credential_overrides: row.overrides.map((override) => ({
      object: 'identity.delegation_credential_override',
      id: override.id,
      status: isPast(override.expires_at, now) ? 'expired' : 'active',
      permissions: permissionsOf(override),
      credential_id: override.credential_id,
      created_at: override.created_at,
      expires_at: override.expires_at,
    })),
    ...versionOf(row),
    expires_at: row.expires_at,
    revoked_at: row.revoked_at,
  };
}

/** The id of a part of a row that exists once, with the UUID of the row. */
const part = (kind: Kind, id: string) => sameUuid(kind, id as Id);

/** One party for each actor, with all of its roles. */
function partiesOf(
  { created_at }: DelegationRow,
  actors: Record<'owner' | 'delegator' | 'delegatee', ActorRow>,
): DelegationView['parties'] {
  const parties = new Map<string, DelegationView['parties'][number]>();
  for (const role of ['owner', 'delegator', 'delegatee'] as const) {
    const actor = actors[role];
    const known = parties.get(actor.id);
    if (known) known.roles.push(role);
    else {
      parties.set(actor.id, {
        object: 'identity.delegation_party',
        id: part('delegationParty', actor.id),
        roles: [role],
        actor: presentActor(actor),
        created_at,
      });
    }
  }
  return [...parties.values()];
}

/** The status of a request at a moment. One that nobody has answered in time is canceled. */
function requestStatus(row: DelegationRow, now: Date): 'pending' | 'approved' | 'denied' | 'canceled' {
  if (row.attestation === 'request_approval') return 'approved';
  if (row.status === 'denied') return 'denied';
  return statusAt(row, now) === 'waiting_for_consent' ? 'pending' : 'canceled';
}
