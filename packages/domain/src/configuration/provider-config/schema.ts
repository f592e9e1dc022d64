import { linesText } from '@berth/resource';
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
import { patterns } from '../../patterns.ts';
import { archivable, times } from '../../stamps.ts';
import { ConfigVaultView } from '../config-vault/index.ts';
import { labels, labelsView } from '../labels.ts';
import { DeploymentPreview } from '../preview.ts';
import { oldestSecretView, staleSecretsView, ValueInput, ValueState } from '../value/index.ts';
import { MOST_HANDLE } from './handle.ts';

const HANDLE =
  'A name that is unique among the live configs of the instance, in Unicode normalization form C and without spaces at its ends. Control, format, zero-width, bidirectional, private-use and unassigned characters are refused, and so are white space but the space, the form of an id of a config, "." and "..".';

const Handle = Type.String({
  minLength: 1,
  maxLength: MOST_HANDLE,
  pattern: patterns.notBlank,
  description: HANDLE,
});

const Reason = Type.Object({ code: Type.String(), message: Type.String(), path: Type.Array(Type.String()) });

export const ProviderConfigView = Type.Object({
  object: Type.Literal('provider.config'),
  id: Identifier,
  status: words('active', 'archived'),
  is_default: about(
    'True when it is the default config of the deployment that it is bound to.',
    Type.Boolean(),
  ),
  handle: about('A name that is unique among the live configs of the instance.', nullable(Type.String())),
  enabled: about(
    'True when the config is in use. The Flowker face calls this active or disabled.',
    Type.Boolean(),
  ),
  ...labelsView,
  provider_id: Identifier,
  specification_id: about('The specification that the value was validated against.', Identifier),
  deployment: about(
    'The deployment that the config is bound to; null for none.',
    nullable(DeploymentPreview),
  ),
  from_vault: about(
    'The vault whose value the config follows; null when the config has only its own value.',
    nullable(ConfigVaultView),
  ),
  revision: about(
    "The revision of the config's own value; null when the config has only the vault's value.",
    nullable(Type.Integer()),
  ),
  oldest_secret_at: oldestSecretView,
  vault_revision: about(
    'The vault revision that the config is pinned to; null follows the current revision.',
    nullable(Type.Integer()),
  ),
  invalid: about('True when the value no longer fits its specification.', Type.Boolean()),
  invalid_reasons: nullable(Type.Array(Reason)),
  is_behind: about(
    'True when the version in force, by the lock of the deployment or else the current one, has another specification.',
    Type.Boolean(),
  ),
  upgrade: about(
    'The outcome of an upgrade to the version in force, as the last report found it for the present value. Null for a config that is not behind, that no report has checked, or of a provider of the instance for a key without `provider-configs:reveal`.',
    nullable(words('safe', 'breaking')),
  ),
  test_status: about(
    'The outcome of the last test of the present value, `failed` when a stage did not pass; null when the value was not tested since it changed.',
    nullable(words('passed', 'failed')),
  ),
  tested_at: about('The time of that test.', nullable(Timestamp)),
  /** Present in answers with one config, absent in lists. */
  value_state: optional(ValueState),
  ...staleSecretsView,
  ...archivable,
});
export type ProviderConfigView = Static<typeof ProviderConfigView>;

/**
 * Says in the documents that exactly one of the two is taken. The verb checks it, to name the place of the problem:
 * TypeBox does not look at `oneOf` of an object.
 */
export const oneSource = { oneOf: [{ required: ['value'] }, { required: ['provider_config_vault_id'] }] };

const vaultRevision = optional(
  nullable(
    about(
      'The vault revision to pin the config to; null follows the current revision.',
      Type.Integer({ minimum: 1 }),
    ),
  ),
);

export const ValueSource = Type.Object({
  value: optional(about('The value itself. Give this or a vault.', SecretValue)),
  provider_config_vault_id: optional(about('The vault whose value the config follows.', Identifier)),
  vault_revision: vaultRevision,
});
export type ValueSource = Static<typeof ValueSource>;

const changeable = {
  handle: optional(nullable(Handle)),
  enabled: optional(
    about('True when the config is in use. The Flowker face calls this active or disabled.', Type.Boolean()),
  ),
  ...labels,
};

export const CreateProviderConfig = Type.Composite(
  [
    Type.Object({
      provider_id: about('The id or slug of the provider.', Identifier),
      provider_deployment_id: optional(
        nullable(about('The deployment that the config is bound to.', Identifier)),
      ),
      ...changeable,
    }),
    ValueSource,
  ],
  oneSource,
);
export type CreateProviderConfig = Static<typeof CreateProviderConfig>;

