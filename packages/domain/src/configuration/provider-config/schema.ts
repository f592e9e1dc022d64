import { type Static, Type } from '@sinclair/typebox';
import {
  about,
  Identifier,
  Metadata,
  nullable,
  optional,
  SecretValue,
  Timestamp,
  WrappedSchema,
  words,
} from '../../fields.ts';
import { archivable, times } from '../../stamps.ts';
import { ConfigVaultView } from '../config-vault/index.ts';
import { labels, labelsView } from '../labels.ts';
import { DeploymentPreview } from '../preview.ts';
import { ValueInput, ValueState } from '../value/index.ts';

const Handle = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '\\S',
  description: 'A name that no other live config of the instance has.',
});

const Reason = Type.Object({ code: Type.String(), message: Type.String(), path: Type.Array(Type.String()) });

export const ProviderConfigView = Type.Object({
  object: Type.Literal('provider.config'),
  id: Identifier,
  status: words('active', 'archived'),
  is_default: about(
    'Whether it is the default config of the deployment that it is bound to.',
    Type.Boolean(),
  ),
  handle: about('A name that no other live config of the instance has.', nullable(Type.String())),
  enabled: about('Whether it is in use. Flowker calls it active or disabled.', Type.Boolean()),
  ...labelsView,
  provider_id: Identifier,
  specification_id: about('What its value was checked against.', Identifier),
  deployment: about('The deployment that it is bound to; null for none.', nullable(DeploymentPreview)),
  from_vault: about(
    'The vault whose value it follows; null when its value is its own.',
    nullable(ConfigVaultView),
  ),
  revision: about(
    "The revision of the config's own value; null when it has the vault's and nothing else.",
    nullable(Type.Integer()),
  ),
  vault_revision: about(
    "The vault's revision that it is pinned to; null follows the current one.",
    nullable(Type.Integer()),
  ),
  invalid: about('Whether its value does not fit its specification any longer.', Type.Boolean()),
  invalid_reasons: nullable(Type.Array(Reason)),
  /** In the answers about one config, not in lists. */
  value_state: optional(ValueState),
  ...archivable,
});
export type ProviderConfigView = Static<typeof ProviderConfigView>;

/** Exactly one of the two; the verb says so, with the place. */
export const ValueSource = Type.Object({
  value: optional(about('The value itself, or else a vault.', SecretValue)),
  provider_config_vault_id: optional(about('The vault whose value it follows.', Identifier)),
});
export type ValueSource = Static<typeof ValueSource>;

const changeable = {
  handle: optional(nullable(Handle)),
  enabled: optional(about('Whether it is in use. Flowker calls it active or disabled.', Type.Boolean())),
  ...labels,
};

export const CreateProviderConfig = Type.Composite([
  Type.Object({
    provider_id: about('The id or slug of the provider.', Identifier),
    provider_deployment_id: optional(nullable(about('The deployment that it is bound to.', Identifier))),
    ...changeable,
  }),
  ValueSource,
]);
export type CreateProviderConfig = Static<typeof CreateProviderConfig>;

export const UpdateProviderConfig = Type.Composite([
  Type.Object({
    ...changeable,
    metadata_patch: optional(
      about('Members to add to the metadata, or to put in the place of those that it has.', Metadata),
    ),
    vault_revision: optional(
      nullable(
        about(
          'The revision of the vault that it is pinned to; null follows the current one.',
          Type.Integer({ minimum: 1 }),
        ),
      ),
    ),
    if_row_version: optional(about("Only when this is still the row's version.", Type.Integer())),
  }),
  ValueInput,
]);
export type UpdateProviderConfig = Static<typeof UpdateProviderConfig>;

export const ConfigSchemaQuery = Type.Object({
  provider_id: optional(
    about('The schema of the current version of this provider, by id or slug.', Identifier),
  ),
  provider_config_id: optional(
    about('The schema that the value of this config is checked against.', Identifier),
  ),
  provider_version_id: optional(about('The schema of this version.', Identifier)),
  provider_deployment_id: optional(
    about('The schema of the version that this deployment runs on.', Identifier),
  ),
});
export type ConfigSchemaQuery = Static<typeof ConfigSchemaQuery>;

export const ConfigSchemaView = Type.Object({
  object: Type.Literal('provider.capabilities.config.schema'),
  schema: nullable(WrappedSchema),
  visibility: words('encrypted', 'plain'),
  specification_id: Identifier,
  provider_id: Identifier,
  ...times,
});
export type ConfigSchemaView = Static<typeof ConfigSchemaView>;

export const ResolveInput = Type.Object({
  reason: optional(
    nullable(
      about('Why the secrets are wanted. Without it they are null.', Type.String({ maxLength: 1_000 })),
    ),
  ),
});
export type ResolveInput = Static<typeof ResolveInput>;

export const ResolvedView = Type.Object({
  object: Type.Literal('provider.config.value'),
  id: Identifier,
  handle: nullable(Type.String()),
  enabled: Type.Boolean(),
  provider_id: Identifier,
  specification_id: Identifier,
  value: about(
    'The effective value. A secret is null unless it is revealed.',
    Type.Record(Type.String(), Type.Unknown()),
  ),
  provenance: Type.Array(
    Type.Object({
      path: Type.String(),
      from: words('schema_default', 'vault', 'own'),
      vault_id: optional(Identifier),
      revision: optional(Type.Integer()),
    }),
  ),
  revision: nullable(Type.Integer()),
  vault_revision: nullable(Type.Integer()),
  invalid: Type.Boolean(),
  invalid_reasons: nullable(Type.Array(Reason)),
  revealed: about('Whether secrets are shown.', Type.Boolean()),
});
export type ResolvedView = Static<typeof ResolvedView>;

/** A value to try before it is saved. */
export const TestValueInput = Type.Object({
  provider_id: about('The id or slug of the provider.', Identifier),
  provider_deployment_id: optional(nullable(Identifier)),
  value: about('The value to try. It is not kept.', SecretValue),
});
export type TestValueInput = Static<typeof TestValueInput>;

export const TestView = Type.Object({
  object: Type.Literal('provider.config.test'),
  config_id: about('Null for a value that is not saved.', nullable(Identifier)),
  provider_id: Identifier,
  status: about('`partial`: some stages passed and some failed.', words('passed', 'failed', 'partial')),
  duration_ms: Type.Integer(),
  stages: Type.Array(
    Type.Object({
      name: words('connectivity', 'authentication', 'end_to_end'),
      status: words('passed', 'failed', 'skipped'),
      duration_ms: Type.Integer(),
      /** Why it failed, or which stage it was skipped for. */
      reason: nullable(Type.String()),
      status_code: nullable(Type.Integer()),
      media_type: nullable(Type.String()),
      body_bytes: nullable(Type.Integer()),
    }),
  ),
  started_at: Timestamp,
  completed_at: Timestamp,
});
export type TestView = Static<typeof TestView>;
