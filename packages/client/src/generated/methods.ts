// Generated from apps/api/openapi/root.json by `pnpm client`. Do not edit.

import type {
  Many,
  Page,
  Pages,
  Selected,
  Selection,
  Told,
  Whole,
} from '../method-types.ts';
import type {
  Agent,
  AgentList,
  ApiKey,
  ApiKeyList,
  ApiKeyRole,
  AuditCheckpoint,
  AuditEvent,
  AuditEventList,
  AuditKey,
  AuditProgress,
  AuditVerification,
  Consumer,
  ConsumerList,
  ConsumerProfile,
  ConsumerProfileList,
  CreateApiKey,
  CreateConsumer,
  CreateIdentity,
  CreateIdentityActor,
  CreateIdentityCredential,
  CreateIdentityDelegation,
  CreateIdentityDelegationConfig,
  CreateInstance,
  CreateModel,
  CreateProvider,
  CreateProviderAuthConfig,
  CreateProviderAuthConfigExport,
  CreateProviderAuthConfigImport,
  CreateProviderAuthCredential,
  CreateProviderConfig,
  CreateProviderConfigVault,
  CreateProviderDeployment,
  CreateProviderGroup,
  CreateProviderSetupSession,
  CreateProviderVersion,
  DependentList,
  DryRun,
  Encryption,
  Identity,
  IdentityActor,
  IdentityActorList,
  IdentityCredential,
  IdentityCredentialList,
  IdentityDelegation,
  IdentityDelegationConfig,
  IdentityDelegationConfigList,
  IdentityDelegationList,
  IdentityList,
  IdentityResolution,
  Job,
  JobList,
  MemberConsumer,
  Model,
  ModelList,
  OrganizationInstance,
  OrganizationInstanceList,
  Provider,
  ProviderAuthConfig,
  ProviderAuthConfigList,
  ProviderAuthConfigTest,
  ProviderAuthCredentials,
  ProviderAuthCredentialsList,
  ProviderAuthExport,
  ProviderAuthExportList,
  ProviderAuthImport,
  ProviderAuthImportList,
  ProviderCapabilitiesAuthConfigSchema,
  ProviderCapabilitiesAuthMethod,
  ProviderCapabilitiesAuthMethodList,
  ProviderCapabilitiesConfigSchema,
  ProviderCapabilitiesTrigger,
  ProviderCapabilitiesTriggerList,
  ProviderConfig,
  ProviderConfigList,
  ProviderConfigTest,
  ProviderConfigValue,
  ProviderConfigVault,
  ProviderConfigVaultList,
  ProviderConfigVaultValue,
  ProviderDeployment,
  ProviderDeploymentList,
  ProviderList,
  ProviderListing,
  ProviderListingCategory,
  ProviderListingCategoryList,
  ProviderListingCollection,
  ProviderListingCollectionList,
  ProviderListingGroup,
  ProviderListingGroupList,
  ProviderListingList,
  ProviderPublisher,
  ProviderPublisherList,
  ProviderSetupSession,
  ProviderSetupSessionList,
  ProviderSpecification,
  ProviderSpecificationList,
  ProviderTool,
  ProviderToolList,
  ProviderVersion,
  ProviderVersionApproval,
  ProviderVersionApprovalList,
  ProviderVersionDiff,
  ProviderVersionImpact,
  ProviderVersionImpactEnd,
  ProviderVersionImpactItem,
  ProviderVersionImpactProgress,
  ProviderVersionList,
  UpdateApiKey,
  UpdateConsumer,
  UpdateIdentity,
  UpdateIdentityActor,
  UpdateIdentityCredential,
  UpdateIdentityDelegationConfig,
  UpdateInstance,
  UpdateModel,
  UpdateProvider,
  UpdateProviderAuthConfig,
  UpdateProviderAuthCredential,
  UpdateProviderConfig,
  UpdateProviderConfigVault,
  UpdateProviderDeployment,
  UpdateProviderGroup,
  UpdateProviderListing,
  UpdateProviderSetupSession,
  UpdateProviderVersion,
  ValueRevision,
  ValueRevisionList,
  Options,
} from './types.ts';

export interface AgentExpansions {
  actor: IdentityActor | null;
}

export interface IdentityActorExpansions {
  consumer: Consumer | null;
}

export interface IdentityCredentialExpansions {
  identity: Identity | null;
  provider: Provider | null;
  deployment: ProviderDeployment | null;
  config: ProviderConfig | null;
  auth_config: ProviderAuthConfig | null;
}

export interface IdentityExpansions {
  delegation_config: IdentityDelegationConfig | null;
}

export interface ModelExpansions {
  provider: Provider | null;
  deployment: ProviderDeployment | null;
}

export interface ProviderAuthConfigExpansions {
  deployment: ProviderDeployment | null;
  provider: Provider | null;
}

