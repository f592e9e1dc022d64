// Generated from apps/api/openapi/root.json by `pnpm client`. Do not edit.

import type {
  Many,
  Page,
  Pages,
  RequestOptions,
  Selected,
  Selection,
  Told,
  Whole,
} from '../method-types.ts';
import type {
  ApiKey,
  ApiKeyList,
  ApiKeyRole,
  AuditCheckpoint,
  AuditEvent,
  AuditEventList,
  AuditKey,
  AuditProgress,
  AuditVerification,
  CreateApiKey,
  CreateInstance,
  CreateModel,
  CreateProvider,
  CreateProviderAuthConfig,
  CreateProviderConfig,
  CreateProviderConfigVault,
  CreateProviderDeployment,
  CreateProviderVersion,
  DependentList,
  DryRun,
  Encryption,
  Job,
  JobList,
  Model,
  ModelList,
  OrganizationInstance,
  OrganizationInstanceList,
  Provider,
  ProviderAuthConfig,
  ProviderAuthConfigList,
  ProviderCapabilitiesAuthMethod,
  ProviderCapabilitiesAuthMethodList,
  ProviderCapabilitiesConfigSchema,
  ProviderConfig,
  ProviderConfigList,
  ProviderConfigTest,
  ProviderConfigValue,
  ProviderConfigVault,
  ProviderConfigVaultList,
  ProviderDeployment,
  ProviderDeploymentList,
  ProviderList,
  ProviderPublisher,
  ProviderPublisherList,
  ProviderSpecification,
  ProviderSpecificationList,
  ProviderTool,
  ProviderToolList,
  ProviderVersion,
  ProviderVersionList,
  UpdateApiKey,
  UpdateInstance,
  UpdateModel,
  UpdateProvider,
  UpdateProviderAuthConfig,
  UpdateProviderConfig,
  UpdateProviderConfigVault,
  UpdateProviderDeployment,
  ValueRevision,
  ValueRevisionList,
  Options,
} from './types.ts';

export interface ModelExpansions {
  provider: Provider | null;
  deployment: ProviderDeployment | null;
}

export interface ProviderAuthConfigExpansions {
  deployment: ProviderDeployment | null;
  provider: Provider | null;
}

export interface ProviderConfigExpansions {
  deployment: ProviderDeployment | null;
  provider: Provider | null;
}

export interface ProviderConfigVaultExpansions {
  deployment: ProviderDeployment | null;
  provider: Provider | null;
}

export interface ProviderDeploymentExpansions {
  provider: Provider | null;
}

export interface ProviderVersionExpansions {
  provider: Provider | null;
}

type ApiKeyExpansions = Record<never, never>;

type AuditEventExpansions = Record<never, never>;

type JobExpansions = Record<never, never>;

type OrganizationInstanceExpansions = Record<never, never>;

type ProviderCapabilitiesAuthMethodExpansions = Record<never, never>;

type ProviderExpansions = Record<never, never>;

type ProviderPublisherExpansions = Record<never, never>;

type ProviderSpecificationExpansions = Record<never, never>;

type ProviderToolExpansions = Record<never, never>;

type ValueRevisionExpansions = Record<never, never>;

export type ApiKeysCreateAnswer = ApiKey & {
  /** The token. Shown once, since only its hash is stored: null when the same request is answered again. */
  secret: string | null;
} & DryRun;

export interface ApiKeysListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `expires_at` is after `gt` and before `lt`. */
  expires_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Keys last used after `gt` and before `lt`. One that was never used was used before every time. */
  last_used_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'expired' | 'revoked'> | undefined;
  /** Rows whose `type` is one of these. */
  type?: Many<'secret' | 'publishable'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type ApiKeysRolesAnswer = {
  object: 'list';
  items: ApiKeyRole[];
};

export type ApiKeysRotateInput = {
  /** For how long the secrets that the key has now go on working: a day unless given. */
  overlap_seconds?: number | undefined;
  /** A point in time in the future: ISO 8601 with a zone, `2030-01-31T12:00:00Z`. */
  expires_at?: string | null | undefined;
};

export type ApiKeysRotateAnswer = ApiKey & {
  /** The token. Shown once, since only its hash is stored: null when the same request is answered again. */
  secret: string | null;
} & DryRun;

export interface AuditEventsExportOptions extends Options<'ifNoneMatch'> {
  /** Events from this moment on. */
  from?: string | Date | undefined;
  /** Events up to this moment. */
  to?: string | Date | undefined;
}

export type AuditEventsKeysAnswer = {
  object: 'list';
  items: AuditKey[];
};

export interface AuditEventsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `action` is one of these. */
  action?: Many<string> | undefined;
  /** Rows whose `actor_id` is one of these. */
  actor_id?: Many<string> | undefined;
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows whose `resource_id` is one of these. */
  resource_id?: Many<string> | undefined;
  /** Rows whose `resource_type` is one of these. */
  resource_type?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type AuditEventsVerifyInput = {
  /** Events from this moment on. Without it and `to`: all, and that none is missing at the end. */
  from?: string | null | undefined;
  /** Events up to this moment. */
  to?: string | null | undefined;
  /** An earlier answer of `/audit-events/head`. */
  checkpoint?: AuditCheckpoint | null | undefined;
  /** Answers JSON lines: how far it is after each batch, and the verification last. */
  progress?: boolean | undefined;
};

