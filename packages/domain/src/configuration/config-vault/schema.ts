import { type Static, Type } from '@sinclair/typebox';
import { descriptionInput, descriptionView } from '../../described.ts';
import { about, Identifier, nullable, optional, RequiredName, SecretValue, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { DeploymentPreview } from '../preview.ts';
import { oldestSecretView, staleSecretsView, ValueInput, ValueState } from '../value/index.ts';

export const ConfigVaultView = Type.Object({
  object: Type.Literal('provider.config_vault'),
  id: Identifier,
  status: words('active', 'archived'),
  name: Type.String(),
  ...descriptionView,
  provider_id: Identifier,
  specification_id: about('The specification that the value was validated against.', Identifier),
  deployment: about(
    'The deployment that the config is bound to; null for none.',
    nullable(DeploymentPreview),
  ),
  revision: about('The number of the current revision of the value.', Type.Integer()),
  oldest_secret_at: oldestSecretView,
  /** Present in answers with one vault, absent in lists and inside a config. */
  value_state: optional(ValueState),
  ...staleSecretsView,
  ...archivable,
});
export type ConfigVaultView = Static<typeof ConfigVaultView>;

export const CreateConfigVault = Type.Object({
  provider_id: about('The id or slug of the provider.', Identifier),
  provider_deployment_id: optional(
    nullable(about('The deployment that the config is bound to.', Identifier)),
  ),
  name: RequiredName,
  ...descriptionInput,
  value: about('The value that configs made from the vault follow.', SecretValue),
});
export type CreateConfigVault = Static<typeof CreateConfigVault>;

export const UpdateConfigVault = Type.Composite([
  Type.Object({
    name: optional(RequiredName),
    ...descriptionInput,
  }),
  ValueInput,
]);
export type UpdateConfigVault = Static<typeof UpdateConfigVault>;

export const ResolvedVaultView = Type.Object({
  object: Type.Literal('provider.config_vault.value'),
  id: Identifier,
  provider_id: Identifier,
  specification_id: Identifier,
  value: about(
    'The value as it is stored, without what `hidden` lists and without defaults.',
    Type.Record(Type.String(), Type.Unknown()),
  ),
  hidden: about(
    'JSON Pointers to the leaves that are left out of `value`, because they are secret. An array that holds a secret is left out as a whole.',
    Type.Array(Type.String()),
  ),
  revision: about('The number of the current revision of the value.', Type.Integer()),
});
export type ResolvedVaultView = Static<typeof ResolvedVaultView>;