export const UpdateProviderConfig = Type.Composite([
  Type.Object({
    ...changeable,
    provider_deployment_id: optional(
      nullable(about('The deployment to bind the config to; null binds it to none.', Identifier)),
    ),
    provider_config_vault_id: optional(
      nullable(
        about(
          'The vault to follow below the own value; null detaches the config from its vault.',
          Identifier,
        ),
      ),
    ),
    keep_value: optional(
      about(
        'With `provider_config_vault_id`: true keeps as own value what the old vault gave.',
        Type.Boolean(),
      ),
    ),
    metadata_patch: optional(about('Members to add to the metadata or to replace in it.', Metadata)),
    vault_revision: vaultRevision,
    if_row_version: optional(about('Change the row only if this is still its version.', Type.Integer())),
  }),
  ValueInput,
]);
export type UpdateProviderConfig = Static<typeof UpdateProviderConfig>;

export const ConfigSchemaQuery = Type.Object({
  provider_id: optional(
    about(
      'The provider, by id or slug: its current version is used, or the one before while the instance has yet to approve that.',
      Identifier,
    ),
  ),
  provider_config_id: optional(about('The config whose specification is used, by id or handle.', Identifier)),
  provider_version_id: optional(about('The provider version to use.', Identifier)),
  provider_deployment_id: optional(about('The deployment whose version is used.', Identifier)),
});
export type ConfigSchemaQuery = Static<typeof ConfigSchemaQuery>;

const countingVersion = about(
  'The version by which the specification counts: the one that was named or that the deployment is locked to, if it has the specification, else the current or newest version that has it, and that the instance may use if there is one.',
  nullable(Type.Object({ id: Identifier, version: Type.String() })),
);

export const ConfigSchemaView = Type.Object({
  object: Type.Literal('provider.capabilities.config.schema'),
  schema: nullable(WrappedSchema),
  visibility: words('encrypted', 'plain'),
  specification_id: Identifier,
  provider_version: countingVersion,
  provider_id: Identifier,
  ...times,
});
export type ConfigSchemaView = Static<typeof ConfigSchemaView>;

export const ResolveInput = Type.Object({
  reason: optional(
    nullable(
      about(
        'The reason for revealing the secrets, for the audit trail. Without it, secrets are left out.',
        linesText({ maxLength: 1_000 }),
      ),
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
  specification_id: about('The specification that the value must fit: that of the config.', Identifier),
  provider_version: countingVersion,
  value: about(
    'The effective value, without what `hidden` lists.',
    Type.Record(Type.String(), Type.Unknown()),
  ),
  hidden: about(
    'JSON Pointers to the leaves that are left out of `value`, because they are secret. An array that holds a secret is left out as a whole. Empty when secrets are revealed.',
    Type.Array(Type.String()),
  ),
  provenance: about(
    'The layer that each leaf comes from. An array is one leaf; defaults inside its items follow at the end, unless the array is hidden.',
    Type.Array(
      Type.Object({
        path: Type.String(),
        from: words('schema_default', 'vault', 'own'),
        vault_id: optional(Identifier),
        revision: optional(Type.Integer()),
      }),
    ),
  ),
  revision: nullable(Type.Integer()),
  vault_revision: nullable(Type.Integer()),
  invalid: Type.Boolean(),
  invalid_reasons: nullable(Type.Array(Reason)),
  revealed: about('True when the answer shows secrets.', Type.Boolean()),
});
export type ResolvedView = Static<typeof ResolvedView>;

/** The input for testing a config, as it is or with an unsaved edit. */
export const TestConfigInput = Type.Object({
  value: optional(
    about('A JSON merge patch (RFC 7396) of the value, for this test alone. It is not stored.', SecretValue),
  ),
});

/** The input for testing an unsaved value. */
export const TestValueInput = Type.Object({
  provider_id: about('The id or slug of the provider.', Identifier),
  provider_deployment_id: optional(nullable(Identifier)),
  value: about('The value to test. It is not stored.', SecretValue),
});
export type TestValueInput = Static<typeof TestValueInput>;

export const TestResult = Type.Object({
  status: about('`partial`: some stages passed and some failed.', words('passed', 'failed', 'partial')),
  duration_ms: Type.Integer(),
  stages: Type.Array(
    Type.Object({
      name: about(
        'A stage of the test. `dns` is there only when the name of the provider does not resolve.',
        words('dns', 'connectivity', 'authentication', 'end_to_end'),
      ),
      status: words('passed', 'failed', 'skipped'),
      duration_ms: Type.Integer(),
      reason: about(
        'The reason of a failure, or the stage for which this one is skipped. `credentials_not_sent`: the value lacks a credential that the test needs, or has one that the test has no way to send.',
        nullable(Type.String()),
      ),
      status_code: nullable(Type.Integer()),
      media_type: nullable(Type.String()),
      body_bytes: nullable(Type.Integer()),
    }),
  ),
  started_at: Timestamp,
  completed_at: Timestamp,
});

export const TestView = Type.Composite([
  Type.Object({
    object: Type.Literal('provider.config.test'),
    config_id: about('The id of the tested config; null for an unsaved value.', nullable(Identifier)),
    provider_id: Identifier,
  }),
  TestResult,
]);
export type TestView = Static<typeof TestView>;
