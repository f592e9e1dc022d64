// Generated from apps/api/openapi/root.json by `pnpm client`. Do not edit.

import type { Many, Options, Pages, RequestOptions, Told } from '../method-types.ts';
import type {
  ApiKey,
  ApiKeyList,
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
  UpdateInstance,
  UpdateModel,
  UpdateProvider,
  UpdateProviderAuthConfig,
  UpdateProviderConfig,
  UpdateProviderConfigVault,
  UpdateProviderDeployment,
  ValueRevision,
  ValueRevisionList,
} from './types.ts';

export type ApiKeysCreateAnswer = ApiKey & {
  secret: string | null;
} & DryRun;

export interface ApiKeysListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'revoked'> | undefined;
  /** Rows with one of these values. */
  type?: Many<'secret' | 'publishable'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface AuditEventsExportOptions extends RequestOptions {
  /** The `from` that is asked for. */
  from?: string | Date | undefined;
  /** The `to` that is asked for. */
  to?: string | Date | undefined;
}

export type AuditEventsKeysAnswer = {
  object: 'list';
  items: AuditKey[];
};

export interface AuditEventsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows with one of these values. */
  action?: Many<string> | undefined;
  /** Rows with one of these values. */
  actor_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows with one of these values. */
  resource_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  resource_type?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type AuditEventsVerifyInput = {
  from?: string | null | undefined;
  to?: string | null | undefined;
  checkpoint?: AuditCheckpoint | null | undefined;
  progress?: boolean | undefined;
};

export type EncryptionRotateInput = {
  keys?: 'master' | 'data' | undefined;
};

export type InstancesCreateAnswer = OrganizationInstance & ({
  secret_key: {
    id: string;
    secret: string | null;
  };
}) & DryRun;

export interface InstancesListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface JobsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows with one of these values. */
  kind?: Many<string> | undefined;
  /** Rows with one of these values. */
  status?: Many<'queued' | 'running' | 'done' | 'failed'> | undefined;
  /** Rows whose time is after gt and before lt. */
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
  /** Rows of which this is true, or false. */
  attachments?: boolean | undefined;
  /** Rows of which this is true, or false. */
  chat?: boolean | undefined;
  /** Rows of which this is true, or false. */
  create_embeddings?: boolean | undefined;
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows of which this is true, or false. */
  generate_image?: boolean | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  internal?: boolean | undefined;
  /** Rows with one of these values. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  slug?: Many<string> | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows with one of these values. */
  tier?: Many<'everyday' | 'advanced' | 'strategic'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows of which this is true, or false. */
  web?: boolean | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type ModelsReferInput = {
  holder: string;
};

export interface ProviderAuthConfigsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderAuthConfigsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Known for the sake of existing clients; no row has it. */
  actor_id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  available_for_provider_deployment_id?: string | undefined;
  /** Rows of which this is true, or false. */
  available_for_use?: boolean | undefined;
  /** Known for the sake of existing clients; no row has it. */
  consumer_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  identity_credential_id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  identity_id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  provider_auth_credentials_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthConfigsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  created_by?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthMethodsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  provider_version_id: string;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigSchemaSchemaOptions extends RequestOptions {
  /** The `provider_id` that is asked for. */
  provider_id?: string | undefined;
  /** The `provider_config_id` that is asked for. */
  provider_config_id?: string | undefined;
  /** The `provider_version_id` that is asked for. */
  provider_version_id?: string | undefined;
  /** The `provider_deployment_id` that is asked for. */
  provider_deployment_id?: string | undefined;
}

export interface ProviderConfigVaultsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderConfigVaultsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  provider_config_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_config_vault_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigVaultsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  created_by?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderConfigsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Known for the sake of existing clients; no row has it. */
  actor_id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  available_for_provider_deployment_id?: string | undefined;
  /** Rows of which this is true, or false. */
  available_for_use?: boolean | undefined;
  /** Known for the sake of existing clients; no row has it. */
  consumer_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows of which this is true, or false. */
  enabled?: boolean | undefined;
  /** Rows with one of these values. */
  handle?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  has_handle?: boolean | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  identity_credential_id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  identity_id?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  invalid?: boolean | undefined;
  /** Rows with one of these values. */
  provider_config_vault_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type ProviderConfigsResolveInput = {
  reason?: string | null | undefined;
};

export interface ProviderConfigsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  created_by?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export type ProviderConfigsTestValueInput = {
  provider_id: string;
  provider_deployment_id?: string | null | undefined;
  value: Record<string, unknown>;
};

export interface ProviderDeploymentsDependentsOptions extends Options<'limit'> {
  /** The page begins right after the item with this id. */
  after?: string | undefined;
}