export type EncryptionRotateInput = {
  /** `master` (as when absent): the keys that are stored wrapped, of the whole installation, are wrapped under the active master key. `data`: the instance gets a new data key, its values are sealed and its digests made with it. */
  keys?: 'master' | 'data' | undefined;
};

export type InstancesCreateAnswer = OrganizationInstance & ({
  /** The first key of the instance. Its secret is shown once: null when the same request is answered again. */
  secret_key: {
    id: string;
    secret: string | null;
  };
}) & DryRun;

export interface InstancesListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface JobsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows whose `kind` is one of these. */
  kind?: Many<string> | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'queued' | 'running' | 'done' | 'failed'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ModelsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ModelsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows of which `attachments` is true, or false. */
  attachments?: boolean | undefined;
  /** Rows of which `chat` is true, or false. */
  chat?: boolean | undefined;
  /** Rows of which `create_embeddings` is true, or false. */
  create_embeddings?: boolean | undefined;
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows of which `generate_image` is true, or false. */
  generate_image?: boolean | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows of which `internal` is true, or false. */
  internal?: boolean | undefined;
  /** Rows whose `provider_deployment_id` is one of these. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows whose `provider_id` is one of these. */
  provider_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `slug` is one of these. */
  slug?: Many<string> | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose `tier` is one of these. */
  tier?: Many<'everyday' | 'advanced' | 'strategic'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows of which `web` is true, or false. */
  web?: boolean | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type ModelsReferInput = {
  /** What uses it, in a name of your own. */
  holder: string;
};

export interface ProviderAuthConfigsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Taken from existing clients; nothing here has one, so no row matches. */
  actor_id?: Many<string> | undefined;
  /** Rows that can be used with this deployment. */
  available_for_provider_deployment_id?: string | undefined;
  /** Rows of which `available_for_use` is true, or false. */
  available_for_use?: boolean | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  consumer_id?: Many<string> | undefined;
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  identity_credential_id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  identity_id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  provider_auth_credentials_id?: Many<string> | undefined;
  /** Rows whose `provider_auth_method_id` is one of these. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Rows whose `provider_deployment_id` is one of these. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows whose `provider_id` is one of these. */
  provider_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthConfigsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `created_by` is one of these. */
  created_by?: Many<string> | undefined;
  /** Rows of which `destroyed` is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows whose `provider_specification_id` is one of these. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthMethodsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderAuthMethodsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_version_id`. */
  provider_version_id: string;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigSchemaSchemaOptions extends RequestOptions {
  /** The schema of the current version of this provider, by id or slug. */
  provider_id?: string | undefined;
  /** The schema that the value of this config is checked against. */
  provider_config_id?: string | undefined;
  /** The schema of this version. */
  provider_version_id?: string | undefined;
  /** The schema of the version that this deployment runs on. */
  provider_deployment_id?: string | undefined;
}