export interface ProviderAuthCredentialsExpansions {
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

export interface ProviderSetupSessionExpansions {
  deployment: ProviderDeployment | null;
  provider: Provider | null;
}

export interface ProviderVersionExpansions {
  provider: Provider | null;
}

type ApiKeyExpansions = Record<never, never>;

type AuditEventExpansions = Record<never, never>;

type ConsumerExpansions = Record<never, never>;

type ConsumerProfileExpansions = Record<never, never>;

type IdentityDelegationConfigExpansions = Record<never, never>;

type IdentityDelegationExpansions = Record<never, never>;

type JobExpansions = Record<never, never>;

type OrganizationInstanceExpansions = Record<never, never>;

type ProviderAuthExportExpansions = Record<never, never>;

type ProviderAuthImportExpansions = Record<never, never>;

type ProviderCapabilitiesAuthMethodExpansions = Record<never, never>;

type ProviderCapabilitiesTriggerExpansions = Record<never, never>;

type ProviderExpansions = Record<never, never>;

type ProviderListingCategoryExpansions = Record<never, never>;

type ProviderListingCollectionExpansions = Record<never, never>;

type ProviderListingExpansions = Record<never, never>;

type ProviderListingGroupExpansions = Record<never, never>;

type ProviderPublisherExpansions = Record<never, never>;

type ProviderSpecificationExpansions = Record<never, never>;

type ProviderToolExpansions = Record<never, never>;

type ProviderVersionApprovalExpansions = Record<never, never>;

type ValueRevisionExpansions = Record<never, never>;

export interface AgentsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived' | 'deleted'> | undefined;
  /** Filter by `type`. */
  type?: Many<'mcp_client' | 'custom' | 'tool_call'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ApiKeysCreateAnswer = ApiKey & {
  /** The token. It is shown once, because only its hash is stored; null in a dry run, and when an idempotent request is repeated. */
  secret: string | null;
} & DryRun;

export interface ApiKeysListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'expired' | 'revoked'> | undefined;
  /** Filter by `type`. */
  type?: Many<'secret' | 'publishable'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `expires_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  expires_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `last_used_at`: later than `gt`, earlier than `lt`. A key that was never used counts as earlier than any time. */
  last_used_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ApiKeysRolesAnswer = {
  object: 'list';
  items: ApiKeyRole[];
};

export type ApiKeysRotateInput = {
  /** Seconds for which the current secrets keep working; one day by default. */
  overlap_seconds?: number | undefined;
  /** The time in the future at which the key expires; null for never. */
  expires_at?: string | null | undefined;
};

export type ApiKeysRotateAnswer = ApiKey & {
  /** The token. It is shown once, because only its hash is stored; null in a dry run, and when an idempotent request is repeated. */
  secret: string | null;
} & DryRun;

export interface AuditEventsExportOptions extends Options<'ifNoneMatch' | 'position' | 'prefer'> {
  /** Filter by time, as in a list: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Include events from this time on. */
  from?: string | Date | undefined;
  /** Include events up to this time. */
  to?: string | Date | undefined;
}

export type AuditEventsKeysAnswer = {
  object: 'list';
  items: AuditKey[];
};

export interface AuditEventsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `action`. */
  action?: Many<string> | undefined;
  /** Filter by `actor_id`. */
  actor_id?: Many<string> | undefined;
  /** Filter by `resource_id`. */
  resource_id?: Many<string> | undefined;
  /** Filter by `resource_type`. */
  resource_type?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type AuditEventsVerifyInput = {
  /** Verify events from this time on. Without `from` and `to`, all events are verified, and that none is missing at the end. */
  from?: string | null | undefined;
  /** Include events up to this time, not before `from`. */
  to?: string | null | undefined;
  /** An earlier answer of `/audit-events/head`. Its events are compared whatever the period. */
  checkpoint?: AuditCheckpoint | null | undefined;
  /** Answer JSON lines: the progress after each batch, then the verification. */
  progress?: boolean | undefined;
};

export interface ConsumerProfilesListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `consumer_id`. */
  consumer_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ConsumersDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ConsumersListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ConsumersProfilesListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type EncryptionRotateInput = {
  /** `master` (the default): wraps every stored key of the installation under the active master key. `data`: gives the instance a new data key, reseals its values and recomputes its digests with it. */
  keys?: 'master' | 'data' | undefined;
};

export type GetMemberConsumerGetInput = {
  /** The surface of the profile. Berth has one surface, and so one profile for each consumer. */
  surface_identifier?: 'cli' | undefined;
};

export interface IdentitiesDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface IdentitiesListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived' | 'deleted'> | undefined;
  /** Filter by `actor_id`. */
  actor_id?: Many<string> | undefined;
  /** Filter by `agent_id`. */
  agent_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type IdentitiesResolveInput = {
  /** The provider, by id or slug: any deployment of it. */
  provider_id?: string | undefined;
  /** The deployment. Give this or a provider. */
  provider_deployment_id?: string | undefined;
  /** `deny`, the default, refuses an identity without a credential of its own and without a delegated one. `shared` gives it the default config and auth config of the deployment. */
  on_missing?: 'deny' | 'shared' | undefined;
  /** The reason for revealing the secrets, for the audit trail. Without it, secrets are left out. */
  reason?: string | null | undefined;
};

export interface IdentityActorsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface IdentityActorsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived' | 'deleted'> | undefined;
  /** Filter by `agent_id`. */
  agent_id?: Many<string> | undefined;
  /** Filter by `consumer_id`. */
  consumer_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface IdentityCredentialsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `status`. */
  status?: Many<'active' | 'archived' | 'deleted'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `actor_id`. */
  actor_id?: Many<string> | undefined;
  /** Filter by `agent_id`. */
  agent_id?: Many<string> | undefined;
  /** Filter by `identity_id`. */
  identity_id?: Many<string> | undefined;
  /** Filter by `provider_auth_config_id`. */
  provider_auth_config_id?: Many<string> | undefined;
  /** Filter by `provider_config_id`. */
  provider_config_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface IdentityDelegationConfigsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface IdentityDelegationConfigsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived' | 'deleted'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface IdentityDelegationsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `status`. */
  status?: Many<'waiting_for_consent' | 'denied' | 'active' | 'revoked' | 'expired'> | undefined;
  /** Filter by `delegatee_actor_id`. */
  delegatee_actor_id?: Many<string> | undefined;
  /** Filter by `delegator_actor_id`. */
  delegator_actor_id?: Many<string> | undefined;
  /** Filter by `identity_id`. */
  identity_id?: Many<string> | undefined;
  /** Filter by `owner_actor_id`. */
  owner_actor_id?: Many<string> | undefined;
  /** Filter by `permissions`. */
  permissions?: Many<'provider:call' | 'provider:read'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type InstancesArchiveAnswer = OrganizationInstance & ({
  /** The numbers of live rows and of keys that stop with the instance. */
  stopped: {
    rows: number;
    api_keys: number;
  };
}) & DryRun;

export type InstancesCreateAnswer = OrganizationInstance & ({
  /** The first key of the instance. Its secret is shown once; null in a dry run, and when an idempotent request is repeated. */
  secret_key: {
    id: string;
    secret: string | null;
  };
}) & DryRun;

export type InstancesEraseInput = {
  /** The reason, for the audit trail. */
  reason: string;
  /** The name of the instance, as a confirmation. */
  confirm: string;
};

export interface InstancesListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface JobsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `status`. */
  status?: Many<'queued' | 'running' | 'done' | 'failed'> | undefined;
  /** Filter by `kind`. */
  kind?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ModelsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ModelsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `slug`. */
  slug?: Many<string> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `attachments`: true or false. */
  attachments?: boolean | undefined;
  /** Filter by `chat`: true or false. */
  chat?: boolean | undefined;
  /** Filter by `create_embeddings`: true or false. */
  create_embeddings?: boolean | undefined;
  /** Filter by `generate_image`: true or false. */
  generate_image?: boolean | undefined;
  /** Filter by `internal`: true or false. */
  internal?: boolean | undefined;
  /** Filter by `tier`. */
  tier?: Many<'everyday' | 'advanced' | 'strategic'> | undefined;
  /** Filter by `web`: true or false. */
  web?: boolean | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ModelsReferInput = {
  /** Your own name for whatever uses the model. */
  holder: string;
};

export interface ProviderAuthConfigExportsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_auth_config_id`. */
  provider_auth_config_id?: Many<string> | undefined;
  /** Filter by `provider_auth_credentials_id`. */
  provider_auth_credentials_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthConfigImportsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `provider_auth_config_id`. */
  provider_auth_config_id?: Many<string> | undefined;
  /** Filter by `provider_auth_credentials_id`. */
  provider_auth_credentials_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthConfigImportsSchemaOptions extends Options<'position' | 'prefer'> {
  /** The id or slug of the provider. It is enough when the provider has one auth method. */
  provider_id?: string | undefined;
  /** The deployment that the auth config belongs to, or a new one is made for. */
  provider_deployment_id?: string | undefined;
  /** The auth config whose value is replaced. */
  provider_auth_config_id?: string | undefined;
  /** The auth method of a new auth config. */
  provider_auth_method_id?: string | undefined;
}

export interface ProviderAuthConfigsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderAuthConfigsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `actor_id`. */
  actor_id?: Many<string> | undefined;
  /** Filter by a deployment that can use the row. */
  available_for_provider_deployment_id?: string | undefined;
  /** Filter by `available_for_use`: true or false. */
  available_for_use?: boolean | undefined;
  /** Filter by `consumer_id`. */
  consumer_id?: Many<string> | undefined;
  /** Filter by `health`. */
  health?: Many<'ok' | 'expiring' | 'needs_reauth' | 'unknown'> | undefined;
  /** Filter by `identity_credential_id`. */
  identity_credential_id?: Many<string> | undefined;
  /** Filter by `identity_id`. */
  identity_id?: Many<string> | undefined;
  /** Filter by `provider_auth_credentials_id`. */
  provider_auth_credentials_id?: Many<string> | undefined;
  /** Filter by `provider_auth_method_id`. */
  provider_auth_method_id?: Many<string> | undefined;
  /** True keeps the rows with a secret of their own that is older than `secret_max_age_days` of the instance, false the others. Without that setting no row is. */
  secrets_outdated?: boolean | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderAuthConfigsReconnectInput = {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The address to go to at the end, exactly as `setup_page.allowed_redirects` of the instance has it. */
  redirect_url?: string | null | undefined;
};

export type ProviderAuthConfigsReconnectAnswer = ProviderSetupSession & {
  /** The link to the page, with a secret that is shown once. It works until the form is sent from one browser. */
  url: string;
} & DryRun;

export interface ProviderAuthConfigsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `created_by`. */
  created_by?: Many<string> | undefined;
  /** Filter by `destroyed`: true or false. */
  destroyed?: boolean | undefined;
  /** Filter by `provider_specification_id`. */
  provider_specification_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderAuthConfigsTestInput = {
  /** The config, by id or handle, that gives the addresses and other plain members; by default the default config of the deployment. */
  provider_config_id?: string | null | undefined;
};

export interface ProviderAuthCredentialsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderAuthCredentialsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `origin`. */
  origin?: Many<'custom' | 'managed'> | undefined;
  /** Filter by `provider_auth_method_id`. */
  provider_auth_method_id?: Many<string> | undefined;
  /** True keeps the rows with a secret of their own that is older than `secret_max_age_days` of the instance, false the others. Without that setting no row is. */
  secrets_outdated?: boolean | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthCredentialsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `created_by`. */
  created_by?: Many<string> | undefined;
  /** Filter by `destroyed`: true or false. */
  destroyed?: boolean | undefined;
  /** Filter by `provider_specification_id`. */
  provider_specification_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderAuthMethodsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderAuthMethodsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_version_id`. */
  provider_version_id: string;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderCategoriesListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_listing_id`. */
  provider_listing_id?: Many<string> | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderCollectionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_listing_id`. */
  provider_listing_id?: Many<string> | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigSchemaSchemaOptions extends Options<'position' | 'prefer'> {
  /** The provider, by id or slug: its current version is used, or the one before while the instance has yet to approve that. */
  provider_id?: string | undefined;
  /** The config whose specification is used, by id or handle. */
  provider_config_id?: string | undefined;
  /** The provider version to use. */
  provider_version_id?: string | undefined;
  /** The deployment whose version is used. */
  provider_deployment_id?: string | undefined;
}

export interface ProviderConfigVaultsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderConfigVaultsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `provider_config_id`. */
  provider_config_id?: Many<string> | undefined;
  /** Filter by `provider_config_vault_id`. */
  provider_config_vault_id?: Many<string> | undefined;
  /** True keeps the rows with a secret of their own that is older than `secret_max_age_days` of the instance, false the others. Without that setting no row is. */
  secrets_outdated?: boolean | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderConfigVaultsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `created_by`. */
  created_by?: Many<string> | undefined;
  /** Filter by `destroyed`: true or false. */
  destroyed?: boolean | undefined;
  /** Filter by `provider_specification_id`. */
  provider_specification_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderConfigVaultsUpgradeInput = {
  /** The version, of the same provider, to move to: a later or an earlier one that the instance may use. */
  provider_version_id: string;
  /** A JSON merge patch (RFC 7396) of the value, for what the specification of the version needs. In a config that follows a vault, null for a member of the vault takes that member away, in this config alone. */
  value?: Record<string, unknown> | undefined;
};

export interface ProviderConfigsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderConfigsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `handle`. */
  handle?: Many<string> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `actor_id`. */
  actor_id?: Many<string> | undefined;
  /** Filter by a deployment that can use the row. */
  available_for_provider_deployment_id?: string | undefined;
  /** Filter by `available_for_use`: true or false. */
  available_for_use?: boolean | undefined;
  /** True keeps the rows that are behind the version in force, false the others. */
  behind?: boolean | undefined;
  /** Filter by `consumer_id`. */
  consumer_id?: Many<string> | undefined;
  /** Filter by `enabled`: true or false. */
  enabled?: boolean | undefined;
  /** Filter by `has_handle`: true or false. */
  has_handle?: boolean | undefined;
  /** Filter by `identity_credential_id`. */
  identity_credential_id?: Many<string> | undefined;
  /** Filter by `identity_id`. */
  identity_id?: Many<string> | undefined;
  /** Filter by `invalid`: true or false. */
  invalid?: boolean | undefined;
  /** Filter by `provider_config_vault_id`. */
  provider_config_vault_id?: Many<string> | undefined;
  /** Filter by `provider_specification_id`. */
  provider_specification_id?: Many<string> | undefined;
  /** True keeps the rows with a secret of their own that is older than `secret_max_age_days` of the instance, false the others. Without that setting no row is. */
  secrets_outdated?: boolean | undefined;
  /** Filter by the outcome of the last test of the present value: `failed` when a stage did not pass. Rows whose value was not tested since it changed match neither. */
  test_status?: Many<'passed' | 'failed'> | undefined;
  /** Filter by the outcome of an upgrade to the version in force, as the last report found it. Rows that no report has checked match neither. For providers of the instance it needs `provider-configs:reveal`. */
  upgrade?: Many<'safe' | 'breaking'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderConfigsResolveInput = {
  /** The reason for revealing the secrets, for the audit trail. Without it, secrets are left out. */
  reason?: string | null | undefined;
};

export interface ProviderConfigsRevisionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `created_by`. */
  created_by?: Many<string> | undefined;
  /** Filter by `destroyed`: true or false. */
  destroyed?: boolean | undefined;
  /** Filter by `provider_specification_id`. */
  provider_specification_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderConfigsTestInput = {
  /** A JSON merge patch (RFC 7396) of the value, for this test alone. It is not stored. */
  value?: Record<string, unknown> | undefined;
};

export type ProviderConfigsTestValueInput = {
  /** The id or slug of the provider. */
  provider_id: string;
  provider_deployment_id?: string | null | undefined;
  /** The value to test. It is not stored. */
  value: Record<string, unknown>;
};

export type ProviderConfigsUnarchiveAnswer = ProviderConfig & ({
  /** The version in force for the config that it was not moved to, and why. Absent when it is on the specification of that version. */
  upgrade_blocked?: {
    provider_version_id: string;
    /** `breaks`: the value does not fit. `stale`: the move would make secrets stale. `asks_secrets`: the version asks about the content of kept secrets what the present one does not, and the key may not reveal them. `approval_required`: the instance has not approved the version that the deployment is on. */
    reason: 'breaks' | 'stale' | 'asks_secrets' | 'approval_required';
  } | undefined;
}) & DryRun;

export type ProviderConfigsUpgradeInput = {
  /** The version, of the same provider, to move to: a later or an earlier one that the instance may use. */
  provider_version_id: string;
  /** A JSON merge patch (RFC 7396) of the value, for what the specification of the version needs. In a config that follows a vault, null for a member of the vault takes that member away, in this config alone. */
  value?: Record<string, unknown> | undefined;
};

export interface ProviderDeploymentsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderDeploymentsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `actor_id`. */
  actor_id?: Many<string> | undefined;
  /** True keeps the rows that are behind the version in force, false the others. */
  behind?: boolean | undefined;
  /** Filter by `consumer_id`. */
  consumer_id?: Many<string> | undefined;
  /** Filter by `identity_credential_id`. */
  identity_credential_id?: Many<string> | undefined;
  /** Filter by `identity_id`. */
  identity_id?: Many<string> | undefined;
  /** Filter by `internal`: true or false. */
  internal?: boolean | undefined;
  /** Filter by `invalid`: true or false. */
  invalid?: boolean | undefined;
  /** Filter by `managed`: true or false. */
  managed?: boolean | undefined;
  /** Filter by `provider_version_id`. */
  provider_version_id?: Many<string> | undefined;
  /** Filter by the outcome of an upgrade to the version in force, as the last report found it. Rows that no report has checked match neither. For providers of the instance it needs `provider-configs:reveal`. */
  upgrade?: Many<'safe' | 'breaking'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderDeploymentsUpgradeInput = {
  /** The version, of the same provider, to move to: a later or an earlier one that the instance may use. */
  provider_version_id: string;
  /** Moves also the configs whose value does not fit, and marks them `invalid`; like `force=true` in the query. */
  force?: boolean | undefined;
};

export type ProviderDeploymentsUpgradeAnswer = ProviderDeployment & ({
  upgrade: {
    /** The number of configs that were on another specification. */
    checked: number;
    /** The number of configs of those whose value fits. */
    passes: number;
    /** The number of configs of those whose value does not fit, and which are invalid now. */
    breaks: number;
    /** The number of configs of those with a secret that is stale now. */
    stale: number;
    /** The number of configs of those whose value a migration of the version changed and then fits. */
    migrated: number;
    /** The configs that are invalid now, at most 100. */
    invalid: ({
      id: string;
      handle: string | null;
      errors: {
        code: string;
        message: string;
        path: string[];
      }[];
    })[];
  };
}) & DryRun;

export type ProviderDeploymentsUpgradePreviewInput = {
  /** The version to upgrade to, of the provider of the deployment. */
  provider_version_id: string;
  /** List only the rows that pass, or only those that break. All are counted. */
  passes?: boolean | undefined;
  /** The most rows to list: 20 by default, and all in JSON lines. All are counted. */
  limit?: number | undefined;
  /** Start behind this row: the `position` of an earlier answer or line. Earlier rows are not counted. */
  after?: string | undefined;
  /** Answer JSON lines: each listed row, the progress after each batch, then the report. */
  progress?: boolean | undefined;
};

export interface ProviderGroupsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_listing_id`. */
  provider_listing_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderGroupsListingsAddInput = {
  /** The listing, by its id or slug, or by the id of its provider. */
  provider_listing_id: string;
};

export interface ProviderListingsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `is_metorial`: true or false. */
  is_metorial?: boolean | undefined;
  /** Filter by `is_official`: true or false. */
  is_official?: boolean | undefined;
  /** Filter by `is_owner`: true or false. */
  is_owner?: boolean | undefined;
  /** Filter by `is_public`: true or false. */
  is_public?: boolean | undefined;
  /** Filter by `is_verified`: true or false. */
  is_verified?: boolean | undefined;
  /** Filter by `provider_category_id`. */
  provider_category_id?: Many<string> | undefined;
  /** Filter by `provider_collection_id`. */
  provider_collection_id?: Many<string> | undefined;
  /** Filter by `provider_group_id`. */
  provider_group_id?: Many<string> | undefined;
  /** Filter by `publisher_id`. */
  publisher_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderSetupSessionsCreateAnswer = ProviderSetupSession & {
  /** The link to the page, with a secret that is shown once. It works until the form is sent from one browser. */
  url: string;
} & DryRun;

export interface ProviderSetupSessionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `status`. */
  status?: Many<'pending' | 'completed' | 'failed' | 'expired' | 'archived'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `provider_auth_config_id`. */
  provider_auth_config_id?: Many<string> | undefined;
  /** Filter by `provider_auth_credentials_id`. */
  provider_auth_credentials_id?: Many<string> | undefined;
  /** Filter by `provider_auth_method_id`. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderSpecificationsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderSpecificationsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_deployment_id`. */
  provider_deployment_id?: Many<string> | undefined;
  /** Filter by `provider_config_id`. */
  provider_config_id?: Many<string> | undefined;
  /** Filter by `provider_version_id`. */
  provider_version_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderToolsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_version_id`. */
  provider_version_id: string;
  /** Filter by a deployment: tools of its provider that its tool filter lets through, and those of the deployment that it is bound to. Filters of a deployment, a config and an auth config form one chain, in which `ignore_parent_filters` drops those before. */
  provider_deployment_id?: string | undefined;
  /** Filter by an auth config: tools of its provider that its tool filter lets through, and those of the deployment that it is bound to. Filters of a deployment, a config and an auth config form one chain, in which `ignore_parent_filters` drops those before. */
  provider_auth_config_id?: string | undefined;
  /** Filter by `provider_auth_method_id`. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Filter by a config: tools of its provider that its tool filter lets through, and those of the deployment that it is bound to. Filters of a deployment, a config and an auth config form one chain, in which `ignore_parent_filters` drops those before. */
  provider_config_id?: string | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProviderTriggersListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_version_id`. */
  provider_version_id: string;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProviderVersionsCreateAnswer = ProviderVersion & ({
  /** Remarks on the schemas, which can be used all the same; at most 100, and a last one when there may be more. */
  warnings: {
    /** The place in the body. */
    path: string[];
    code: 'array_without_items' | 'ignored_keyword' | 'invalid_default' | 'metaschema' | 'more_warnings' | 'no_effect' | 'secret_default' | 'typo' | 'undescribed_placeholder' | 'unknown_format' | 'unmarked_secret' | 'unsafe_pattern' | 'unused_schema';
    message: string;
  }[];
  impact?: ProviderVersionImpact | undefined;
}) & DryRun;

export interface ProviderVersionsDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProviderVersionsDiffOptions extends Options<'ifNoneMatch' | 'position' | 'prefer'> {
  /** The id of the earlier version, of the same provider. */
  against: string;
}

export type ProviderVersionsImpactInput = {
  /** An earlier version of the same provider: only rows on its specification are checked. */
  against?: string | null | undefined;
  /** Only rows of this deployment are checked, also when it is locked. By default, those of unlocked deployments and those of none. */
  provider_deployment_id?: string | null | undefined;
  /** List only the rows that pass, or only those that break. All are counted. */
  passes?: boolean | undefined;
  /** The most rows to list: 20 by default, and all in JSON lines. All are counted. */
  limit?: number | undefined;
  /** Start behind this row: the `position` of an earlier answer or line. Earlier rows are not counted. */
  after?: string | undefined;
  /** Answer JSON lines: each listed row, the progress after each batch, then the report. */
  progress?: boolean | undefined;
};

export interface ProviderVersionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type ProvidersCreateAnswer = Provider & ({
  /** Remarks on the schemas, which can be used all the same; at most 100, and a last one when there may be more. */
  warnings: {
    /** The place in the body. */
    path: string[];
    code: 'array_without_items' | 'ignored_keyword' | 'invalid_default' | 'metaschema' | 'more_warnings' | 'no_effect' | 'secret_default' | 'typo' | 'undescribed_placeholder' | 'unknown_format' | 'unmarked_secret' | 'unsafe_pattern' | 'unused_schema';
    message: string;
  }[];
}) & DryRun;

export interface ProvidersDependentsOptions extends Options<'limit' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
}

