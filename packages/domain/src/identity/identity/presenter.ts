import { archivableOf } from '../../stamps.ts';
import { presentActor } from '../actor/index.ts';
import { presentCredential } from '../identity-credential/index.ts';
import type { CredentialRow } from '../identity-credential/table.ts';
import type { ActorRow } from '../tables/actor.ts';
import type { IdentityRow } from '../tables/identity.ts';
import type { IdentityView } from './schema.ts';

export type WholeIdentity = IdentityRow & {
  /** Never null: the row is joined by a foreign key. */
  actor: ActorRow | null;
  credentials: CredentialRow[];
};

export function presentIdentity(row: WholeIdentity): IdentityView {
  if (!row.actor) throw new Error(`The actor of ${row.id} is missing`);
  return {
    object: 'identity',
    id: row.id,
    status: row.status,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    owner: { type: 'actor', actor: presentActor(row.actor) },
    credentials: row.credentials.map(presentCredential),
    delegation_config_id: row.delegation_config_id,
    ...archivableOf(row),
  };
}
