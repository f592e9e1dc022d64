import { linesText } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, Metadata, Moment, nullable, optional, Timestamp, words } from '../../fields.ts';
import { versioned } from '../../stamps.ts';
import { ActorView } from '../actor/index.ts';
import { ATTESTATIONS, DENIED_REASONS, STATUSES } from './words.ts';

export const PERMISSIONS = ['provider:call', 'provider:read'] as const;

const Permissions = about(
  '`provider:call` lets the delegatee use the credentials; `provider:read` alone lets it know of them.',
  Type.Array(words(...PERMISSIONS), { minItems: 1, maxItems: 2 }),
);

const DeniedReason = nullable(words(...DENIED_REASONS));

export const DelegationView = Type.Object({
  object: Type.Literal('identity.delegation'),
  id: Identifier,
  status: words(...STATUSES, 'expired'),
  denied_reason: DeniedReason,
  delegation_level: about(
    '1 when the owner of the identity delegates, and one more for each time that it is passed on.',
    Type.Integer(),
  ),
  permissions: Permissions,
  attestation: about(
    'The ground on which the delegation became active; null before.',
    nullable(
      Type.Object({
        object: Type.Literal('identity.delegation_attestation'),
        id: Identifier,
        type: words(...ATTESTATIONS),
        created_at: Timestamp,
      }),
    ),
  ),
  note: nullable(Type.String()),
  metadata: nullable(Metadata),
  identity: Type.Object({
    object: Type.Literal('identity#preview'),
    id: Identifier,
    name: about('Empty for an identity without a name.', Type.String()),
    description: about('Empty for an identity without a description.', Type.String()),
    metadata: nullable(Metadata),
  }),
  owner_actor_id: Identifier,
  delegator_actor_id: Identifier,
  delegatee_actor_id: Identifier,
  delegation_config_id: nullable(Identifier),
  parties: Type.Array(
    Type.Object({
      object: Type.Literal('identity.delegation_party'),
      id: Identifier,
      roles: Type.Array(words('owner', 'delegator', 'delegatee')),
      actor: ActorView,
      created_at: Timestamp,
    }),
  ),
  request: about(
    'The request for consent; null when none was needed.',
    nullable(
      Type.Object({
        object: Type.Literal('identity.delegation_request'),
        id: Identifier,
        status: words('pending', 'approved', 'denied', 'canceled'),
        denied_reason: DeniedReason,
        requester: ActorView,
        identity_id: Identifier,
        expires_at: Timestamp,
        created_at: Timestamp,
      }),
    ),
  ),
  credential_overrides: Type.Array(
    Type.Object({
      object: Type.Literal('identity.delegation_credential_override'),
      id: Identifier,
      status: words('active', 'expired'),
      permissions: Type.Array(words(...PERMISSIONS)),
      credential_id: Identifier,
      created_at: Timestamp,
      expires_at: nullable(Timestamp),
    }),
  ),
  ...versioned,
  expires_at: nullable(Timestamp),
  revoked_at: nullable(Timestamp),
});
export type DelegationView = Static<typeof DelegationView>;

const OverrideInput = Type.Object({
  credential_id: about('A credential of the identity.', Identifier),
  permissions: optional(
    about(
      'The permissions for this credential, none for an empty list; by default those of the delegation.',
      Type.Array(words(...PERMISSIONS), { maxItems: 2 }),
    ),
  ),
  expires_at: optional(nullable(Moment)),
});
export type OverrideInput = Static<typeof OverrideInput>;

export const CreateDelegation = Type.Object({
  identity_id: about('The identity whose credentials are delegated.', Identifier),
  delegator_actor_id: optional(
    about(
      'The actor who delegates; the owner of the identity by default. Another one passes on what it has got.',
      Identifier,
    ),
  ),
  delegatee_actor_id: about('The actor whose identities may use the credentials.', Identifier),
  permissions: optional(Permissions),
  expires_at: optional(nullable(Moment)),
  delegation_config_id: optional(
    about(
      'The rules for passing it on; those of the identity by default. Only the owner names them.',
      nullable(Identifier),
    ),
  ),
  credential_overrides: optional(
    about('Narrows the delegation for single credentials.', Type.Array(OverrideInput, { maxItems: 100 })),
  ),
  note: optional(nullable(linesText({ maxLength: 1_000 }))),
  metadata: optional(nullable(Metadata)),
});
export type CreateDelegation = Static<typeof CreateDelegation>;
