import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, optional, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';

export const CredentialView = Type.Object({
  object: Type.Literal('identity.credential'),
  id: Identifier,
  status: words('active', 'archived'),
  identity_id: Identifier,
  provider_id: Identifier,
  deployment_id: nullable(Identifier),
  config_id: nullable(Identifier),
  auth_config_id: about('Null for a provider without auth methods.', nullable(Identifier)),
  delegation_config_id: about(
    'The rules for a delegation of this credential that was passed on; null passes on what the identity does.',
    nullable(Identifier),
  ),
  ...archivable,
});
export type CredentialView = Static<typeof CredentialView>;

/** The rows that a credential binds. At least one of the first three is needed; the others follow from it. */
export const CredentialInput = Type.Object({
  deployment_id: optional(
    about(
      "The deployment; by default that of the config or auth config, or else the provider's default deployment, which is made.",
      nullable(Identifier),
    ),
  ),
  config_id: optional(
    about(
      'The config, by id or handle; by default that of the deployment, or an empty one where the schema needs no values.',
      nullable(Identifier),
    ),
  ),
  auth_config_id: optional(
    about('The auth config. A provider with auth methods needs one.', nullable(Identifier)),
  ),
  delegation_config_id: optional(nullable(Identifier)),
});
export type CredentialInput = Static<typeof CredentialInput>;

export const CreateCredential = Type.Composite([Type.Object({ identity_id: Identifier }), CredentialInput]);
export type CreateCredential = Static<typeof CreateCredential>;

export const UpdateCredential = Type.Object({
  delegation_config_id: optional(about('The delegation config; null takes it away.', nullable(Identifier))),
});
export type UpdateCredential = Static<typeof UpdateCredential>;