export interface ProviderConfigVaultsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderConfigVaultsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_config_id`. */
  provider_config_id?: Many<string> | undefined;
  /** Rows whose `provider_config_vault_id` is one of these. */
  provider_config_vault_id?: Many<string> | undefined;
  /** Rows whose `provider_deployment_id` is one of these. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows whose `provider_id` is one of these. */
  provider_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigVaultsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `created_by` is one of these. */
  created_by?: Many<string> | undefined;
  /** Rows of which `destroyed` is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows whose `provider_specification_id` is one of these. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Taken from existing clients; nothing here has one, so no row matches. */
  actor_id?: Many<string> | undefined;
  /** Rows that can be used with this deployment. */
  available_for_provider_deployment_id?: string | undefined;
  /** Rows of which `available_for_use` is true, or false. */
  available_for_use?: boolean | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  consumer_id?: Many<string> | undefined;
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows of which `enabled` is true, or false. */
  enabled?: boolean | undefined;
  /** Rows whose `handle` is one of these. */
  handle?: Many<string> | undefined;
  /** Rows of which `has_handle` is true, or false. */
  has_handle?: boolean | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  identity_credential_id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  identity_id?: Many<string> | undefined;
  /** Rows of which `invalid` is true, or false. */
  invalid?: boolean | undefined;
  /** Rows whose `provider_config_vault_id` is one of these. */
  provider_config_vault_id?: Many<string> | undefined;
  /** Rows whose `provider_deployment_id` is one of these. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows whose `provider_id` is one of these. */
  provider_id?: Many<string> | undefined;
  /** Rows whose `provider_specification_id` is one of these. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type ProviderConfigsResolveInput = {
  /** Why the secrets are wanted. Without it they are null. */
  reason?: string | null | undefined;
};

export interface ProviderConfigsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `created_by` is one of these. */
  created_by?: Many<string> | undefined;
  /** Rows of which `destroyed` is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows whose `provider_specification_id` is one of these. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type ProviderConfigsTestValueInput = {
  /** The id or slug of the provider. */
  provider_id: string;
  provider_deployment_id?: string | null | undefined;
  /** The value to try. It is not kept. */
  value: Record<string, unknown>;
};

export interface ProviderDeploymentsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderDeploymentsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Taken from existing clients; nothing here has one, so no row matches. */
  actor_id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  consumer_id?: Many<string> | undefined;
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  identity_credential_id?: Many<string> | undefined;
  /** Taken from existing clients; nothing here has one, so no row matches. */
  identity_id?: Many<string> | undefined;
  /** Rows of which `internal` is true, or false. */
  internal?: boolean | undefined;
  /** Rows of which `managed` is true, or false. */
  managed?: boolean | undefined;
  /** Rows whose `provider_id` is one of these. */
  provider_id?: Many<string> | undefined;
  /** Rows whose `provider_version_id` is one of these. */
  provider_version_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderSpecificationsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_config_id`. */
  provider_config_id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows whose `provider_id` is one of these. */
  provider_id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_version_id`. */
  provider_version_id?: Many<string> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderToolsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_auth_method_id`. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_version_id`. */
  provider_version_id: string;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderVersionsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderVersionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows whose `provider_id` is one of these. */
  provider_id?: Many<string> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProvidersDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProvidersListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows whose `status` is one of these. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProvidersToolsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_auth_method_id`. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Rows that belong to one of these, each a `provider_version_id`. */
  provider_version_id: string;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface PublishersListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ValueRevisionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose `created_at` is after `gt` and before `lt`. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows whose `created_by` is one of these. */
  created_by?: Many<string> | undefined;
  /** Rows of which `destroyed` is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows whose `id` is one of these. */
  id?: Many<string> | undefined;
  /** Rows whose `owner_id` is one of these. */
  owner_id?: Many<string> | undefined;
  /** Rows whose `provider_specification_id` is one of these. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose `updated_at` is after `gt` and before `lt`. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface Berth {
  readonly apiKeys: ApiKeysApi;
  readonly auditEvents: AuditEventsApi;
  readonly encryption: EncryptionApi;
  readonly instance: InstanceApi;
  readonly instances: InstancesApi;
  readonly jobs: JobsApi;
  readonly models: ModelsApi;
  readonly providerAuthConfigs: ProviderAuthConfigsApi;
  readonly providerAuthMethods: ProviderAuthMethodsApi;
  readonly providerConfigSchema: ProviderConfigSchemaApi;
  readonly providerConfigVaults: ProviderConfigVaultsApi;
  readonly providerConfigs: ProviderConfigsApi;
  readonly providerDeployments: ProviderDeploymentsApi;
  readonly providerSpecifications: ProviderSpecificationsApi;
  readonly providerTools: ProviderToolsApi;
  readonly providerVersions: ProviderVersionsApi;
  readonly providers: ProvidersApi;
  readonly providersTools: ProvidersToolsApi;
  readonly publishers: PublishersApi;
  readonly valueRevisions: ValueRevisionsApi;
}

export interface ApiKeysApi {
  /** Archive an API key. It is kept and can be read, and is used for nothing new. Needs `api-keys:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ApiKey & DryRun>;
  /** Create an API key. A bearer token of an instance and what it may do, until when and from where. The secret is shown once. Needs `api-keys:write`. */
  create(body: CreateApiKey, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ApiKeysCreateAnswer>;
  /** Get an API key. A bearer token of an instance and what it may do, until when and from where. The secret is shown once. Needs `api-keys:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ApiKey | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ApiKey>;
  get<E extends keyof ApiKeyExpansions = never, F extends keyof ApiKey = keyof ApiKey>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ApiKey, ApiKeyExpansions, E, F> | null>;
  get<E extends keyof ApiKeyExpansions = never, F extends keyof ApiKey = keyof ApiKey>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ApiKey, ApiKeyExpansions, E, F>>;
  /** List API keys. A bearer token of an instance and what it may do, until when and from where. The secret is shown once. One page, in the order of creation. Needs `api-keys:read`. */
  list(options?: ApiKeysListOptions & Whole): Pages<ApiKeyList>;
  list<E extends keyof ApiKeyExpansions = never, F extends keyof ApiKey = keyof ApiKey>(options: ApiKeysListOptions & Selection<E, F>): Pages<Page<Selected<ApiKey, ApiKeyExpansions, E, F>>>;
  /** List the roles that a key can have, and what each may do. Needs `api-keys:read`. */
  roles(options?: RequestOptions): Promise<ApiKeysRolesAnswer>;
  /** Give a key a new secret, while those that it has go on working for a while. The new secret is shown once. It takes a key that holds all that this one holds. Needs `api-keys:write`. */
  rotate(id: string, body?: ApiKeysRotateInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ApiKeysRotateAnswer>;
  /** Update an API key. What is absent stays as it is; what is null is cleared. Needs `api-keys:write`. */
  update(id: string, body?: UpdateApiKey, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ApiKey & DryRun>;
}

export interface AuditEventsApi {
  /** Export the trail as JSON lines. Oldest first, however many there are. Needs `audit-events:read`. */
  export(options: AuditEventsExportOptions & { ifNoneMatch: string }): AsyncIterable<AuditEvent | null>;
  export(options?: AuditEventsExportOptions): AsyncIterable<AuditEvent>;
  /** Get an audit event. What was done, by whom and when, in a chain that shows when something was changed or cut out. Needs `audit-events:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<AuditEvent | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<AuditEvent>;
  get<E extends keyof AuditEventExpansions = never, F extends keyof AuditEvent = keyof AuditEvent>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<AuditEvent, AuditEventExpansions, E, F> | null>;
  get<E extends keyof AuditEventExpansions = never, F extends keyof AuditEvent = keyof AuditEvent>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<AuditEvent, AuditEventExpansions, E, F>>;
  /** Get a signed checkpoint of the trail. Where each lane ends, signed with Ed25519. Keep it somewhere else: `verify` holds the trail against it. Needs `audit-events:read`. */
  head(options?: RequestOptions): Promise<AuditCheckpoint>;
  /** List the public keys that checkpoints are signed with. A checkpoint names its key by `key_id`. Needs `audit-events:read`. */
  keys(options?: RequestOptions): Promise<AuditEventsKeysAnswer>;
  /** List audit events. What was done, by whom and when, in a chain that shows when something was changed or cut out. One page, in the order of creation. Needs `audit-events:read`. */
  list(options?: AuditEventsListOptions & Whole): Pages<AuditEventList>;
  list<E extends keyof AuditEventExpansions = never, F extends keyof AuditEvent = keyof AuditEvent>(options: AuditEventsListOptions & Selection<E, F>): Pages<Page<Selected<AuditEvent, AuditEventExpansions, E, F>>>;
  /** Prove that the trail is whole. Every hash and proof is made anew, and the first event at fault is named. With a checkpoint from earlier, a tail that was cut off is seen too. With `progress`, or when `application/x-ndjson` is accepted, it answers JSON lines. Needs `audit-events:read`. */
  verify(body?: AuditEventsVerifyInput, options?: RequestOptions): Told<AuditVerification, AuditProgress | AuditVerification>;
}

export interface EncryptionApi {
  /** Get the state of the encryption keys. Needs `encryption:read`. */
  get(options?: RequestOptions): Promise<Encryption>;
  /** Rotate encryption keys in the background. Answers the job. `GET /encryption` tells which keys are needed still. Needs `encryption:write`. */
  rotate(body?: EncryptionRotateInput, options?: Options<'dryRun' | 'idempotencyKey'>): Promise<Job & DryRun>;
}

export interface InstanceApi {
  /** Get the instance of the key. Needs `instance:read`. */
  get(options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<OrganizationInstance | null>;
  get(options?: Options<'ifNoneMatch'>): Promise<OrganizationInstance>;
}

export interface InstancesApi {
  /** Archive an instance. It is kept and can be read, and is used for nothing new. Needs `instances:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<OrganizationInstance & DryRun>;
  /** Create an instance. A tenant: its rows are seen by its own keys only. Needs `instances:write`. */
  create(body: CreateInstance, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<InstancesCreateAnswer>;
  /** Get an instance. A tenant: its rows are seen by its own keys only. Needs `instances:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<OrganizationInstance | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<OrganizationInstance>;
  get<E extends keyof OrganizationInstanceExpansions = never, F extends keyof OrganizationInstance = keyof OrganizationInstance>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<OrganizationInstance, OrganizationInstanceExpansions, E, F> | null>;
  get<E extends keyof OrganizationInstanceExpansions = never, F extends keyof OrganizationInstance = keyof OrganizationInstance>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<OrganizationInstance, OrganizationInstanceExpansions, E, F>>;
  /** List instances. A tenant: its rows are seen by its own keys only. One page, in the order of creation. Needs `instances:read`. */
  list(options?: InstancesListOptions & Whole): Pages<OrganizationInstanceList>;
  list<E extends keyof OrganizationInstanceExpansions = never, F extends keyof OrganizationInstance = keyof OrganizationInstance>(options: InstancesListOptions & Selection<E, F>): Pages<Page<Selected<OrganizationInstance, OrganizationInstanceExpansions, E, F>>>;
  /** Update an instance. What is absent stays as it is; what is null is cleared. Needs `instances:write`. */
  update(id: string, body?: UpdateInstance, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<OrganizationInstance & DryRun>;
}

export interface JobsApi {
  /** Get a job. Work that goes on in the background, and how far it is. Needs `jobs:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<Job | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<Job>;
  get<E extends keyof JobExpansions = never, F extends keyof Job = keyof Job>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Job, JobExpansions, E, F> | null>;
  get<E extends keyof JobExpansions = never, F extends keyof Job = keyof Job>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<Job, JobExpansions, E, F>>;
  /** List jobs. Work that goes on in the background, and how far it is. One page, in the order of creation. Needs `jobs:read`. */
  list(options?: JobsListOptions & Whole): Pages<JobList>;
  list<E extends keyof JobExpansions = never, F extends keyof Job = keyof Job>(options: JobsListOptions & Selection<E, F>): Pages<Page<Selected<Job, JobExpansions, E, F>>>;
}

export interface ModelsApi {
  /** Archive a model. It is kept and can be read, and is used for nothing new. Needs `models:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Model & DryRun>;
  /** Create a model. An AI model of a deployment: a canonical one with what it can do and costs, or an alias of one. Needs `models:write`. */
  create(body: CreateModel, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<Model & DryRun>;
  /** List what uses a model. Live rows of the kinds that the key may read. Needs `models:read`. */
  dependents(id: string, options?: ModelsDependentsOptions): Pages<DependentList>;
  /** Get a model. An AI model of a deployment: a canonical one with what it can do and costs, or an alias of one. Needs `models:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<Model | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<Model>;
  get<E extends keyof ModelExpansions = never, F extends keyof Model = keyof Model>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Model, ModelExpansions, E, F> | null>;
  get<E extends keyof ModelExpansions = never, F extends keyof Model = keyof Model>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<Model, ModelExpansions, E, F>>;
  /** List models. An AI model of a deployment: a canonical one with what it can do and costs, or an alias of one. One page, in the order of creation. Needs `models:read`. */
  list(options?: ModelsListOptions & Whole): Pages<ModelList>;
  list<E extends keyof ModelExpansions = never, F extends keyof Model = keyof Model>(options: ModelsListOptions & Selection<E, F>): Pages<Page<Selected<Model, ModelExpansions, E, F>>>;
  /** Say that something uses a model. A model with holders is not archived unless it is forced. A holder counts once. Needs `models:write`. */
  refer(id: string, body: ModelsReferInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<Model & DryRun>;
  /** Say that something uses a model no longer. The holder is the one that was named before. Needs `models:write`. */
  release(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Model & DryRun>;
  /** Update a model. What is absent stays as it is; what is null is cleared. Needs `models:write`. */
  update(id: string, body?: UpdateModel, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Model & DryRun>;
}

export interface ProviderAuthConfigsApi {
  readonly revisions: ProviderAuthConfigsRevisionsApi;
  /** Archive a provider auth config. It is kept and can be read, and is used for nothing new. Needs `provider-auth-configs:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderAuthConfig & DryRun>;
  /** Confirm that the secrets may go to the addresses that the value now has. A secret goes only to the addresses that the value had when it was sent. After one of them has changed, `resolve` with a reason is 409 `secrets_stale` until this, or until the secrets are sent again. Needs `provider-auth-configs:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderAuthConfig & DryRun>;
  /** Create a provider auth config. What one authenticates with at a provider, by one of its auth methods. All of the value is secret. Needs `provider-auth-configs:write`. */
  create(body: CreateProviderAuthConfig, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderAuthConfig & DryRun>;
  /** Get a provider auth config. What one authenticates with at a provider, by one of its auth methods. All of the value is secret. Needs `provider-auth-configs:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderAuthConfig | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderAuthConfig>;
  get<E extends keyof ProviderAuthConfigExpansions = never, F extends keyof ProviderAuthConfig = keyof ProviderAuthConfig>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderAuthConfig, ProviderAuthConfigExpansions, E, F> | null>;
  get<E extends keyof ProviderAuthConfigExpansions = never, F extends keyof ProviderAuthConfig = keyof ProviderAuthConfig>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderAuthConfig, ProviderAuthConfigExpansions, E, F>>;
  /** List provider auth configs. What one authenticates with at a provider, by one of its auth methods. All of the value is secret. One page, in the order of creation. Needs `provider-auth-configs:read`. */
  list(options?: ProviderAuthConfigsListOptions & Whole): Pages<ProviderAuthConfigList>;
  list<E extends keyof ProviderAuthConfigExpansions = never, F extends keyof ProviderAuthConfig = keyof ProviderAuthConfig>(options: ProviderAuthConfigsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderAuthConfig, ProviderAuthConfigExpansions, E, F>>>;
  /** Update a provider auth config. What is absent stays as it is; what is null is cleared. Needs `provider-auth-configs:write`. */
  update(id: string, body?: UpdateProviderAuthConfig, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderAuthConfig & DryRun>;
}

export interface ProviderAuthConfigsRevisionsApi {
  /** Destroy the ciphertext of a revision for good. There is no way back. Not the current one, and not one that something is pinned to. Needs `provider-auth-configs:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider auth config. One state of the value of a config, vault or auth config, without the value. Needs `provider-auth-configs:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List the revisions of a provider auth config. One state of the value of a config, vault or auth config, without the value. One page, in the order of creation. Needs `provider-auth-configs:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderAuthConfigsRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: ProviderAuthConfigsRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
  /** Restore what a revision held, as a new revision. It is checked like any other value. Needs `provider-auth-configs:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderAuthConfig & DryRun>;
}

export interface ProviderAuthMethodsApi {
  /** List what uses a provider auth method. Live rows of the kinds that the key may read. Needs `provider-auth-methods:read`. */
  dependents(id: string, options?: ProviderAuthMethodsDependentsOptions): Pages<DependentList>;
  /** Get a provider auth method. A way to authenticate with a provider, of one of its specifications. Needs `provider-auth-methods:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderCapabilitiesAuthMethod | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderCapabilitiesAuthMethod>;
  get<E extends keyof ProviderCapabilitiesAuthMethodExpansions = never, F extends keyof ProviderCapabilitiesAuthMethod = keyof ProviderCapabilitiesAuthMethod>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderCapabilitiesAuthMethod, ProviderCapabilitiesAuthMethodExpansions, E, F> | null>;
  get<E extends keyof ProviderCapabilitiesAuthMethodExpansions = never, F extends keyof ProviderCapabilitiesAuthMethod = keyof ProviderCapabilitiesAuthMethod>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderCapabilitiesAuthMethod, ProviderCapabilitiesAuthMethodExpansions, E, F>>;
  /** List provider auth methods. A way to authenticate with a provider, of one of its specifications. One page, in the order of creation. Needs `provider-auth-methods:read`. */
  list(options: ProviderAuthMethodsListOptions & Whole): Pages<ProviderCapabilitiesAuthMethodList>;
  list<E extends keyof ProviderCapabilitiesAuthMethodExpansions = never, F extends keyof ProviderCapabilitiesAuthMethod = keyof ProviderCapabilitiesAuthMethod>(options: ProviderAuthMethodsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderCapabilitiesAuthMethod, ProviderCapabilitiesAuthMethodExpansions, E, F>>>;
}

export interface ProviderConfigSchemaApi {
  /** Get the schema that the value of a config must fit. Of the provider, version, deployment or config that the query names. Several must belong together. Needs `provider-config-schema:read`. */
  schema(options?: ProviderConfigSchemaSchemaOptions): Promise<ProviderCapabilitiesConfigSchema>;
}

export interface ProviderConfigVaultsApi {
  readonly revisions: ProviderConfigVaultsRevisionsApi;
  /** Archive a provider config vault. It is kept and can be read, and is used for nothing new. Needs `provider-config-vaults:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfigVault & DryRun>;
  /** Confirm that the secrets may go to the addresses that the value now has. A secret goes only to the addresses that the value had when it was sent. After one of them has changed, `resolve` with a reason is 409 `secrets_stale` until this, or until the secrets are sent again. Needs `provider-config-vaults:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfigVault & DryRun>;
  /** Create a provider config vault. Saved values of a provider that any number of configs follow. Needs `provider-config-vaults:write`. */
  create(body: CreateProviderConfigVault, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderConfigVault & DryRun>;
  /** List what uses a provider config vault. Live rows of the kinds that the key may read. Needs `provider-config-vaults:read`. */
  dependents(id: string, options?: ProviderConfigVaultsDependentsOptions): Pages<DependentList>;
  /** Get a provider config vault. Saved values of a provider that any number of configs follow. Needs `provider-config-vaults:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderConfigVault | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderConfigVault>;
  get<E extends keyof ProviderConfigVaultExpansions = never, F extends keyof ProviderConfigVault = keyof ProviderConfigVault>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderConfigVault, ProviderConfigVaultExpansions, E, F> | null>;
  get<E extends keyof ProviderConfigVaultExpansions = never, F extends keyof ProviderConfigVault = keyof ProviderConfigVault>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderConfigVault, ProviderConfigVaultExpansions, E, F>>;
  /** List provider config vaults. Saved values of a provider that any number of configs follow. One page, in the order of creation. Needs `provider-config-vaults:read`. */
  list(options?: ProviderConfigVaultsListOptions & Whole): Pages<ProviderConfigVaultList>;
  list<E extends keyof ProviderConfigVaultExpansions = never, F extends keyof ProviderConfigVault = keyof ProviderConfigVault>(options: ProviderConfigVaultsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderConfigVault, ProviderConfigVaultExpansions, E, F>>>;
  /** Update a provider config vault. What is absent stays as it is; what is null is cleared. Needs `provider-config-vaults:write`. */
  update(id: string, body?: UpdateProviderConfigVault, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfigVault & DryRun>;
}

export interface ProviderConfigVaultsRevisionsApi {
  /** Destroy the ciphertext of a revision for good. There is no way back. Not the current one, and not one that something is pinned to. Needs `provider-config-vaults:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider config vault. One state of the value of a config, vault or auth config, without the value. Needs `provider-config-vaults:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List the revisions of a provider config vault. One state of the value of a config, vault or auth config, without the value. One page, in the order of creation. Needs `provider-config-vaults:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderConfigVaultsRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: ProviderConfigVaultsRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
  /** Restore what a revision held, as a new revision. It is checked like any other value. Needs `provider-config-vaults:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfigVault & DryRun>;
}

export interface ProviderConfigsApi {
  readonly revisions: ProviderConfigsRevisionsApi;
  /** Archive a provider config. It is kept and can be read, and is used for nothing new. Needs `provider-configs:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfig & DryRun>;
  /** Confirm that the secrets may go to the addresses that the value now has. A secret goes only to the addresses that the value had when it was sent. After one of them has changed, `resolve` with a reason is 409 `secrets_stale` until this, or until the secrets are sent again. Needs `provider-configs:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** Create a provider config. A validated, encrypted value for a provider, its own or over that of a vault. Needs `provider-configs:write`. */
  create(body: CreateProviderConfig, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** Disable a config. Needs `provider-configs:write`. */
  disable(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** Enable a config. Needs `provider-configs:write`. */
  enable(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** Get a provider config. A validated, encrypted value for a provider, its own or over that of a vault. Needs `provider-configs:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderConfig | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderConfig>;
  get<E extends keyof ProviderConfigExpansions = never, F extends keyof ProviderConfig = keyof ProviderConfig>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderConfig, ProviderConfigExpansions, E, F> | null>;
  get<E extends keyof ProviderConfigExpansions = never, F extends keyof ProviderConfig = keyof ProviderConfig>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderConfig, ProviderConfigExpansions, E, F>>;
  /** List provider configs. A validated, encrypted value for a provider, its own or over that of a vault. One page, in the order of creation. Needs `provider-configs:read`. */
  list(options?: ProviderConfigsListOptions & Whole): Pages<ProviderConfigList>;
  list<E extends keyof ProviderConfigExpansions = never, F extends keyof ProviderConfig = keyof ProviderConfig>(options: ProviderConfigsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderConfig, ProviderConfigExpansions, E, F>>>;
  /** Resolve the effective value of a config, with a reason also its secrets. Defaults of the schema, over them the value of the vault, over it its own; `provenance` says of each leaf which. Without a `reason` secrets are null. With one they are revealed to keys with `provider-configs:reveal`, and the trail has it. Needs `provider-configs:read` or `provider-configs:reveal`. */
  resolve(id: string, body?: ProviderConfigsResolveInput, options?: RequestOptions): Promise<ProviderConfigValue>;
  /** Try whether the provider can be reached with the value of a config. In three stages; one that fails is an answer too. Only public addresses are asked. Needs `provider-configs:write`. */
  test(id: string, options?: RequestOptions): Promise<ProviderConfigTest>;
  /** Try whether a provider can be reached with a value that is not saved. In three stages; one that fails is an answer too. Only public addresses are asked. The value is not kept. Needs `provider-configs:write`. */
  testValue(body: ProviderConfigsTestValueInput, options?: RequestOptions): Promise<ProviderConfigTest>;
  /** Update a provider config. What is absent stays as it is; what is null is cleared. Needs `provider-configs:write`. */
  update(id: string, body?: UpdateProviderConfig, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfig & DryRun>;
}

export interface ProviderConfigsRevisionsApi {
  /** Destroy the ciphertext of a revision for good. There is no way back. Not the current one, and not one that something is pinned to. Needs `provider-configs:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider config. One state of the value of a config, vault or auth config, without the value. Needs `provider-configs:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List the revisions of a provider config. One state of the value of a config, vault or auth config, without the value. One page, in the order of creation. Needs `provider-configs:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderConfigsRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: ProviderConfigsRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
  /** Restore what a revision held, as a new revision. It is checked like any other value. Needs `provider-configs:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
}

export interface ProviderDeploymentsApi {
  /** Archive a provider deployment. It is kept and can be read, and is used for nothing new. Needs `provider-deployments:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderDeployment & DryRun>;
  /** Create a provider deployment. A provider in use: its locked version, its tool filter and its default config. Needs `provider-deployments:write`. */
  create(body: CreateProviderDeployment, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderDeployment & DryRun>;
  /** List what uses a provider deployment. Live rows of the kinds that the key may read. Needs `provider-deployments:read`. */
  dependents(id: string, options?: ProviderDeploymentsDependentsOptions): Pages<DependentList>;
  /** Get a provider deployment. A provider in use: its locked version, its tool filter and its default config. Needs `provider-deployments:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderDeployment | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderDeployment>;
  get<E extends keyof ProviderDeploymentExpansions = never, F extends keyof ProviderDeployment = keyof ProviderDeployment>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderDeployment, ProviderDeploymentExpansions, E, F> | null>;
  get<E extends keyof ProviderDeploymentExpansions = never, F extends keyof ProviderDeployment = keyof ProviderDeployment>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderDeployment, ProviderDeploymentExpansions, E, F>>;
  /** List provider deployments. A provider in use: its locked version, its tool filter and its default config. One page, in the order of creation. Needs `provider-deployments:read`. */
  list(options?: ProviderDeploymentsListOptions & Whole): Pages<ProviderDeploymentList>;
  list<E extends keyof ProviderDeploymentExpansions = never, F extends keyof ProviderDeployment = keyof ProviderDeployment>(options: ProviderDeploymentsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderDeployment, ProviderDeploymentExpansions, E, F>>>;
  /** Update a provider deployment. What is absent stays as it is; what is null is cleared. Needs `provider-deployments:write`. */
  update(id: string, body?: UpdateProviderDeployment, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderDeployment & DryRun>;
}

export interface ProviderSpecificationsApi {
  /** Get a provider specification. What a version of a provider asks for: the schema of its configs, its tools and its ways to authenticate. Needs `provider-specifications:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderSpecification | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderSpecification>;
  get<E extends keyof ProviderSpecificationExpansions = never, F extends keyof ProviderSpecification = keyof ProviderSpecification>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderSpecification, ProviderSpecificationExpansions, E, F> | null>;
  get<E extends keyof ProviderSpecificationExpansions = never, F extends keyof ProviderSpecification = keyof ProviderSpecification>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderSpecification, ProviderSpecificationExpansions, E, F>>;
  /** List provider specifications. What a version of a provider asks for: the schema of its configs, its tools and its ways to authenticate. One page, in the order of creation. Needs `provider-specifications:read`. */
  list(options?: ProviderSpecificationsListOptions & Whole): Pages<ProviderSpecificationList>;
  list<E extends keyof ProviderSpecificationExpansions = never, F extends keyof ProviderSpecification = keyof ProviderSpecification>(options: ProviderSpecificationsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderSpecification, ProviderSpecificationExpansions, E, F>>>;
}

export interface ProviderToolsApi {
  /** Get a provider tool. A tool that a provider offers, of one of its specifications. Needs `provider-tools:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderTool | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderTool>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F> | null>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F>>;
  /** List provider tools. A tool that a provider offers, of one of its specifications. One page, in the order of creation. Needs `provider-tools:read`. */
  list(options: ProviderToolsListOptions & Whole): Pages<ProviderToolList>;
  list<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(options: ProviderToolsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderTool, ProviderToolExpansions, E, F>>>;
}

export interface ProviderVersionsApi {
  /** Create a provider version. A published version of a provider. The current one says what a config must look like. Needs `provider-versions:write`. */
  create(body: CreateProviderVersion, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderVersion & DryRun>;
  /** List what uses a provider version. Live rows of the kinds that the key may read. Needs `provider-versions:read`. */
  dependents(id: string, options?: ProviderVersionsDependentsOptions): Pages<DependentList>;
  /** Get a provider version. A published version of a provider. The current one says what a config must look like. Needs `provider-versions:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderVersion | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderVersion>;
  get<E extends keyof ProviderVersionExpansions = never, F extends keyof ProviderVersion = keyof ProviderVersion>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderVersion, ProviderVersionExpansions, E, F> | null>;
  get<E extends keyof ProviderVersionExpansions = never, F extends keyof ProviderVersion = keyof ProviderVersion>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderVersion, ProviderVersionExpansions, E, F>>;
  /** List provider versions. A published version of a provider. The current one says what a config must look like. One page, in the order of creation. Needs `provider-versions:read`. */
  list(options?: ProviderVersionsListOptions & Whole): Pages<ProviderVersionList>;
  list<E extends keyof ProviderVersionExpansions = never, F extends keyof ProviderVersion = keyof ProviderVersion>(options: ProviderVersionsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderVersion, ProviderVersionExpansions, E, F>>>;
}

export interface ProvidersApi {
  /** Archive a provider. It is kept and can be read, and is used for nothing new. Needs `providers:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Provider & DryRun>;
  /** Create a provider. A service that can be configured: one of the shipped catalogue, or one of your own. Needs `providers:write`. */
  create(body: CreateProvider, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<Provider & DryRun>;
  /** List what uses a provider. Live rows of the kinds that the key may read. Needs `providers:read`. */
  dependents(id: string, options?: ProvidersDependentsOptions): Pages<DependentList>;
  /** Get a provider. A service that can be configured: one of the shipped catalogue, or one of your own. Needs `providers:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<Provider | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<Provider>;
  get<E extends keyof ProviderExpansions = never, F extends keyof Provider = keyof Provider>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Provider, ProviderExpansions, E, F> | null>;
  get<E extends keyof ProviderExpansions = never, F extends keyof Provider = keyof Provider>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<Provider, ProviderExpansions, E, F>>;
  /** List providers. A service that can be configured: one of the shipped catalogue, or one of your own. One page, in the order of creation. Needs `providers:read`. */
  list(options?: ProvidersListOptions & Whole): Pages<ProviderList>;
  list<E extends keyof ProviderExpansions = never, F extends keyof Provider = keyof Provider>(options: ProvidersListOptions & Selection<E, F>): Pages<Page<Selected<Provider, ProviderExpansions, E, F>>>;
  /** Update a provider. What is absent stays as it is; what is null is cleared. Needs `providers:write`. */
  update(id: string, body?: UpdateProvider, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Provider & DryRun>;
}

export interface ProvidersToolsApi {
  /** Get a provider tool. A tool that a provider offers, of one of its specifications. Deprecated since 2026-11-21; use `/provider-tools`. Needs `provider-tools:read`. @deprecated */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderTool | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderTool>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F> | null>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F>>;
  /** List provider tools. A tool that a provider offers, of one of its specifications. One page, in the order of creation. Deprecated since 2026-11-21; use `/provider-tools`. Needs `provider-tools:read`. @deprecated */
  list(options: ProvidersToolsListOptions & Whole): Pages<ProviderToolList>;
  list<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(options: ProvidersToolsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderTool, ProviderToolExpansions, E, F>>>;
}

export interface PublishersApi {
  /** Get a publisher. Who publishes a provider. Needs `publishers:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ProviderPublisher | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ProviderPublisher>;
  get<E extends keyof ProviderPublisherExpansions = never, F extends keyof ProviderPublisher = keyof ProviderPublisher>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderPublisher, ProviderPublisherExpansions, E, F> | null>;
  get<E extends keyof ProviderPublisherExpansions = never, F extends keyof ProviderPublisher = keyof ProviderPublisher>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ProviderPublisher, ProviderPublisherExpansions, E, F>>;
  /** List publishers. Who publishes a provider. One page, in the order of creation. Needs `publishers:read`. */
  list(options?: PublishersListOptions & Whole): Pages<ProviderPublisherList>;
  list<E extends keyof ProviderPublisherExpansions = never, F extends keyof ProviderPublisher = keyof ProviderPublisher>(options: PublishersListOptions & Selection<E, F>): Pages<Page<Selected<ProviderPublisher, ProviderPublisherExpansions, E, F>>>;
}

export interface ValueRevisionsApi {
  /** Get a value revision. One state of the value of a config, vault or auth config, without the value. Needs `value-revisions:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, options?: Options<'ifNoneMatch'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: Options<'ifNoneMatch'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List value revisions. One state of the value of a config, vault or auth config, without the value. One page, in the order of creation. Needs `value-revisions:read`. */
  list(options?: ValueRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(options: ValueRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
}