export interface ProviderDeploymentsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Known for the sake of existing clients; no row has it. */
  actor_id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  consumer_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  identity_credential_id?: Many<string> | undefined;
  /** Known for the sake of existing clients; no row has it. */
  identity_id?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  internal?: boolean | undefined;
  /** Rows of which this is true, or false. */
  managed?: boolean | undefined;
  /** Rows with one of these values. */
  provider_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_version_id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderSpecificationsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  provider_config_id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  provider_deployment_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  provider_version_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProviderToolsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
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
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
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
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that contain this text, whatever its case. */
  search?: string | undefined;
  /** Rows with one of these values. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Rows whose time is after gt and before lt. */
  updated_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** The page begins right after the item with this id. */
  after?: string | undefined;
  /** The page ends right before the item with this id. */
  before?: string | undefined;
}

export interface ProvidersToolsListOptions extends Options<'limit' | 'order' | 'cursor'> {
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Rows that belong to one of these. */
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
  /** Rows whose time is after gt and before lt. */
  created_at?: { gt?: string | Date | undefined; lt?: string | Date | undefined } | undefined;
  /** Rows with one of these values. */
  created_by?: Many<string> | undefined;
  /** Rows of which this is true, or false. */
  destroyed?: boolean | undefined;
  /** Rows with one of these values. */
  id?: Many<string> | undefined;
  /** Rows with one of these values. */
  owner_id?: Many<string> | undefined;
  /** Rows with one of these values. */
  provider_specification_id?: Many<string> | undefined;
  /** Rows whose time is after gt and before lt. */
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
  /** Create an API key. A bearer token of an instance and what it may do. The secret is shown once. Needs `api-keys:write`. */
  create(body: CreateApiKey, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ApiKeysCreateAnswer>;
  /** Get an API key. A bearer token of an instance and what it may do. The secret is shown once. Needs `api-keys:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ApiKey | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ApiKey>;
  /** List API keys. A bearer token of an instance and what it may do. The secret is shown once. One page, in the order of creation. Needs `api-keys:read`. */
  list(options?: ApiKeysListOptions): Pages<ApiKeyList>;
}

export interface AuditEventsApi {
  /** Export the trail as JSON lines. Needs `audit-events:read`. */
  export(options?: AuditEventsExportOptions): AsyncIterable<AuditEvent>;
  /** Get an audit event. What was done, by whom and when, in a chain that shows when something was changed or cut out. Needs `audit-events:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<AuditEvent | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<AuditEvent>;
  /** Get a signed checkpoint of the trail. Needs `audit-events:read`. */
  head(options?: RequestOptions): Promise<AuditCheckpoint>;
  /** List the public keys that checkpoints are signed with. Needs `audit-events:read`. */
  keys(options?: RequestOptions): Promise<AuditEventsKeysAnswer>;
  /** List audit events. What was done, by whom and when, in a chain that shows when something was changed or cut out. One page, in the order of creation. Needs `audit-events:read`. */
  list(options?: AuditEventsListOptions): Pages<AuditEventList>;
  /** Prove that the trail is whole. Needs `audit-events:read`. */
  verify(body?: AuditEventsVerifyInput, options?: RequestOptions): Told<AuditVerification, AuditProgress | AuditVerification>;
}

export interface EncryptionApi {
  /** Get the state of the encryption keys. Needs `encryption:read`. */
  get(options?: RequestOptions): Promise<Encryption>;
  /** Rotate encryption keys in the background. Needs `encryption:write`. */
  rotate(body?: EncryptionRotateInput, options?: Options<'dryRun' | 'idempotencyKey'>): Promise<Job & DryRun>;
}

export interface InstanceApi {
  /** Get the instance of the key. Needs `instance:read`. */
  get(options?: RequestOptions): Promise<OrganizationInstance>;
}

export interface InstancesApi {
  /** Archive an instance. It is kept and can be read, and is used for nothing new. Needs `instances:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<OrganizationInstance & DryRun>;
  /** Create an instance. A tenant: its rows are seen by its own keys only. Needs `instances:write`. */
  create(body: CreateInstance, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<InstancesCreateAnswer>;
  /** Get an instance. A tenant: its rows are seen by its own keys only. Needs `instances:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<OrganizationInstance | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<OrganizationInstance>;
  /** List instances. A tenant: its rows are seen by its own keys only. One page, in the order of creation. Needs `instances:read`. */
  list(options?: InstancesListOptions): Pages<OrganizationInstanceList>;
  /** Update an instance. What is absent stays as it is; what is null is cleared. Needs `instances:write`. */
  update(id: string, body?: UpdateInstance, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<OrganizationInstance & DryRun>;
}

export interface JobsApi {
  /** Get a job. Work that goes on in the background, and how far it is. Needs `jobs:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<Job | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<Job>;
  /** List jobs. Work that goes on in the background, and how far it is. One page, in the order of creation. Needs `jobs:read`. */
  list(options?: JobsListOptions): Pages<JobList>;
}

export interface ModelsApi {
  /** Archive a model. It is kept and can be read, and is used for nothing new. Needs `models:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Model & DryRun>;
  /** Create a model. An AI model of a deployment: a canonical one with what it can do and costs, or an alias of one. Needs `models:write`. */
  create(body: CreateModel, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<Model & DryRun>;
  /** List what uses a model. Live rows of the kinds that the key may read. Needs `models:read`. */
  dependents(id: string, options?: ModelsDependentsOptions): Pages<DependentList>;
  /** Get a model. An AI model of a deployment: a canonical one with what it can do and costs, or an alias of one. Needs `models:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<Model | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<Model>;
  /** List models. An AI model of a deployment: a canonical one with what it can do and costs, or an alias of one. One page, in the order of creation. Needs `models:read`. */
  list(options?: ModelsListOptions): Pages<ModelList>;
  /** Say that something uses a model. Needs `models:write`. */
  refer(id: string, body: ModelsReferInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<Model & DryRun>;
  /** Say that something uses a model no longer. Needs `models:write`. */
  release(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Model & DryRun>;
  /** Update a model. What is absent stays as it is; what is null is cleared. Needs `models:write`. */
  update(id: string, body?: UpdateModel, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Model & DryRun>;
}

export interface ProviderAuthConfigsApi {
  readonly revisions: ProviderAuthConfigsRevisionsApi;
  /** Archive a provider auth config. It is kept and can be read, and is used for nothing new. Needs `provider-auth-configs:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderAuthConfig & DryRun>;
  /** Confirm that the secrets may go to the addresses that the value now has. Needs `provider-auth-configs:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderAuthConfig & DryRun>;
  /** Create a provider auth config. What one authenticates with at a provider, by one of its auth methods. All of the value is secret. Needs `provider-auth-configs:write`. */
  create(body: CreateProviderAuthConfig, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderAuthConfig & DryRun>;
  /** List what uses a provider auth config. Live rows of the kinds that the key may read. Needs `provider-auth-configs:read`. */
  dependents(id: string, options?: ProviderAuthConfigsDependentsOptions): Pages<DependentList>;
  /** Get a provider auth config. What one authenticates with at a provider, by one of its auth methods. All of the value is secret. Needs `provider-auth-configs:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderAuthConfig | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderAuthConfig>;
  /** List provider auth configs. What one authenticates with at a provider, by one of its auth methods. All of the value is secret. One page, in the order of creation. Needs `provider-auth-configs:read`. */
  list(options?: ProviderAuthConfigsListOptions): Pages<ProviderAuthConfigList>;
  /** Update a provider auth config. What is absent stays as it is; what is null is cleared. Needs `provider-auth-configs:write`. */
  update(id: string, body?: UpdateProviderAuthConfig, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderAuthConfig & DryRun>;
}

export interface ProviderAuthConfigsRevisionsApi {
  /** Destroy the ciphertext of a revision for good. Needs `provider-auth-configs:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider auth config. One state of the value of a config or vault, without the value. Needs `provider-auth-configs:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch'>): Promise<ValueRevision>;
  /** List the revisions of a provider auth config. One state of the value of a config or vault, without the value. One page, in the order of creation. Needs `provider-auth-configs:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderAuthConfigsRevisionsListOptions): Pages<ValueRevisionList>;
  /** Restore what a revision held, as a new revision. Needs `provider-auth-configs:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderAuthConfig & DryRun>;
}

export interface ProviderAuthMethodsApi {
  /** Get a provider auth method. A way to authenticate with a provider, of one of its specifications. Needs `provider-auth-methods:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderCapabilitiesAuthMethod | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderCapabilitiesAuthMethod>;
  /** List provider auth methods. A way to authenticate with a provider, of one of its specifications. One page, in the order of creation. Needs `provider-auth-methods:read`. */
  list(options: ProviderAuthMethodsListOptions): Pages<ProviderCapabilitiesAuthMethodList>;
}

export interface ProviderConfigSchemaApi {
  /** Get the schema that the value of a config must fit. Needs `provider-config-schema:read`. */
  schema(options?: ProviderConfigSchemaSchemaOptions): Promise<ProviderCapabilitiesConfigSchema>;
}

export interface ProviderConfigVaultsApi {
  readonly revisions: ProviderConfigVaultsRevisionsApi;
  /** Archive a provider config vault. It is kept and can be read, and is used for nothing new. Needs `provider-config-vaults:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfigVault & DryRun>;
  /** Confirm that the secrets may go to the addresses that the value now has. Needs `provider-config-vaults:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfigVault & DryRun>;
  /** Create a provider config vault. Saved values of a provider that any number of configs follow. Needs `provider-config-vaults:write`. */
  create(body: CreateProviderConfigVault, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderConfigVault & DryRun>;
  /** List what uses a provider config vault. Live rows of the kinds that the key may read. Needs `provider-config-vaults:read`. */
  dependents(id: string, options?: ProviderConfigVaultsDependentsOptions): Pages<DependentList>;
  /** Get a provider config vault. Saved values of a provider that any number of configs follow. Needs `provider-config-vaults:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderConfigVault | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderConfigVault>;
  /** List provider config vaults. Saved values of a provider that any number of configs follow. One page, in the order of creation. Needs `provider-config-vaults:read`. */
  list(options?: ProviderConfigVaultsListOptions): Pages<ProviderConfigVaultList>;
  /** Update a provider config vault. What is absent stays as it is; what is null is cleared. Needs `provider-config-vaults:write`. */
  update(id: string, body?: UpdateProviderConfigVault, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfigVault & DryRun>;
}

export interface ProviderConfigVaultsRevisionsApi {
  /** Destroy the ciphertext of a revision for good. Needs `provider-config-vaults:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider config vault. One state of the value of a config or vault, without the value. Needs `provider-config-vaults:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch'>): Promise<ValueRevision>;
  /** List the revisions of a provider config vault. One state of the value of a config or vault, without the value. One page, in the order of creation. Needs `provider-config-vaults:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderConfigVaultsRevisionsListOptions): Pages<ValueRevisionList>;
  /** Restore what a revision held, as a new revision. Needs `provider-config-vaults:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfigVault & DryRun>;
}

export interface ProviderConfigsApi {
  readonly revisions: ProviderConfigsRevisionsApi;
  /** Archive a provider config. It is kept and can be read, and is used for nothing new. Needs `provider-configs:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfig & DryRun>;
  /** Confirm that the secrets may go to the addresses that the value now has. Needs `provider-configs:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** Create a provider config. A validated, encrypted value for a provider, its own or over that of a vault. Needs `provider-configs:write`. */
  create(body: CreateProviderConfig, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** List what uses a provider config. Live rows of the kinds that the key may read. Needs `provider-configs:read`. */
  dependents(id: string, options?: ProviderConfigsDependentsOptions): Pages<DependentList>;
  /** Disable a config. Needs `provider-configs:write`. */
  disable(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** Enable a config. Needs `provider-configs:write`. */
  enable(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ProviderConfig & DryRun>;
  /** Get a provider config. A validated, encrypted value for a provider, its own or over that of a vault. Needs `provider-configs:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderConfig | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderConfig>;
  /** List provider configs. A validated, encrypted value for a provider, its own or over that of a vault. One page, in the order of creation. Needs `provider-configs:read`. */
  list(options?: ProviderConfigsListOptions): Pages<ProviderConfigList>;
  /** Resolve the effective value of a config, with a reason also its secrets. Needs `provider-configs:read` or `provider-configs:reveal`. */
  resolve(id: string, body?: ProviderConfigsResolveInput, options?: RequestOptions): Promise<ProviderConfigValue>;
  /** Try whether the provider can be reached with the value of a config. Needs `provider-configs:write`. */
  test(id: string, options?: RequestOptions): Promise<ProviderConfigTest>;
  /** Try whether a provider can be reached with a value that is not saved. Needs `provider-configs:write`. */
  testValue(body: ProviderConfigsTestValueInput, options?: RequestOptions): Promise<ProviderConfigTest>;
  /** Update a provider config. What is absent stays as it is; what is null is cleared. Needs `provider-configs:write`. */
  update(id: string, body?: UpdateProviderConfig, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderConfig & DryRun>;
}

export interface ProviderConfigsRevisionsApi {
  /** Destroy the ciphertext of a revision for good. Needs `provider-configs:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'idempotencyKey'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider config. One state of the value of a config or vault, without the value. Needs `provider-configs:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch'>): Promise<ValueRevision>;
  /** List the revisions of a provider config. One state of the value of a config or vault, without the value. One page, in the order of creation. Needs `provider-configs:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderConfigsRevisionsListOptions): Pages<ValueRevisionList>;
  /** Restore what a revision held, as a new revision. Needs `provider-configs:write`. */
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
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderDeployment | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderDeployment>;
  /** List provider deployments. A provider in use: its locked version, its tool filter and its default config. One page, in the order of creation. Needs `provider-deployments:read`. */
  list(options?: ProviderDeploymentsListOptions): Pages<ProviderDeploymentList>;
  /** Update a provider deployment. What is absent stays as it is; what is null is cleared. Needs `provider-deployments:write`. */
  update(id: string, body?: UpdateProviderDeployment, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<ProviderDeployment & DryRun>;
}

export interface ProviderSpecificationsApi {
  /** Get a provider specification. What a version of a provider asks for: the schema of its configs, its tools and its ways to authenticate. Needs `provider-specifications:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderSpecification | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderSpecification>;
  /** List provider specifications. What a version of a provider asks for: the schema of its configs, its tools and its ways to authenticate. One page, in the order of creation. Needs `provider-specifications:read`. */
  list(options?: ProviderSpecificationsListOptions): Pages<ProviderSpecificationList>;
}

export interface ProviderToolsApi {
  /** Get a provider tool. A tool that a provider offers, of one of its specifications. Needs `provider-tools:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderTool | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderTool>;
  /** List provider tools. A tool that a provider offers, of one of its specifications. One page, in the order of creation. Needs `provider-tools:read`. */
  list(options: ProviderToolsListOptions): Pages<ProviderToolList>;
}

export interface ProviderVersionsApi {
  /** Create a provider version. A published version of a provider. The current one says what a config must look like. Needs `provider-versions:write`. */
  create(body: CreateProviderVersion, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<ProviderVersion & DryRun>;
  /** List what uses a provider version. Live rows of the kinds that the key may read. Needs `provider-versions:read`. */
  dependents(id: string, options?: ProviderVersionsDependentsOptions): Pages<DependentList>;
  /** Get a provider version. A published version of a provider. The current one says what a config must look like. Needs `provider-versions:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderVersion | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderVersion>;
  /** List provider versions. A published version of a provider. The current one says what a config must look like. One page, in the order of creation. Needs `provider-versions:read`. */
  list(options?: ProviderVersionsListOptions): Pages<ProviderVersionList>;
}

export interface ProvidersApi {
  /** Archive a provider. It is kept and can be read, and is used for nothing new. Needs `providers:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Provider & DryRun>;
  /** Create a provider. A service that can be configured: one of the shipped catalogue, or one of your own. Needs `providers:write`. */
  create(body: CreateProvider, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey'>): Promise<Provider & DryRun>;
  /** List what uses a provider. Live rows of the kinds that the key may read. Needs `providers:read`. */
  dependents(id: string, options?: ProvidersDependentsOptions): Pages<DependentList>;
  /** Get a provider. A service that can be configured: one of the shipped catalogue, or one of your own. Needs `providers:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<Provider | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<Provider>;
  /** List providers. A service that can be configured: one of the shipped catalogue, or one of your own. One page, in the order of creation. Needs `providers:read`. */
  list(options?: ProvidersListOptions): Pages<ProviderList>;
  /** Update a provider. What is absent stays as it is; what is null is cleared. Needs `providers:write`. */
  update(id: string, body?: UpdateProvider, options?: Options<'dryRun' | 'force' | 'ifMatch'>): Promise<Provider & DryRun>;
}

export interface ProvidersToolsApi {
  /** Get a provider tool. A tool that a provider offers, of one of its specifications. Needs `provider-tools:read`. @deprecated */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderTool | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderTool>;
  /** List provider tools. A tool that a provider offers, of one of its specifications. One page, in the order of creation. Needs `provider-tools:read`. @deprecated */
  list(options: ProvidersToolsListOptions): Pages<ProviderToolList>;
}

export interface PublishersApi {
  /** Get a publisher. Who publishes a provider. Needs `publishers:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ProviderPublisher | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ProviderPublisher>;
  /** List publishers. Who publishes a provider. One page, in the order of creation. Needs `publishers:read`. */
  list(options?: PublishersListOptions): Pages<ProviderPublisherList>;
}

export interface ValueRevisionsApi {
  /** Get a value revision. One state of the value of a config or vault, without the value. Needs `value-revisions:read`. */
  get(id: string, options: Options<'ifNoneMatch'> & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, options?: Options<'ifNoneMatch'>): Promise<ValueRevision>;
  /** List value revisions. One state of the value of a config or vault, without the value. One page, in the order of creation. Needs `value-revisions:read`. */
  list(options?: ValueRevisionsListOptions): Pages<ValueRevisionList>;
}