export interface ProvidersListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by text, ignoring case. */
  search?: string | undefined;
  /** Filter by `status`. */
  status?: Many<'active' | 'archived'> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ProvidersToolsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `provider_version_id`. */
  provider_version_id: string;
  /** Filter by a deployment: tools of its provider that its tool filter lets through, and those of the deployment that it is bound to. Filters of a deployment, a config and an auth config form one chain, in which `ignore_parent_filters` drops those before. */
  provider_deployment_id?: string | undefined;
  /** Filter by an auth config: tools of its provider that its tool filter lets through, and those of the deployment that it is bound to. Filters of a deployment, a config and an auth config form one chain, in which `ignore_parent_filters` drops those before. */
  provider_auth_config_id?: string | undefined;
  /** Filter by `provider_auth_method_id`. */
  provider_auth_method_id?: Many<string> | undefined;
  /** Filter by a config: tools of its provider that its tool filter lets through, and those of the deployment that it is bound to. Filters of a deployment, a config and an auth config form one chain, in which `ignore_parent_filters` drops those before. */
  provider_config_id?: string | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface PublishersListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export interface ValueRevisionsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `created_by`. */
  created_by?: Many<string> | undefined;
  /** Filter by `destroyed`: true or false. */
  destroyed?: boolean | undefined;
  /** Filter by `owner_id`. */
  owner_id?: Many<string> | undefined;
  /** Filter by `provider_specification_id`. */
  provider_specification_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `updated_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  updated_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type VersionApprovalsApproveInput = {
  /** The `specification_hash` of the specification that was looked at. Refused with 409 when it is another one. */
  specification_hash: string;
  /** A text with a character that can be seen. */
  reason?: string | null | undefined;
};

export interface VersionApprovalsDiffOptions extends Options<'ifNoneMatch' | 'position' | 'prefer'> {
  /** The id of the version to compare with; the version in force by default. */
  against?: string | undefined;
}

export interface VersionApprovalsListOptions extends Options<'limit' | 'order' | 'cursor' | 'position' | 'prefer'> {
  /** Filter by `status`. */
  status?: Many<'pending' | 'approved' | 'rejected' | 'not_required'> | undefined;
  /** Filter by `provider_id`. */
  provider_id?: Many<string> | undefined;
  /** Filter by `provider_version_id`. */
  provider_version_id?: Many<string> | undefined;
  /** Filter by `created_at`: later than `gt`, from `gte` on, earlier than `lt`, up to `lte`. */
  created_at?: { gt?: string | Date | undefined; gte?: string | Date | undefined; lt?: string | Date | undefined; lte?: string | Date | undefined } | undefined;
  /** Filter by `id`. */
  id?: Many<string> | undefined;
  /** The page starts directly after the item with this id. */
  after?: string | undefined;
  /** The page ends directly before the item with this id. */
  before?: string | undefined;
}

export type VersionApprovalsRejectInput = {
  /** A text with a character that can be seen. */
  reason: string;
  /** The `specification_hash` of the specification that was looked at. Refused with 409 when it is another one. */
  specification_hash?: string | undefined;
};

export interface Berth {
  readonly agents: AgentsApi;
  readonly apiKeys: ApiKeysApi;
  readonly auditEvents: AuditEventsApi;
  readonly consumerProfiles: ConsumerProfilesApi;
  readonly consumers: ConsumersApi;
  readonly encryption: EncryptionApi;
  readonly getMemberConsumer: GetMemberConsumerApi;
  readonly identities: IdentitiesApi;
  readonly identityActors: IdentityActorsApi;
  readonly identityCredentials: IdentityCredentialsApi;
  readonly identityDelegationConfigs: IdentityDelegationConfigsApi;
  readonly identityDelegations: IdentityDelegationsApi;
  readonly instance: InstanceApi;
  readonly instances: InstancesApi;
  readonly jobs: JobsApi;
  readonly models: ModelsApi;
  readonly providerAuthConfigExports: ProviderAuthConfigExportsApi;
  readonly providerAuthConfigImports: ProviderAuthConfigImportsApi;
  readonly providerAuthConfigs: ProviderAuthConfigsApi;
  readonly providerAuthCredentials: ProviderAuthCredentialsApi;
  readonly providerAuthMethods: ProviderAuthMethodsApi;
  readonly providerCategories: ProviderCategoriesApi;
  readonly providerCollections: ProviderCollectionsApi;
  readonly providerConfigSchema: ProviderConfigSchemaApi;
  readonly providerConfigVaults: ProviderConfigVaultsApi;
  readonly providerConfigs: ProviderConfigsApi;
  readonly providerDeployments: ProviderDeploymentsApi;
  readonly providerGroups: ProviderGroupsApi;
  readonly providerListings: ProviderListingsApi;
  readonly providerSetupSessions: ProviderSetupSessionsApi;
  readonly providerSpecifications: ProviderSpecificationsApi;
  readonly providerTools: ProviderToolsApi;
  readonly providerTriggers: ProviderTriggersApi;
  readonly providerVersions: ProviderVersionsApi;
  readonly providers: ProvidersApi;
  readonly providersTools: ProvidersToolsApi;
  readonly publishers: PublishersApi;
  readonly valueRevisions: ValueRevisionsApi;
  readonly versionApprovals: VersionApprovalsApi;
}

export interface AgentsApi {
  /** Get an agent. A program that acts on its own. It mirrors an actor of type `agent`, and is written through that actor. Needs `agents:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<Agent | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<Agent>;
  get<E extends keyof AgentExpansions = never, F extends keyof Agent = keyof Agent>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Agent, AgentExpansions, E, F> | null>;
  get<E extends keyof AgentExpansions = never, F extends keyof Agent = keyof Agent>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<Agent, AgentExpansions, E, F>>;
  /** List agents. A program that acts on its own. It mirrors an actor of type `agent`, and is written through that actor. Answers one page, ordered by creation. Needs `agents:read`. */
  list(options?: AgentsListOptions & Whole): Pages<AgentList>;
  list<E extends keyof AgentExpansions = never, F extends keyof Agent = keyof Agent>(options: AgentsListOptions & Selection<E, F>): Pages<Page<Selected<Agent, AgentExpansions, E, F>>>;
}

