import { type Static, Type } from '@sinclair/typebox';
import { descriptionInput, descriptionView } from '../../described.ts';
import { about, Identifier, Name, nullable, optional, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { ActorView } from '../actor/index.ts';
import { CredentialInput, CredentialView, MOST_CREDENTIALS } from '../identity-credential/index.ts';

export const IdentityView = Type.Object({
  object: Type.Literal('identity'),
  id: Identifier,
  status: words('active', 'archived'),
  name: nullable(Type.String()),
  ...descriptionView,
  owner: Type.Object({ type: Type.Literal('actor'), actor: ActorView }),
  credentials: about('The active credentials.', Type.Array(CredentialView)),
  delegation_config_id: about(
    'The rules for passing on a delegation of the identity; null lets nobody pass it on.',
    nullable(Identifier),
  ),
  ...archivable,
});
export type IdentityView = Static<typeof IdentityView>;

const changeable = {
  name: optional(nullable(Name)),
  ...descriptionInput,
  delegation_config_id: optional(
    about('The rules for passing on a delegation of the identity.', nullable(Identifier)),
  ),
};

export const CreateIdentity = Type.Object({
  actor_id: about('The actor that owns the identity.', Identifier),
  ...changeable,
  credentials: optional(Type.Array(CredentialInput, { maxItems: MOST_CREDENTIALS })),
});
export type CreateIdentity = Static<typeof CreateIdentity>;

export const UpdateIdentity = Type.Object(changeable);
export type UpdateIdentity = Static<typeof UpdateIdentity>;