export interface ApiKeysApi {
  /** Revoke an API key. The key stops working and cannot be restored. Its row stays readable. Needs `api-keys:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ApiKey & DryRun>;
  /** Create an API key. A bearer token of an instance, with its scopes, expiry and allowed addresses. The secret is shown once. Needs `api-keys:write`. */
  create(body: CreateApiKey, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ApiKeysCreateAnswer>;
  /** Get an API key. A bearer token of an instance, with its scopes, expiry and allowed addresses. The secret is shown once. Needs `api-keys:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ApiKey | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ApiKey>;
  get<E extends keyof ApiKeyExpansions = never, F extends keyof ApiKey = keyof ApiKey>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ApiKey, ApiKeyExpansions, E, F> | null>;
  get<E extends keyof ApiKeyExpansions = never, F extends keyof ApiKey = keyof ApiKey>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ApiKey, ApiKeyExpansions, E, F>>;
  /** List API keys. A bearer token of an instance, with its scopes, expiry and allowed addresses. The secret is shown once. Answers one page, ordered by creation. Needs `api-keys:read`. */
  list(options?: ApiKeysListOptions & Whole): Pages<ApiKeyList>;
  list<E extends keyof ApiKeyExpansions = never, F extends keyof ApiKey = keyof ApiKey>(options: ApiKeysListOptions & Selection<E, F>): Pages<Page<Selected<ApiKey, ApiKeyExpansions, E, F>>>;
  /** List the roles that a key can have, with their scopes. Needs `api-keys:read`. */
  roles(options: Options<'ifNoneMatch' | 'position' | 'prefer'> & { ifNoneMatch: string }): Promise<ApiKeysRolesAnswer | null>;
  roles(options?: Options<'ifNoneMatch' | 'position' | 'prefer'>): Promise<ApiKeysRolesAnswer>;
  /** Rotate the secret of a key, with an overlap. The new secret is shown once. The old secrets work until the overlap ends. The caller needs every scope of the rotated key. Needs `api-keys:write`. */
  rotate(id: string, body?: ApiKeysRotateInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ApiKeysRotateAnswer>;
  /** Update an API key. Members that are absent stay unchanged; `null` clears a member. Needs `api-keys:write`. */
  update(id: string, body?: UpdateApiKey, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ApiKey & DryRun>;
}

export interface AuditEventsApi {
  /** Export the audit trail as JSON lines. Streams all events, the oldest first. Needs `audit-events:read`. */
  export(options: AuditEventsExportOptions & { ifNoneMatch: string }): AsyncIterable<AuditEvent | null>;
  export(options?: AuditEventsExportOptions): AsyncIterable<AuditEvent>;
  /** Get an audit event. A recorded write or reveal: who did what, to which row and when. Events form a hash chain that exposes changed and removed events. Needs `audit-events:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<AuditEvent | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<AuditEvent>;
  get<E extends keyof AuditEventExpansions = never, F extends keyof AuditEvent = keyof AuditEvent>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<AuditEvent, AuditEventExpansions, E, F> | null>;
  get<E extends keyof AuditEventExpansions = never, F extends keyof AuditEvent = keyof AuditEvent>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<AuditEvent, AuditEventExpansions, E, F>>;
  /** Get a signed checkpoint of the audit trail. Holds the last event of each lane, signed with Ed25519. Store it outside Berth and send it to `verify` later. Needs `audit-events:read`. */
  head(options?: Options<'position' | 'prefer'>): Promise<AuditCheckpoint>;
  /** List the public keys of checkpoint signatures. A checkpoint names its key in `key_id`. Needs `audit-events:read`. */
  keys(options: Options<'ifNoneMatch' | 'position' | 'prefer'> & { ifNoneMatch: string }): Promise<AuditEventsKeysAnswer | null>;
  keys(options?: Options<'ifNoneMatch' | 'position' | 'prefer'>): Promise<AuditEventsKeysAnswer>;
  /** List audit events. A recorded write or reveal: who did what, to which row and when. Events form a hash chain that exposes changed and removed events. Answers one page, ordered by creation. Needs `audit-events:read`. */
  list(options?: AuditEventsListOptions & Whole): Pages<AuditEventList>;
  list<E extends keyof AuditEventExpansions = never, F extends keyof AuditEvent = keyof AuditEvent>(options: AuditEventsListOptions & Selection<E, F>): Pages<Page<Selected<AuditEvent, AuditEventExpansions, E, F>>>;
  /** Verify the audit trail. Recomputes every hash and proof and names the first invalid event. An earlier checkpoint also exposes a tail that was cut off. With `progress`, or when `application/x-ndjson` is accepted, the answer is JSON lines. Needs `audit-events:read`. */
  verify(body?: AuditEventsVerifyInput, options?: Options<'prefer'>): Told<AuditVerification, AuditProgress | AuditVerification>;
}

export interface ConsumerProfilesApi {
  /** Get a consumer profile. A consumer on a surface. Berth has one surface, and so one profile for each consumer. Needs `consumer-profiles:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ConsumerProfile | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ConsumerProfile>;
  get<E extends keyof ConsumerProfileExpansions = never, F extends keyof ConsumerProfile = keyof ConsumerProfile>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ConsumerProfile, ConsumerProfileExpansions, E, F> | null>;
  get<E extends keyof ConsumerProfileExpansions = never, F extends keyof ConsumerProfile = keyof ConsumerProfile>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ConsumerProfile, ConsumerProfileExpansions, E, F>>;
  /** List consumer profiles. A consumer on a surface. Berth has one surface, and so one profile for each consumer. Answers one page, ordered by creation. Needs `consumer-profiles:read`. */
  list(options?: ConsumerProfilesListOptions & Whole): Pages<ConsumerProfileList>;
  list<E extends keyof ConsumerProfileExpansions = never, F extends keyof ConsumerProfile = keyof ConsumerProfile>(options: ConsumerProfilesListOptions & Selection<E, F>): Pages<Page<Selected<ConsumerProfile, ConsumerProfileExpansions, E, F>>>;
}

export interface ConsumersApi {
  readonly profiles: ConsumersProfilesApi;
  /** Create a consumer. A person outside who uses your product. Its actors own identities. Needs `consumers:write`. */
  create(body: CreateConsumer, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<Consumer & DryRun>;
  /** List the rows that refer to a consumer. Lists live rows that refer to this row, of the kinds that the key may read. Needs `consumers:read`. */
  dependents(id: string, options?: ConsumersDependentsOptions): Pages<DependentList>;
  /** Get a consumer. A person outside who uses your product. Its actors own identities. Needs `consumers:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<Consumer | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<Consumer>;
  get<E extends keyof ConsumerExpansions = never, F extends keyof Consumer = keyof Consumer>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Consumer, ConsumerExpansions, E, F> | null>;
  get<E extends keyof ConsumerExpansions = never, F extends keyof Consumer = keyof Consumer>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<Consumer, ConsumerExpansions, E, F>>;
  /** List consumers. A person outside who uses your product. Its actors own identities. Answers one page, ordered by creation. Needs `consumers:read`. */
  list(options?: ConsumersListOptions & Whole): Pages<ConsumerList>;
  list<E extends keyof ConsumerExpansions = never, F extends keyof Consumer = keyof Consumer>(options: ConsumersListOptions & Selection<E, F>): Pages<Page<Selected<Consumer, ConsumerExpansions, E, F>>>;
  /** Update a consumer. Members that are absent stay unchanged; `null` clears a member. Needs `consumers:write`. */
  update(id: string, body?: UpdateConsumer, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Consumer & DryRun>;
}

export interface ConsumersProfilesApi {
  /** Get one of the profiles of a consumer. A consumer on a surface. Berth has one surface, and so one profile for each consumer. Needs `consumers:read` and `consumer-profiles:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ConsumerProfile | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ConsumerProfile>;
  get<E extends keyof ConsumerProfileExpansions = never, F extends keyof ConsumerProfile = keyof ConsumerProfile>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ConsumerProfile, ConsumerProfileExpansions, E, F> | null>;
  get<E extends keyof ConsumerProfileExpansions = never, F extends keyof ConsumerProfile = keyof ConsumerProfile>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ConsumerProfile, ConsumerProfileExpansions, E, F>>;
  /** List the profiles of a consumer. A consumer on a surface. Berth has one surface, and so one profile for each consumer. Answers one page, ordered by creation. Needs `consumers:read` and `consumer-profiles:read`. */
  list(id: string, options?: ConsumersProfilesListOptions & Whole): Pages<ConsumerProfileList>;
  list<E extends keyof ConsumerProfileExpansions = never, F extends keyof ConsumerProfile = keyof ConsumerProfile>(id: string, options: ConsumersProfilesListOptions & Selection<E, F>): Pages<Page<Selected<ConsumerProfile, ConsumerProfileExpansions, E, F>>>;
}

export interface EncryptionApi {
  /** Get the state of the encryption keys. Needs `encryption:read`. */
  get(options?: Options<'position' | 'prefer'>): Promise<Encryption>;
  /** Rotate encryption keys in the background. Answers the job. `GET /encryption` lists the keys that are still needed. Needs `encryption:write`. */
  rotate(body?: EncryptionRotateInput, options?: Options<'dryRun' | 'idempotencyKey' | 'prefer'>): Promise<Job & DryRun>;
}

export interface GetMemberConsumerApi {
  /** Get the consumer of the API key. Answers the consumer that stands for the API key itself, with its profile. The first call makes it: named like the key, with an address that a `PATCH` replaces. Needs `consumers:write`. */
  get(body?: GetMemberConsumerGetInput, options?: Options<'dryRun' | 'idempotencyKey' | 'prefer'>): Promise<MemberConsumer & DryRun>;
}

export interface IdentitiesApi {
  /** Archive an identity. Archives its credentials too. An archived row stays readable and cannot be used by new rows. Needs `identities:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Identity & DryRun>;
  /** Create an identity. A role of an actor towards providers, with a credential for each deployment that it uses. Needs `identities:write`. */
  create(body: CreateIdentity, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<Identity & DryRun>;
  /** List the rows that refer to an identity. Lists live rows that refer to this row, of the kinds that the key may read. Needs `identities:read`. */
  dependents(id: string, options?: IdentitiesDependentsOptions): Pages<DependentList>;
  /** Get an identity. A role of an actor towards providers, with a credential for each deployment that it uses. Needs `identities:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<Identity | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<Identity>;
  get<E extends keyof IdentityExpansions = never, F extends keyof Identity = keyof Identity>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Identity, IdentityExpansions, E, F> | null>;
  get<E extends keyof IdentityExpansions = never, F extends keyof Identity = keyof Identity>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<Identity, IdentityExpansions, E, F>>;
  /** List identities. A role of an actor towards providers, with a credential for each deployment that it uses. Answers one page, ordered by creation. Needs `identities:read`. */
  list(options?: IdentitiesListOptions & Whole): Pages<IdentityList>;
  list<E extends keyof IdentityExpansions = never, F extends keyof Identity = keyof Identity>(options: IdentitiesListOptions & Selection<E, F>): Pages<Page<Selected<Identity, IdentityExpansions, E, F>>>;
  /** Resolve the config and the auth config of an identity. Finds what the identity uses at a provider or a deployment: its own credential, or else one that was delegated to its actor, or else, with `on_missing` "shared", the defaults of the deployment; `provenance` says which. Several that fit are 409. Without a `reason`, secrets are left out. With one, keys that also hold `provider-configs:reveal` get them, and the audit trail records it; other keys get 403. A key with a reach gets what is inside its reach. Needs `identities:resolve`. */
  resolve(id: string, body?: IdentitiesResolveInput, options?: Options<'ifMatch' | 'ifOther' | 'prefer'>): Promise<IdentityResolution>;
  /** Unarchive an identity. Makes an archived identity live again, with the credentials that were archived with it. A credential stays archived when a row that it names is archived. Needs `identities:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<Identity & DryRun>;
  /** Update an identity. Members that are absent stay unchanged; `null` clears a member. Needs `identities:write`. */
  update(id: string, body?: UpdateIdentity, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Identity & DryRun>;
}

export interface IdentityActorsApi {
  /** Archive an identity actor. An archived row stays readable and cannot be used by new rows. Needs `identity-actors:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<IdentityActor & DryRun>;
  /** Create an identity actor. A person or a program that owns identities and uses those of others by delegation. Needs `identity-actors:write`. */
  create(body: CreateIdentityActor, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<IdentityActor & DryRun>;
  /** List the rows that refer to an identity actor. Lists live rows that refer to this row, of the kinds that the key may read. Needs `identity-actors:read`. */
  dependents(id: string, options?: IdentityActorsDependentsOptions): Pages<DependentList>;
  /** Get an identity actor. A person or a program that owns identities and uses those of others by delegation. Needs `identity-actors:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<IdentityActor | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<IdentityActor>;
  get<E extends keyof IdentityActorExpansions = never, F extends keyof IdentityActor = keyof IdentityActor>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<IdentityActor, IdentityActorExpansions, E, F> | null>;
  get<E extends keyof IdentityActorExpansions = never, F extends keyof IdentityActor = keyof IdentityActor>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<IdentityActor, IdentityActorExpansions, E, F>>;
  /** List identity actors. A person or a program that owns identities and uses those of others by delegation. Answers one page, ordered by creation. Needs `identity-actors:read`. */
  list(options?: IdentityActorsListOptions & Whole): Pages<IdentityActorList>;
  list<E extends keyof IdentityActorExpansions = never, F extends keyof IdentityActor = keyof IdentityActor>(options: IdentityActorsListOptions & Selection<E, F>): Pages<Page<Selected<IdentityActor, IdentityActorExpansions, E, F>>>;
  /** Unarchive an identity actor. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `identity-actors:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<IdentityActor & DryRun>;
  /** Update an identity actor. Members that are absent stay unchanged; `null` clears a member. Needs `identity-actors:write`. */
  update(id: string, body?: UpdateIdentityActor, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<IdentityActor & DryRun>;
}

export interface IdentityCredentialsApi {
  /** Archive an identity credential. An archived row stays readable and cannot be used by new rows. Needs `identity-credentials:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<IdentityCredential & DryRun>;
  /** Create an identity credential. The config and the auth config that an identity uses for a deployment of a provider. Needs `identity-credentials:write`. */
  create(body: CreateIdentityCredential, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<IdentityCredential & DryRun>;
  /** Get an identity credential. The config and the auth config that an identity uses for a deployment of a provider. Needs `identity-credentials:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<IdentityCredential | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<IdentityCredential>;
  get<E extends keyof IdentityCredentialExpansions = never, F extends keyof IdentityCredential = keyof IdentityCredential>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<IdentityCredential, IdentityCredentialExpansions, E, F> | null>;
  get<E extends keyof IdentityCredentialExpansions = never, F extends keyof IdentityCredential = keyof IdentityCredential>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<IdentityCredential, IdentityCredentialExpansions, E, F>>;
  /** List identity credentials. The config and the auth config that an identity uses for a deployment of a provider. Answers one page, ordered by creation. Needs `identity-credentials:read`. */
  list(options?: IdentityCredentialsListOptions & Whole): Pages<IdentityCredentialList>;
  list<E extends keyof IdentityCredentialExpansions = never, F extends keyof IdentityCredential = keyof IdentityCredential>(options: IdentityCredentialsListOptions & Selection<E, F>): Pages<Page<Selected<IdentityCredential, IdentityCredentialExpansions, E, F>>>;
  /** Unarchive an identity credential. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `identity-credentials:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<IdentityCredential & DryRun>;
  /** Update an identity credential. Changes the delegation config. For other rows, make another credential. Needs `identity-credentials:write`. */
  update(id: string, body?: UpdateIdentityCredential, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<IdentityCredential & DryRun>;
}

export interface IdentityDelegationConfigsApi {
  /** Archive an identity delegation config. An archived row stays readable and cannot be used by new rows. Needs `identity-delegation-configs:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<IdentityDelegationConfig & DryRun>;
  /** Create an identity delegation config. Rules for passing on a delegation: if an actor may delegate what was delegated to it, and how often. Needs `identity-delegation-configs:write`. */
  create(body: CreateIdentityDelegationConfig, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<IdentityDelegationConfig & DryRun>;
  /** List the rows that refer to an identity delegation config. Lists live rows that refer to this row, of the kinds that the key may read. Needs `identity-delegation-configs:read`. */
  dependents(id: string, options?: IdentityDelegationConfigsDependentsOptions): Pages<DependentList>;
  /** Get an identity delegation config. Rules for passing on a delegation: if an actor may delegate what was delegated to it, and how often. Needs `identity-delegation-configs:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<IdentityDelegationConfig | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<IdentityDelegationConfig>;
  get<E extends keyof IdentityDelegationConfigExpansions = never, F extends keyof IdentityDelegationConfig = keyof IdentityDelegationConfig>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<IdentityDelegationConfig, IdentityDelegationConfigExpansions, E, F> | null>;
  get<E extends keyof IdentityDelegationConfigExpansions = never, F extends keyof IdentityDelegationConfig = keyof IdentityDelegationConfig>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<IdentityDelegationConfig, IdentityDelegationConfigExpansions, E, F>>;
  /** List identity delegation configs. Rules for passing on a delegation: if an actor may delegate what was delegated to it, and how often. Answers one page, ordered by creation. Needs `identity-delegation-configs:read`. */
  list(options?: IdentityDelegationConfigsListOptions & Whole): Pages<IdentityDelegationConfigList>;
  list<E extends keyof IdentityDelegationConfigExpansions = never, F extends keyof IdentityDelegationConfig = keyof IdentityDelegationConfig>(options: IdentityDelegationConfigsListOptions & Selection<E, F>): Pages<Page<Selected<IdentityDelegationConfig, IdentityDelegationConfigExpansions, E, F>>>;
  /** Unarchive an identity delegation config. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `identity-delegation-configs:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<IdentityDelegationConfig & DryRun>;
  /** Update an identity delegation config. Members that are absent stay unchanged; `null` clears a member. Needs `identity-delegation-configs:write`. */
  update(id: string, body?: UpdateIdentityDelegationConfig, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<IdentityDelegationConfig & DryRun>;
}

export interface IdentityDelegationsApi {
  /** Approve a delegation. Gives the consent that the delegation waits for. Needs `identity-delegations:write`. */
  approve(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<IdentityDelegation & DryRun>;
  /** Create an identity delegation. Lets the identities of another actor use the credentials of an identity, until it expires or is revoked. Needs `identity-delegations:write`. */
  create(body: CreateIdentityDelegation, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<IdentityDelegation & DryRun>;
  /** Deny a delegation. Refuses the consent that the delegation waits for. Needs `identity-delegations:write`. */
  deny(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<IdentityDelegation & DryRun>;
  /** Get an identity delegation. Lets the identities of another actor use the credentials of an identity, until it expires or is revoked. Needs `identity-delegations:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<IdentityDelegation | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<IdentityDelegation>;
  get<E extends keyof IdentityDelegationExpansions = never, F extends keyof IdentityDelegation = keyof IdentityDelegation>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<IdentityDelegation, IdentityDelegationExpansions, E, F> | null>;
  get<E extends keyof IdentityDelegationExpansions = never, F extends keyof IdentityDelegation = keyof IdentityDelegation>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<IdentityDelegation, IdentityDelegationExpansions, E, F>>;
  /** List identity delegations. Lets the identities of another actor use the credentials of an identity, until it expires or is revoked. Answers one page, ordered by creation. Needs `identity-delegations:read`. */
  list(options?: IdentityDelegationsListOptions & Whole): Pages<IdentityDelegationList>;
  list<E extends keyof IdentityDelegationExpansions = never, F extends keyof IdentityDelegation = keyof IdentityDelegation>(options: IdentityDelegationsListOptions & Selection<E, F>): Pages<Page<Selected<IdentityDelegation, IdentityDelegationExpansions, E, F>>>;
  /** Revoke a delegation. Revokes all delegations that pass it on, too. A revoked delegation stays readable. Needs `identity-delegations:write`. */
  revoke(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<IdentityDelegation & DryRun>;
}

export interface InstanceApi {
  /** Get the instance of the key. Needs `instance:read`. */
  get(options: Options<'ifNoneMatch' | 'position' | 'prefer'> & { ifNoneMatch: string }): Promise<OrganizationInstance | null>;
  get(options?: Options<'ifNoneMatch' | 'position' | 'prefer'>): Promise<OrganizationInstance>;
}

export interface InstancesApi {
  /** Archive an instance. The keys of the instance stop working; its rows are kept. An instance with live rows is archived by `force` only, the instance of the caller's key never. Needs `instances:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<InstancesArchiveAnswer>;
  /** Create an instance. A tenant. Only its own keys can see its rows. Needs `instances:write`. */
  create(body: CreateInstance, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<InstancesCreateAnswer>;
  /** Destroy the values of an archived instance for good. Destroys the data keys of the instance, every value and its revisions, unfinished sign-ins, setup links, kept answers and jobs, in the background; `erased_at` tells when it is done. Names, descriptions and the audit trail stay, and the trail stays provable. Nothing brings the values back but a backup of the database with its master key. Needs `instances:erase`. */
  erase(id: string, body: InstancesEraseInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<OrganizationInstance & DryRun>;
  /** Get an instance. A tenant. Only its own keys can see its rows. Needs `instances:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<OrganizationInstance | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<OrganizationInstance>;
  get<E extends keyof OrganizationInstanceExpansions = never, F extends keyof OrganizationInstance = keyof OrganizationInstance>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<OrganizationInstance, OrganizationInstanceExpansions, E, F> | null>;
  get<E extends keyof OrganizationInstanceExpansions = never, F extends keyof OrganizationInstance = keyof OrganizationInstance>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<OrganizationInstance, OrganizationInstanceExpansions, E, F>>;
  /** List instances. A tenant. Only its own keys can see its rows. Answers one page, ordered by creation. Needs `instances:read`. */
  list(options?: InstancesListOptions & Whole): Pages<OrganizationInstanceList>;
  list<E extends keyof OrganizationInstanceExpansions = never, F extends keyof OrganizationInstance = keyof OrganizationInstance>(options: InstancesListOptions & Selection<E, F>): Pages<Page<Selected<OrganizationInstance, OrganizationInstanceExpansions, E, F>>>;
  /** Unarchive an instance. The instance and its keys work again as before. Needs `instances:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<OrganizationInstance & DryRun>;
  /** Update an instance. Members that are absent stay unchanged; `null` clears a member. Needs `instances:write`. */
  update(id: string, body?: UpdateInstance, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<OrganizationInstance & DryRun>;
}

export interface JobsApi {
  /** Get a job. A background job and its progress. Needs `jobs:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<Job | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<Job>;
  get<E extends keyof JobExpansions = never, F extends keyof Job = keyof Job>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Job, JobExpansions, E, F> | null>;
  get<E extends keyof JobExpansions = never, F extends keyof Job = keyof Job>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<Job, JobExpansions, E, F>>;
  /** List jobs. A background job and its progress. Answers one page, ordered by creation. Needs `jobs:read`. */
  list(options?: JobsListOptions & Whole): Pages<JobList>;
  list<E extends keyof JobExpansions = never, F extends keyof Job = keyof Job>(options: JobsListOptions & Selection<E, F>): Pages<Page<Selected<Job, JobExpansions, E, F>>>;
}

export interface ModelsApi {
  /** Archive a model. An archived row stays readable and cannot be used by new rows. Needs `models:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Model & DryRun>;
  /** Create a model. An AI model of a deployment: a canonical model with its capabilities and prices, or an alias of one. Needs `models:write`. */
  create(body: CreateModel, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<Model & DryRun>;
  /** List the rows that refer to a model. Lists live rows that refer to this row, of the kinds that the key may read. Needs `models:read`. */
  dependents(id: string, options?: ModelsDependentsOptions): Pages<DependentList>;
  /** Get a model. An AI model of a deployment: a canonical model with its capabilities and prices, or an alias of one. Needs `models:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<Model | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<Model>;
  get<E extends keyof ModelExpansions = never, F extends keyof Model = keyof Model>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Model, ModelExpansions, E, F> | null>;
  get<E extends keyof ModelExpansions = never, F extends keyof Model = keyof Model>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<Model, ModelExpansions, E, F>>;
  /** List models. An AI model of a deployment: a canonical model with its capabilities and prices, or an alias of one. Answers one page, ordered by creation. Needs `models:read`. */
  list(options?: ModelsListOptions & Whole): Pages<ModelList>;
  list<E extends keyof ModelExpansions = never, F extends keyof Model = keyof Model>(options: ModelsListOptions & Selection<E, F>): Pages<Page<Selected<Model, ModelExpansions, E, F>>>;
  /** Register a holder of a model. A model with holders is archived only with `force`. Registering the same holder again changes nothing. Needs `models:write`. */
  refer(id: string, body: ModelsReferInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<Model & DryRun>;
  /** Remove a holder of a model. The path ends with the name of the holder. Needs `models:write`. */
  release(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Model & DryRun>;
  /** Unarchive a model. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `models:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<Model & DryRun>;
  /** Update a model. Members that are absent stay unchanged; `null` clears a member. Needs `models:write`. */
  update(id: string, body?: UpdateModel, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Model & DryRun>;
}

export interface ProviderAuthConfigExportsApi {
  /** Create a provider auth config export. An export of the value of an auth config, with its secrets: it shows them once, and records who saw them, and why. Needs `provider-auth-config-exports:reveal`. */
  create(body: CreateProviderAuthConfigExport, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthExport & DryRun>;
  /** Get a provider auth config export. An export of the value of an auth config, with its secrets: it shows them once, and records who saw them, and why. Needs `provider-auth-config-exports:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderAuthExport | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderAuthExport>;
  get<E extends keyof ProviderAuthExportExpansions = never, F extends keyof ProviderAuthExport = keyof ProviderAuthExport>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderAuthExport, ProviderAuthExportExpansions, E, F> | null>;
  get<E extends keyof ProviderAuthExportExpansions = never, F extends keyof ProviderAuthExport = keyof ProviderAuthExport>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderAuthExport, ProviderAuthExportExpansions, E, F>>;
  /** List provider auth config exports. An export of the value of an auth config, with its secrets: it shows them once, and records who saw them, and why. Answers one page, ordered by creation. Needs `provider-auth-config-exports:read`. */
  list(options?: ProviderAuthConfigExportsListOptions & Whole): Pages<ProviderAuthExportList>;
  list<E extends keyof ProviderAuthExportExpansions = never, F extends keyof ProviderAuthExport = keyof ProviderAuthExport>(options: ProviderAuthConfigExportsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderAuthExport, ProviderAuthExportExpansions, E, F>>>;
}

export interface ProviderAuthConfigImportsApi {
  /** Create a provider auth config import. An import of credentials from elsewhere: it makes an auth config or replaces the value of one, and records who did so, and why. Needs `provider-auth-config-imports:write`. */
  create(body: CreateProviderAuthConfigImport, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthImport & DryRun>;
  /** Get a provider auth config import. An import of credentials from elsewhere: it makes an auth config or replaces the value of one, and records who did so, and why. Needs `provider-auth-config-imports:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderAuthImport | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderAuthImport>;
  get<E extends keyof ProviderAuthImportExpansions = never, F extends keyof ProviderAuthImport = keyof ProviderAuthImport>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderAuthImport, ProviderAuthImportExpansions, E, F> | null>;
  get<E extends keyof ProviderAuthImportExpansions = never, F extends keyof ProviderAuthImport = keyof ProviderAuthImport>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderAuthImport, ProviderAuthImportExpansions, E, F>>;
  /** List provider auth config imports. An import of credentials from elsewhere: it makes an auth config or replaces the value of one, and records who did so, and why. Answers one page, ordered by creation. Needs `provider-auth-config-imports:read`. */
  list(options?: ProviderAuthConfigImportsListOptions & Whole): Pages<ProviderAuthImportList>;
  list<E extends keyof ProviderAuthImportExpansions = never, F extends keyof ProviderAuthImport = keyof ProviderAuthImport>(options: ProviderAuthConfigImportsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderAuthImport, ProviderAuthImportExpansions, E, F>>>;
  /** Get the schema for the value of an import. The query names an auth config or an auth method, or a provider or deployment with one auth method. Several of them must belong together. Needs `provider-auth-config-imports:read`. */
  schema(options?: ProviderAuthConfigImportsSchemaOptions): Promise<ProviderCapabilitiesAuthConfigSchema>;
}

export interface ProviderAuthConfigsApi {
  readonly revisions: ProviderAuthConfigsRevisionsApi;
  /** Archive a provider auth config. An archived row stays readable and cannot be used by new rows. Needs `provider-auth-configs:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderAuthConfig & DryRun>;
  /** Confirm the secrets for the current addresses of the value. A secret may go only to the addresses that the value had when the secret was sent, and be tried out only by the test that was in force then. After an address has changed, `resolve` with a reason answers 409 `secrets_stale` until the secrets are confirmed or sent again; after a new version has changed the test, `test` does. Binds the secrets to the current addresses and to the test in force. Needs `provider-auth-configs:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthConfig & DryRun>;
  /** Create a provider auth config. Credentials for a provider, in the form that one of its auth methods asks for. The whole value is secret. Needs `provider-auth-configs:write`. */
  create(body: CreateProviderAuthConfig, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthConfig & DryRun>;
  /** List the rows that refer to a provider auth config. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-auth-configs:read`. */
  dependents(id: string, options?: ProviderAuthConfigsDependentsOptions): Pages<DependentList>;
  /** Get a provider auth config. Credentials for a provider, in the form that one of its auth methods asks for. The whole value is secret. Needs `provider-auth-configs:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderAuthConfig | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderAuthConfig>;
  get<E extends keyof ProviderAuthConfigExpansions = never, F extends keyof ProviderAuthConfig = keyof ProviderAuthConfig>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderAuthConfig, ProviderAuthConfigExpansions, E, F> | null>;
  get<E extends keyof ProviderAuthConfigExpansions = never, F extends keyof ProviderAuthConfig = keyof ProviderAuthConfig>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderAuthConfig, ProviderAuthConfigExpansions, E, F>>;
  /** List provider auth configs. Credentials for a provider, in the form that one of its auth methods asks for. The whole value is secret. Answers one page, ordered by creation. Needs `provider-auth-configs:read`. */
  list(options?: ProviderAuthConfigsListOptions & Whole): Pages<ProviderAuthConfigList>;
  list<E extends keyof ProviderAuthConfigExpansions = never, F extends keyof ProviderAuthConfig = keyof ProviderAuthConfig>(options: ProviderAuthConfigsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderAuthConfig, ProviderAuthConfigExpansions, E, F>>>;
  /** Create a setup session that replaces the credential of an auth config. The page asks for the value anew, or lets the visitor sign in at the provider. The auth config keeps its id, and everything that refers to it. Its current value works until the page is finished. Needs `provider-auth-configs:write`. */
  reconnect(id: string, body?: ProviderAuthConfigsReconnectInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthConfigsReconnectAnswer>;
  /** Test the credential of an auth config at the provider. Tests in stages, as the test of a config does, and within the same limits. The credential stands in the test of the provider's version as members of the value, and of its member `auth`; an OAuth access token that the test does not name is sent as `Authorization: Bearer`. A config gives the plain members, and none of its secrets. A passed authentication makes `health` `ok`, and an answer 401 makes it `needs_reauth`. The credential goes only to the address that a shipped provider has by itself, unless the key holds `provider-auth-configs:reveal`. Needs `provider-auth-configs:write`. */
  test(id: string, body?: ProviderAuthConfigsTestInput, options?: Options<'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderAuthConfigTest>;
  /** Unarchive a provider auth config. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `provider-auth-configs:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthConfig & DryRun>;
  /** Update a provider auth config. Members that are absent stay unchanged; `null` clears a member. Needs `provider-auth-configs:write`. */
  update(id: string, body?: UpdateProviderAuthConfig, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderAuthConfig & DryRun>;
}

export interface ProviderAuthConfigsRevisionsApi {
  /** Destroy the ciphertext of a revision permanently. This cannot be undone. The current revision and pinned revisions cannot be destroyed. Needs `provider-auth-configs:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider auth config. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Needs `provider-auth-configs:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List the revisions of a provider auth config. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Answers one page, ordered by creation. Needs `provider-auth-configs:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderAuthConfigsRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: ProviderAuthConfigsRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
  /** Restore a revision as a new revision. The restored value is validated like any other value. Needs `provider-auth-configs:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthConfig & DryRun>;
}

export interface ProviderAuthCredentialsApi {
  readonly revisions: ProviderAuthCredentialsRevisionsApi;
  /** Archive a provider auth credential. An archived row stays readable and cannot be used by new rows. Needs `provider-auth-credentials:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderAuthCredentials & DryRun>;
  /** Confirm the secrets for the current addresses of the value. A secret may go only to the addresses that the value had when the secret was sent, and be tried out only by the test that was in force then. After an address has changed, `resolve` with a reason answers 409 `secrets_stale` until the secrets are confirmed or sent again; after a new version has changed the test, `test` does. Binds the secrets to the current addresses and to the test in force. Needs `provider-auth-credentials:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthCredentials & DryRun>;
  /** Create a provider auth credential. The registration of an OAuth app with a provider: client id, client secret and scopes. The client secret goes only to the origins of the token and revocation endpoints that the auth method had when the secret was sent. Needs `provider-auth-credentials:write`. */
  create(body: CreateProviderAuthCredential, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthCredentials & DryRun>;
  /** List the rows that refer to a provider auth credential. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-auth-credentials:read`. */
  dependents(id: string, options?: ProviderAuthCredentialsDependentsOptions): Pages<DependentList>;
  /** Get a provider auth credential. The registration of an OAuth app with a provider: client id, client secret and scopes. The client secret goes only to the origins of the token and revocation endpoints that the auth method had when the secret was sent. Needs `provider-auth-credentials:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderAuthCredentials | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderAuthCredentials>;
  get<E extends keyof ProviderAuthCredentialsExpansions = never, F extends keyof ProviderAuthCredentials = keyof ProviderAuthCredentials>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderAuthCredentials, ProviderAuthCredentialsExpansions, E, F> | null>;
  get<E extends keyof ProviderAuthCredentialsExpansions = never, F extends keyof ProviderAuthCredentials = keyof ProviderAuthCredentials>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderAuthCredentials, ProviderAuthCredentialsExpansions, E, F>>;
  /** List provider auth credentials. The registration of an OAuth app with a provider: client id, client secret and scopes. The client secret goes only to the origins of the token and revocation endpoints that the auth method had when the secret was sent. Answers one page, ordered by creation. Needs `provider-auth-credentials:read`. */
  list(options?: ProviderAuthCredentialsListOptions & Whole): Pages<ProviderAuthCredentialsList>;
  list<E extends keyof ProviderAuthCredentialsExpansions = never, F extends keyof ProviderAuthCredentials = keyof ProviderAuthCredentials>(options: ProviderAuthCredentialsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderAuthCredentials, ProviderAuthCredentialsExpansions, E, F>>>;
  /** Unarchive a provider auth credential. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `provider-auth-credentials:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthCredentials & DryRun>;
  /** Update a provider auth credential. Members that are absent stay unchanged; `null` clears a member. Needs `provider-auth-credentials:write`. */
  update(id: string, body?: UpdateProviderAuthCredential, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderAuthCredentials & DryRun>;
}

export interface ProviderAuthCredentialsRevisionsApi {
  /** Destroy the ciphertext of a revision permanently. This cannot be undone. The current revision and pinned revisions cannot be destroyed. Needs `provider-auth-credentials:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider auth credential. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Needs `provider-auth-credentials:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List the revisions of a provider auth credential. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Answers one page, ordered by creation. Needs `provider-auth-credentials:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderAuthCredentialsRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: ProviderAuthCredentialsRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
  /** Restore a revision as a new revision. The restored value is validated like any other value. Needs `provider-auth-credentials:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderAuthCredentials & DryRun>;
}

export interface ProviderAuthMethodsApi {
  /** List the rows that refer to a provider auth method. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-auth-methods:read`. */
  dependents(id: string, options?: ProviderAuthMethodsDependentsOptions): Pages<DependentList>;
  /** Get a provider auth method. A way to authenticate with a provider, defined by one of its specifications. Needs `provider-auth-methods:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderCapabilitiesAuthMethod | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderCapabilitiesAuthMethod>;
  get<E extends keyof ProviderCapabilitiesAuthMethodExpansions = never, F extends keyof ProviderCapabilitiesAuthMethod = keyof ProviderCapabilitiesAuthMethod>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderCapabilitiesAuthMethod, ProviderCapabilitiesAuthMethodExpansions, E, F> | null>;
  get<E extends keyof ProviderCapabilitiesAuthMethodExpansions = never, F extends keyof ProviderCapabilitiesAuthMethod = keyof ProviderCapabilitiesAuthMethod>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderCapabilitiesAuthMethod, ProviderCapabilitiesAuthMethodExpansions, E, F>>;
  /** List provider auth methods. A way to authenticate with a provider, defined by one of its specifications. Answers one page, ordered by creation. Needs `provider-auth-methods:read`. */
  list(options: ProviderAuthMethodsListOptions & Whole): Pages<ProviderCapabilitiesAuthMethodList>;
  list<E extends keyof ProviderCapabilitiesAuthMethodExpansions = never, F extends keyof ProviderCapabilitiesAuthMethod = keyof ProviderCapabilitiesAuthMethod>(options: ProviderAuthMethodsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderCapabilitiesAuthMethod, ProviderCapabilitiesAuthMethodExpansions, E, F>>>;
}

export interface ProviderCategoriesApi {
  /** Get a provider category. A subject that listings belong to, such as databases. Listings of your own can have their own. Needs `provider-categories:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderListingCategory | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderListingCategory>;
  get<E extends keyof ProviderListingCategoryExpansions = never, F extends keyof ProviderListingCategory = keyof ProviderListingCategory>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderListingCategory, ProviderListingCategoryExpansions, E, F> | null>;
  get<E extends keyof ProviderListingCategoryExpansions = never, F extends keyof ProviderListingCategory = keyof ProviderListingCategory>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderListingCategory, ProviderListingCategoryExpansions, E, F>>;
  /** List provider categories. A subject that listings belong to, such as databases. Listings of your own can have their own. Answers one page, ordered by creation. Needs `provider-categories:read`. */
  list(options?: ProviderCategoriesListOptions & Whole): Pages<ProviderListingCategoryList>;
  list<E extends keyof ProviderListingCategoryExpansions = never, F extends keyof ProviderListingCategory = keyof ProviderListingCategory>(options: ProviderCategoriesListOptions & Selection<E, F>): Pages<Page<Selected<ProviderListingCategory, ProviderListingCategoryExpansions, E, F>>>;
}

export interface ProviderCollectionsApi {
  /** Get a provider collection. A selection of listings for a purpose. Listings of your own can have their own. Needs `provider-collections:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderListingCollection | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderListingCollection>;
  get<E extends keyof ProviderListingCollectionExpansions = never, F extends keyof ProviderListingCollection = keyof ProviderListingCollection>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderListingCollection, ProviderListingCollectionExpansions, E, F> | null>;
  get<E extends keyof ProviderListingCollectionExpansions = never, F extends keyof ProviderListingCollection = keyof ProviderListingCollection>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderListingCollection, ProviderListingCollectionExpansions, E, F>>;
  /** List provider collections. A selection of listings for a purpose. Listings of your own can have their own. Answers one page, ordered by creation. Needs `provider-collections:read`. */
  list(options?: ProviderCollectionsListOptions & Whole): Pages<ProviderListingCollectionList>;
  list<E extends keyof ProviderListingCollectionExpansions = never, F extends keyof ProviderListingCollection = keyof ProviderListingCollection>(options: ProviderCollectionsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderListingCollection, ProviderListingCollectionExpansions, E, F>>>;
}

export interface ProviderConfigSchemaApi {
  /** Get the schema for the value of a config. The query names a provider, version, deployment or config. Several of them must belong together. Needs `provider-config-schema:read`. */
  schema(options?: ProviderConfigSchemaSchemaOptions): Promise<ProviderCapabilitiesConfigSchema>;
}

export interface ProviderConfigVaultsApi {
  readonly revisions: ProviderConfigVaultsRevisionsApi;
  /** Archive a provider config vault. An archived row stays readable and cannot be used by new rows. Needs `provider-config-vaults:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderConfigVault & DryRun>;
  /** Confirm the secrets for the current addresses of the value. A secret may go only to the addresses that the value had when the secret was sent, and be tried out only by the test that was in force then. After an address has changed, `resolve` with a reason answers 409 `secrets_stale` until the secrets are confirmed or sent again; after a new version has changed the test, `test` does. Binds the secrets to the current addresses and to the test in force. Needs `provider-config-vaults:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfigVault & DryRun>;
  /** Create a provider config vault. A saved value for a provider that any number of configs can follow. Needs `provider-config-vaults:write`. */
  create(body: CreateProviderConfigVault, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfigVault & DryRun>;
  /** List the rows that refer to a provider config vault. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-config-vaults:read`. */
  dependents(id: string, options?: ProviderConfigVaultsDependentsOptions): Pages<DependentList>;
  /** Get a provider config vault. A saved value for a provider that any number of configs can follow. Needs `provider-config-vaults:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderConfigVault | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderConfigVault>;
  get<E extends keyof ProviderConfigVaultExpansions = never, F extends keyof ProviderConfigVault = keyof ProviderConfigVault>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderConfigVault, ProviderConfigVaultExpansions, E, F> | null>;
  get<E extends keyof ProviderConfigVaultExpansions = never, F extends keyof ProviderConfigVault = keyof ProviderConfigVault>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderConfigVault, ProviderConfigVaultExpansions, E, F>>;
  /** List provider config vaults. A saved value for a provider that any number of configs can follow. Answers one page, ordered by creation. Needs `provider-config-vaults:read`. */
  list(options?: ProviderConfigVaultsListOptions & Whole): Pages<ProviderConfigVaultList>;
  list<E extends keyof ProviderConfigVaultExpansions = never, F extends keyof ProviderConfigVault = keyof ProviderConfigVault>(options: ProviderConfigVaultsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderConfigVault, ProviderConfigVaultExpansions, E, F>>>;
  /** Resolve the value of a vault, without its secrets. Answers the value as it is stored: without defaults, because a vault is one layer of the values of configs, and without secrets, which `hidden` lists. Only a config that follows the vault reveals them. Needs `provider-config-vaults:read`. */
  resolve(id: string, options?: Options<'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderConfigVaultValue>;
  /** Unarchive a provider config vault. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `provider-config-vaults:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfigVault & DryRun>;
  /** Update a provider config vault. Members that are absent stay unchanged; `null` clears a member. Needs `provider-config-vaults:write`. */
  update(id: string, body?: UpdateProviderConfigVault, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderConfigVault & DryRun>;
  /** Move a vault to the specification of another version. The migrations to the version change the value first, then the merge patch in `value`; it must fit the specification of the version. The configs that follow the vault keep their own specifications and are checked with the new value, as after any edit. Restoring an earlier revision brings value and specification back. Needs `provider-config-vaults:write`. */
  upgrade(id: string, body: ProviderConfigVaultsUpgradeInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfigVault & DryRun>;
}

export interface ProviderConfigVaultsRevisionsApi {
  /** Destroy the ciphertext of a revision permanently. This cannot be undone. The current revision and pinned revisions cannot be destroyed. Needs `provider-config-vaults:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider config vault. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Needs `provider-config-vaults:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List the revisions of a provider config vault. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Answers one page, ordered by creation. Needs `provider-config-vaults:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderConfigVaultsRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: ProviderConfigVaultsRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
  /** Restore a revision as a new revision. The restored value is validated like any other value. Needs `provider-config-vaults:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfigVault & DryRun>;
}

export interface ProviderConfigsApi {
  readonly revisions: ProviderConfigsRevisionsApi;
  /** Archive a provider config. An archived row stays readable and cannot be used by new rows. Needs `provider-configs:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderConfig & DryRun>;
  /** Confirm the secrets for the current addresses of the value. A secret may go only to the addresses that the value had when the secret was sent, and be tried out only by the test that was in force then. After an address has changed, `resolve` with a reason answers 409 `secrets_stale` until the secrets are confirmed or sent again; after a new version has changed the test, `test` does. Binds the secrets to the current addresses and to the test in force. Needs `provider-configs:reveal`. */
  confirmSecrets(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfig & DryRun>;
  /** Create a provider config. A validated, encrypted value for a provider: the config's own value, a vault's value, or the own value laid over a vault's. Needs `provider-configs:write`. */
  create(body: CreateProviderConfig, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfig & DryRun>;
  /** List the rows that refer to a provider config. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-configs:read`. */
  dependents(id: string, options?: ProviderConfigsDependentsOptions): Pages<DependentList>;
  /** Disable a config. Needs `provider-configs:write`. */
  disable(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfig & DryRun>;
  /** Enable a config. Needs `provider-configs:write`. */
  enable(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfig & DryRun>;
  /** Get a provider config. A validated, encrypted value for a provider: the config's own value, a vault's value, or the own value laid over a vault's. Needs `provider-configs:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderConfig | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderConfig>;
  get<E extends keyof ProviderConfigExpansions = never, F extends keyof ProviderConfig = keyof ProviderConfig>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderConfig, ProviderConfigExpansions, E, F> | null>;
  get<E extends keyof ProviderConfigExpansions = never, F extends keyof ProviderConfig = keyof ProviderConfig>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderConfig, ProviderConfigExpansions, E, F>>;
  /** List provider configs. A validated, encrypted value for a provider: the config's own value, a vault's value, or the own value laid over a vault's. Answers one page, ordered by creation. Needs `provider-configs:read`. */
  list(options?: ProviderConfigsListOptions & Whole): Pages<ProviderConfigList>;
  list<E extends keyof ProviderConfigExpansions = never, F extends keyof ProviderConfig = keyof ProviderConfig>(options: ProviderConfigsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderConfig, ProviderConfigExpansions, E, F>>>;
  /** Resolve the effective value of a config. Layers the config's own value over the vault's value over the defaults of the schema; `provenance` names the source of each leaf. Without a `reason`, secrets are left out, and `hidden` lists them. With one, keys with `provider-configs:reveal` get the secrets, and the audit trail records it; other keys get 403. Needs `provider-configs:read` or `provider-configs:reveal`. */
  resolve(id: string, body?: ProviderConfigsResolveInput, options?: Options<'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderConfigValue>;
  /** Test the connection to the provider with the value of a config. Tests in stages; a failed stage is part of the answer. Requests go only to public addresses. Secrets go only to the origin, and in the headers, of the test that was in force when they were sent or confirmed; after a new version has changed these, the answer is 409 `secrets_stale` until a key that may reveal them confirms (`confirm-secrets`). With `value`, the value is tested as it is after that merge patch, and neither it nor the outcome is saved; stored secrets go to an address that the patch names only for a key that may reveal them. Needs `provider-configs:write`. */
  test(id: string, body?: ProviderConfigsTestInput, options?: Options<'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderConfigTest>;
  /** Test the connection to a provider with an unsaved value. Tests in stages; a failed stage is part of the answer. Requests go only to public addresses. The value is not stored. Needs `provider-configs:write`. */
  testValue(body: ProviderConfigsTestValueInput, options?: Options<'prefer'>): Promise<ProviderConfigTest>;
  /** Unarchive a provider config. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. A config of a deployment that follows the current version, or follows safely, moves to the specification in force if its value fits that after the migrations of the version; otherwise it stays on its own, and `upgrade_blocked` says why. Needs `provider-configs:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfigsUnarchiveAnswer>;
  /** Update a provider config. Members that are absent stay unchanged; `null` clears a member. Needs `provider-configs:write`. */
  update(id: string, body?: UpdateProviderConfig, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderConfig & DryRun>;
  /** Move a config to the specification of another version. The migrations to the version change the own value first, then the merge patch in `value`; the effective value must fit the specification of the version. The vault of the config stays where it is. A value of its own gets a new revision; restoring an earlier one brings value and specification back. A stored secret that the new specification would show must be sent again, or taken away with null. With `force=true` a value that does not fit moves too, and the config is marked `invalid`. Needs `provider-configs:write`. */
  upgrade(id: string, body: ProviderConfigsUpgradeInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfig & DryRun>;
}

export interface ProviderConfigsRevisionsApi {
  /** Destroy the ciphertext of a revision permanently. This cannot be undone. The current revision and pinned revisions cannot be destroyed. Needs `provider-configs:write`. */
  destroy(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ValueRevision & DryRun>;
  /** Get one of the revisions of a provider config. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Needs `provider-configs:read` and `value-revisions:read`. */
  get(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, n: string | number, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, n: string | number, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List the revisions of a provider config. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Answers one page, ordered by creation. Needs `provider-configs:read` and `value-revisions:read`. */
  list(id: string, options?: ProviderConfigsRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: ProviderConfigsRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
  /** Restore a revision as a new revision. The restored value is validated like any other value. Needs `provider-configs:write`. */
  restore(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderConfig & DryRun>;
}

export interface ProviderDeploymentsApi {
  /** Archive a provider deployment. An archived row stays readable and cannot be used by new rows. Needs `provider-deployments:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderDeployment & DryRun>;
  /** Create a provider deployment. A provider in use, with its locked version, tool filter and default config. Needs `provider-deployments:write`. */
  create(body: CreateProviderDeployment, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderDeployment & DryRun>;
  /** List the rows that refer to a provider deployment. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-deployments:read`. */
  dependents(id: string, options?: ProviderDeploymentsDependentsOptions): Pages<DependentList>;
  /** Get a provider deployment. A provider in use, with its locked version, tool filter and default config. Needs `provider-deployments:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderDeployment | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderDeployment>;
  get<E extends keyof ProviderDeploymentExpansions = never, F extends keyof ProviderDeployment = keyof ProviderDeployment>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderDeployment, ProviderDeploymentExpansions, E, F> | null>;
  get<E extends keyof ProviderDeploymentExpansions = never, F extends keyof ProviderDeployment = keyof ProviderDeployment>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderDeployment, ProviderDeploymentExpansions, E, F>>;
  /** List provider deployments. A provider in use, with its locked version, tool filter and default config. Answers one page, ordered by creation. Needs `provider-deployments:read`. */
  list(options?: ProviderDeploymentsListOptions & Whole): Pages<ProviderDeploymentList>;
  list<E extends keyof ProviderDeploymentExpansions = never, F extends keyof ProviderDeployment = keyof ProviderDeployment>(options: ProviderDeploymentsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderDeployment, ProviderDeploymentExpansions, E, F>>>;
  /** Unarchive a provider deployment. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `provider-deployments:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderDeployment & DryRun>;
  /** Update a provider deployment. Members that are absent stay unchanged; `null` clears a member. Needs `provider-deployments:write`. */
  update(id: string, body?: UpdateProviderDeployment, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderDeployment & DryRun>;
  /** Move a deployment and its configs to another version. Moves the lock and the live configs of the deployment in one transaction, each config as a new revision of its own value. When the value of a config does not fit the specification of the version, nothing moves, and the answer is 409 with `counts` and the first configs and their errors in `dependents`; with `force` those configs move too and are marked `invalid`. The migrations to the version change the values first. Vaults do not move. A deployment without a lock stays without one when it moves to the current version. At most 20,000 configs. It needs `provider-configs:write` as well. The way back is the same. Needs `provider-deployments:write`. */
  upgrade(id: string, body: ProviderDeploymentsUpgradeInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderDeploymentsUpgradeAnswer>;
  /** Check which configs of a deployment a version would break. Reports on the configs, vaults and auth configs of the deployment, also when it is locked. Every live value that the key may read is opened and checked as it stands when it is read; no value is answered. Needs the scope `provider-configs:read` as well. With `progress`, or when `application/x-ndjson` is accepted, the answer is JSON lines. Needs `provider-deployments:read`. */
  upgradePreview(id: string, body: ProviderDeploymentsUpgradePreviewInput, options?: Options<'ifMatch' | 'ifOther' | 'prefer'>): Told<ProviderVersionImpact, ProviderVersionImpactItem | ProviderVersionImpactProgress | ProviderVersionImpactEnd>;
}

export interface ProviderGroupsApi {
  readonly listings: ProviderGroupsListingsApi;
  /** Create a provider group. A group of listings that your instance makes for itself. Needs `provider-groups:write`. */
  create(body: CreateProviderGroup, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderListingGroup & DryRun>;
  /** Get a provider group. A group of listings that your instance makes for itself. Needs `provider-groups:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderListingGroup | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderListingGroup>;
  get<E extends keyof ProviderListingGroupExpansions = never, F extends keyof ProviderListingGroup = keyof ProviderListingGroup>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderListingGroup, ProviderListingGroupExpansions, E, F> | null>;
  get<E extends keyof ProviderListingGroupExpansions = never, F extends keyof ProviderListingGroup = keyof ProviderListingGroup>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderListingGroup, ProviderListingGroupExpansions, E, F>>;
  /** List provider groups. A group of listings that your instance makes for itself. Answers one page, ordered by creation. Needs `provider-groups:read`. */
  list(options?: ProviderGroupsListOptions & Whole): Pages<ProviderListingGroupList>;
  list<E extends keyof ProviderListingGroupExpansions = never, F extends keyof ProviderListingGroup = keyof ProviderListingGroup>(options: ProviderGroupsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderListingGroup, ProviderListingGroupExpansions, E, F>>>;
  /** Update a provider group. Members that are absent stay unchanged; `null` clears a member. Needs `provider-groups:write`. */
  update(id: string, body?: UpdateProviderGroup, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderListingGroup & DryRun>;
}

export interface ProviderGroupsListingsApi {
  /** Add a listing to a group. Adding it again changes nothing. A listing stands in 100 groups at most. Needs `provider-groups:write`. */
  add(id: string, body: ProviderGroupsListingsAddInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderListingGroup & DryRun>;
  /** Remove a listing from a group. The path ends with the id or slug of the listing, or the id of its provider. Needs `provider-groups:write`. */
  remove(id: string, n: string | number, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderListingGroup & DryRun>;
}

export interface ProviderListingsApi {
  /** Get a provider listing. The catalogue page of a provider: its texts, its image, and the categories, collections and groups that it stands in. Needs `provider-listings:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderListing | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderListing>;
  get<E extends keyof ProviderListingExpansions = never, F extends keyof ProviderListing = keyof ProviderListing>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderListing, ProviderListingExpansions, E, F> | null>;
  get<E extends keyof ProviderListingExpansions = never, F extends keyof ProviderListing = keyof ProviderListing>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderListing, ProviderListingExpansions, E, F>>;
  /** List provider listings. The catalogue page of a provider: its texts, its image, and the categories, collections and groups that it stands in. Answers one page, ordered by creation. Needs `provider-listings:read`. */
  list(options?: ProviderListingsListOptions & Whole): Pages<ProviderListingList>;
  list<E extends keyof ProviderListingExpansions = never, F extends keyof ProviderListing = keyof ProviderListing>(options: ProviderListingsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderListing, ProviderListingExpansions, E, F>>>;
  /** Update a provider listing. Members that are absent stay unchanged; `null` clears a member. Needs `provider-listings:write`. */
  update(id: string, body?: UpdateProviderListing, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderListing & DryRun>;
}

export interface ProviderSetupSessionsApi {
  /** Archive a provider setup session. The link stops working. The rows that the page has made stay. Needs `provider-setup-sessions:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderSetupSession & DryRun>;
  /** Create a provider setup session. A page on which a person enters a credential or a config of a provider, without a key of the API. Its link works for 30 minutes and once. Needs `provider-setup-sessions:write`. */
  create(body?: CreateProviderSetupSession, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderSetupSessionsCreateAnswer>;
  /** Get a provider setup session. A page on which a person enters a credential or a config of a provider, without a key of the API. Its link works for 30 minutes and once. Needs `provider-setup-sessions:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderSetupSession | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderSetupSession>;
  get<E extends keyof ProviderSetupSessionExpansions = never, F extends keyof ProviderSetupSession = keyof ProviderSetupSession>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderSetupSession, ProviderSetupSessionExpansions, E, F> | null>;
  get<E extends keyof ProviderSetupSessionExpansions = never, F extends keyof ProviderSetupSession = keyof ProviderSetupSession>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderSetupSession, ProviderSetupSessionExpansions, E, F>>;
  /** List provider setup sessions. A page on which a person enters a credential or a config of a provider, without a key of the API. Its link works for 30 minutes and once. Answers one page, ordered by creation. Needs `provider-setup-sessions:read`. */
  list(options?: ProviderSetupSessionsListOptions & Whole): Pages<ProviderSetupSessionList>;
  list<E extends keyof ProviderSetupSessionExpansions = never, F extends keyof ProviderSetupSession = keyof ProviderSetupSession>(options: ProviderSetupSessionsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderSetupSession, ProviderSetupSessionExpansions, E, F>>>;
  /** Update a provider setup session. Members that are absent stay unchanged; `null` clears a member. Needs `provider-setup-sessions:write`. */
  update(id: string, body?: UpdateProviderSetupSession, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderSetupSession & DryRun>;
}

export interface ProviderSpecificationsApi {
  /** List the rows that refer to a provider specification. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-specifications:read`. */
  dependents(id: string, options?: ProviderSpecificationsDependentsOptions): Pages<DependentList>;
  /** Get a provider specification. The definition behind a provider version: the schema of its configs, its tools and its auth methods. Needs `provider-specifications:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderSpecification | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderSpecification>;
  get<E extends keyof ProviderSpecificationExpansions = never, F extends keyof ProviderSpecification = keyof ProviderSpecification>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderSpecification, ProviderSpecificationExpansions, E, F> | null>;
  get<E extends keyof ProviderSpecificationExpansions = never, F extends keyof ProviderSpecification = keyof ProviderSpecification>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderSpecification, ProviderSpecificationExpansions, E, F>>;
  /** List provider specifications. The definition behind a provider version: the schema of its configs, its tools and its auth methods. Answers one page, ordered by creation. Needs `provider-specifications:read`. */
  list(options?: ProviderSpecificationsListOptions & Whole): Pages<ProviderSpecificationList>;
  list<E extends keyof ProviderSpecificationExpansions = never, F extends keyof ProviderSpecification = keyof ProviderSpecification>(options: ProviderSpecificationsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderSpecification, ProviderSpecificationExpansions, E, F>>>;
}

export interface ProviderToolsApi {
  /** Get a provider tool. A tool that a provider offers, defined by one of its specifications. Needs `provider-tools:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderTool | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderTool>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F> | null>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F>>;
  /** List provider tools. A tool that a provider offers, defined by one of its specifications. Answers one page, ordered by creation. Needs `provider-tools:read`. */
  list(options: ProviderToolsListOptions & Whole): Pages<ProviderToolList>;
  list<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(options: ProviderToolsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderTool, ProviderToolExpansions, E, F>>>;
}

export interface ProviderTriggersApi {
  /** Get a provider trigger. An event of a provider that can start work, defined by one of its specifications. Needs `provider-triggers:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderCapabilitiesTrigger | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderCapabilitiesTrigger>;
  get<E extends keyof ProviderCapabilitiesTriggerExpansions = never, F extends keyof ProviderCapabilitiesTrigger = keyof ProviderCapabilitiesTrigger>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderCapabilitiesTrigger, ProviderCapabilitiesTriggerExpansions, E, F> | null>;
  get<E extends keyof ProviderCapabilitiesTriggerExpansions = never, F extends keyof ProviderCapabilitiesTrigger = keyof ProviderCapabilitiesTrigger>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderCapabilitiesTrigger, ProviderCapabilitiesTriggerExpansions, E, F>>;
  /** List provider triggers. An event of a provider that can start work, defined by one of its specifications. Answers one page, ordered by creation. Needs `provider-triggers:read`. */
  list(options: ProviderTriggersListOptions & Whole): Pages<ProviderCapabilitiesTriggerList>;
  list<E extends keyof ProviderCapabilitiesTriggerExpansions = never, F extends keyof ProviderCapabilitiesTrigger = keyof ProviderCapabilitiesTrigger>(options: ProviderTriggersListOptions & Selection<E, F>): Pages<Page<Selected<ProviderCapabilitiesTrigger, ProviderCapabilitiesTriggerExpansions, E, F>>>;
}

export interface ProviderVersionsApi {
  /** Archive a provider version. An archived version stays readable, is locked to by no further deployment, and does not become current. Refused with 409 for the current version, and while deployments are locked to it, or configs, vaults or auth configs have a specification that no other version has. Needs `provider-versions:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderVersion & DryRun>;
  /** Create a provider version. A published version of a provider. The current version sets the schema that configs must fit. Needs `provider-versions:write`. */
  create(body: CreateProviderVersion, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProviderVersionsCreateAnswer>;
  /** List the rows that refer to a provider version. Lists live rows that refer to this row, of the kinds that the key may read. Needs `provider-versions:read`. */
  dependents(id: string, options?: ProviderVersionsDependentsOptions): Pages<DependentList>;
  /** Compare with an earlier version. Answers each change of the schema of configs, of marks, auth methods and tools, with its severity, and a witness for each breaking one. Needs `provider-versions:read`. */
  diff(id: string, options: ProviderVersionsDiffOptions & { ifNoneMatch: string }): Promise<ProviderVersionDiff | null>;
  diff(id: string, options: ProviderVersionsDiffOptions): Promise<ProviderVersionDiff>;
  /** Get a provider version. A published version of a provider. The current version sets the schema that configs must fit. Needs `provider-versions:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderVersion | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderVersion>;
  get<E extends keyof ProviderVersionExpansions = never, F extends keyof ProviderVersion = keyof ProviderVersion>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderVersion, ProviderVersionExpansions, E, F> | null>;
  get<E extends keyof ProviderVersionExpansions = never, F extends keyof ProviderVersion = keyof ProviderVersion>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderVersion, ProviderVersionExpansions, E, F>>;
  /** Check which configs a version would break. Reports on the configs of unlocked deployments, the vaults and the auth configs of the provider. Every live value that the key may read is opened and checked as it stands when it is read; no value is answered. Needs the scope `provider-configs:read` as well. With `progress`, or when `application/x-ndjson` is accepted, the answer is JSON lines. Needs `provider-versions:read`. */
  impact(id: string, body?: ProviderVersionsImpactInput, options?: Options<'ifMatch' | 'ifOther' | 'prefer'>): Told<ProviderVersionImpact, ProviderVersionImpactItem | ProviderVersionImpactProgress | ProviderVersionImpactEnd>;
  /** List provider versions. A published version of a provider. The current version sets the schema that configs must fit. Answers one page, ordered by creation. Needs `provider-versions:read`. */
  list(options?: ProviderVersionsListOptions & Whole): Pages<ProviderVersionList>;
  list<E extends keyof ProviderVersionExpansions = never, F extends keyof ProviderVersion = keyof ProviderVersion>(options: ProviderVersionsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderVersion, ProviderVersionExpansions, E, F>>>;
  /** Unarchive a provider version. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `provider-versions:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderVersion & DryRun>;
  /** Update a provider version. With `is_current: true`, new configs and deployments without a lock use this version from now on. Configs that exist stay on their specification. Needs `provider-versions:write`. */
  update(id: string, body?: UpdateProviderVersion, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<ProviderVersion & DryRun>;
}

export interface ProvidersApi {
  /** Archive a provider. An archived row stays readable and cannot be used by new rows. Needs `providers:write`. */
  archive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Provider & DryRun>;
  /** Create a provider. A service that can be configured, from the shipped catalogue or defined by your instance. Needs `providers:write`. */
  create(body: CreateProvider, options?: Options<'dryRun' | 'ifNew' | 'idempotencyKey' | 'prefer'>): Promise<ProvidersCreateAnswer>;
  /** List the rows that refer to a provider. Lists live rows that refer to this row, of the kinds that the key may read. Needs `providers:read`. */
  dependents(id: string, options?: ProvidersDependentsOptions): Pages<DependentList>;
  /** Get a provider. A service that can be configured, from the shipped catalogue or defined by your instance. Needs `providers:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<Provider | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<Provider>;
  get<E extends keyof ProviderExpansions = never, F extends keyof Provider = keyof Provider>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<Provider, ProviderExpansions, E, F> | null>;
  get<E extends keyof ProviderExpansions = never, F extends keyof Provider = keyof Provider>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<Provider, ProviderExpansions, E, F>>;
  /** List providers. A service that can be configured, from the shipped catalogue or defined by your instance. Answers one page, ordered by creation. Needs `providers:read`. */
  list(options?: ProvidersListOptions & Whole): Pages<ProviderList>;
  list<E extends keyof ProviderExpansions = never, F extends keyof Provider = keyof Provider>(options: ProvidersListOptions & Selection<E, F>): Pages<Page<Selected<Provider, ProviderExpansions, E, F>>>;
  /** Unarchive a provider. Makes an archived row live again. The rules of a new row hold: what it refers to must be live. Needs `providers:write`. */
  unarchive(id: string, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<Provider & DryRun>;
  /** Update a provider. Members that are absent stay unchanged; `null` clears a member. Needs `providers:write`. */
  update(id: string, body?: UpdateProvider, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'prefer'>): Promise<Provider & DryRun>;
}

export interface ProvidersToolsApi {
  /** Get a provider tool. A tool that a provider offers, defined by one of its specifications. Deprecated since 2026-11-21; use `/provider-tools`. Needs `provider-tools:read`. @deprecated */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderTool | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderTool>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F> | null>;
  get<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderTool, ProviderToolExpansions, E, F>>;
  /** List provider tools. A tool that a provider offers, defined by one of its specifications. Answers one page, ordered by creation. Deprecated since 2026-11-21; use `/provider-tools`. Needs `provider-tools:read`. @deprecated */
  list(options: ProvidersToolsListOptions & Whole): Pages<ProviderToolList>;
  list<E extends keyof ProviderToolExpansions = never, F extends keyof ProviderTool = keyof ProviderTool>(options: ProvidersToolsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderTool, ProviderToolExpansions, E, F>>>;
}

export interface PublishersApi {
  /** Get a publisher. The organization or person that publishes a provider. Needs `publishers:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderPublisher | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderPublisher>;
  get<E extends keyof ProviderPublisherExpansions = never, F extends keyof ProviderPublisher = keyof ProviderPublisher>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderPublisher, ProviderPublisherExpansions, E, F> | null>;
  get<E extends keyof ProviderPublisherExpansions = never, F extends keyof ProviderPublisher = keyof ProviderPublisher>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderPublisher, ProviderPublisherExpansions, E, F>>;
  /** List publishers. The organization or person that publishes a provider. Answers one page, ordered by creation. Needs `publishers:read`. */
  list(options?: PublishersListOptions & Whole): Pages<ProviderPublisherList>;
  list<E extends keyof ProviderPublisherExpansions = never, F extends keyof ProviderPublisher = keyof ProviderPublisher>(options: PublishersListOptions & Selection<E, F>): Pages<Page<Selected<ProviderPublisher, ProviderPublisherExpansions, E, F>>>;
}

export interface ValueRevisionsApi {
  /** Get a value revision. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Needs `value-revisions:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ValueRevision | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ValueRevision>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F> | null>;
  get<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ValueRevision, ValueRevisionExpansions, E, F>>;
  /** List value revisions. A stored revision of the value of a config, vault, auth config or auth credentials. The value itself is not shown. Answers one page, ordered by creation. Needs `value-revisions:read`. */
  list(options?: ValueRevisionsListOptions & Whole): Pages<ValueRevisionList>;
  list<E extends keyof ValueRevisionExpansions = never, F extends keyof ValueRevision = keyof ValueRevision>(options: ValueRevisionsListOptions & Selection<E, F>): Pages<Page<Selected<ValueRevision, ValueRevisionExpansions, E, F>>>;
}

export interface VersionApprovalsApi {
  /** Approve a version. From now on the instance uses the version: new configs and deployments without a lock take it if it is the current one, and deployments with `follow: "safe"` move to it. The approval is bound to the hash of the specification, and void for another one. A decision may be made before the instance requires it. Needs `version-approvals:write`. */
  approve(id: string, body: VersionApprovalsApproveInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderVersionApproval & DryRun>;
  /** Compare a version with the one in force. Answers each change of the schema of configs, of marks, auth methods and tools from the version that the instance uses now to this one, with its severity. Needs `version-approvals:read`. */
  diff(id: string, options: VersionApprovalsDiffOptions & { ifNoneMatch: string }): Promise<ProviderVersionDiff | null>;
  diff(id: string, options?: VersionApprovalsDiffOptions): Promise<ProviderVersionDiff>;
  /** Get a version approval. The approval of a version of a provider by your instance. Needs `version-approvals:read`. */
  get(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole & { ifNoneMatch: string }): Promise<ProviderVersionApproval | null>;
  get(id: string, options?: Options<'ifNoneMatch' | 'position' | 'prefer'> & Whole): Promise<ProviderVersionApproval>;
  get<E extends keyof ProviderVersionApprovalExpansions = never, F extends keyof ProviderVersionApproval = keyof ProviderVersionApproval>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F> & { ifNoneMatch: string }): Promise<Selected<ProviderVersionApproval, ProviderVersionApprovalExpansions, E, F> | null>;
  get<E extends keyof ProviderVersionApprovalExpansions = never, F extends keyof ProviderVersionApproval = keyof ProviderVersionApproval>(id: string, options: Options<'ifNoneMatch' | 'position' | 'prefer'> & Selection<E, F>): Promise<Selected<ProviderVersionApproval, ProviderVersionApprovalExpansions, E, F>>;
  /** List version approvals. The approval of a version of a provider by your instance. Answers one page, ordered by creation. Needs `version-approvals:read`. */
  list(options?: VersionApprovalsListOptions & Whole): Pages<ProviderVersionApprovalList>;
  list<E extends keyof ProviderVersionApprovalExpansions = never, F extends keyof ProviderVersionApproval = keyof ProviderVersionApproval>(options: VersionApprovalsListOptions & Selection<E, F>): Pages<Page<Selected<ProviderVersionApproval, ProviderVersionApprovalExpansions, E, F>>>;
  /** Reject a version. The instance does not use the version while it requires approvals of any version; an approval is taken back. What is locked to it, or is on its specification, stays as it is. Needs `version-approvals:write`. */
  reject(id: string, body: VersionApprovalsRejectInput, options?: Options<'dryRun' | 'force' | 'ifMatch' | 'ifOther' | 'idempotencyKey' | 'prefer'>): Promise<ProviderVersionApproval & DryRun>;
}
