// Generated from apps/api/openapi/root.json by `pnpm client`. Do not edit.

import type { RequestOptions } from '../method-types.ts';

export interface ApiKey {
  object: 'api_key';
  id: string;
  /** `secret`: what its scopes say. `publishable`: reads the catalogue, and nothing else. */
  type: 'secret' | 'publishable';
  status: 'active' | 'expired' | 'revoked';
  name: string;
  /** What it was given: scopes and roles. */
  scopes: string[];
  /** The last four characters of the secret. */
  hint: string;
  /** Whether it is the first key of the installation, which holds every scope. */
  is_bootstrap: boolean;
  /** When it ends; null for never. */
  expires_at: string | null;
  /** The addresses and CIDR blocks that it is used from; null for everywhere. */
  allowed_ips: string[] | null;
  /** To the minute; null for a key that was never used. */
  last_used_at: string | null;
  last_used_ip: string | null;
  /** When it last got a new secret; null for never. */
  rotated_at: string | null;
  /** Secrets from before a rotation that work for a while yet. */
  old_secrets: {
    hint: string;
    expires_at: string;
  }[];
  row_version: number;
  created_at: string;
  updated_at: string;
  revoked_at: string | null;
}

export interface ApiKeyList {
  object: 'list';
  items: ApiKey[];
  pagination: Pagination;
}

export interface ApiKeyRole {
  object: 'api_key.role';
  name: string;
  description: string;
  scopes: string[];
}

export interface AuditCheckpoint {
  object: 'audit_checkpoint';
  instance_id: string;
  created_at: string;
  heads: {
    lane: number;
    sequence: number;
    hash: string;
  }[];
  key_id: string;
  signature: string;
}

export interface AuditEvent {
  object: 'audit_event';
  id: string;
  /** `<path>.<verb>`, such as `provider-configs.update`. */
  action: string;
  /** What kind of resource it is, such as `provider.config`. */
  resource_type: string | null;
  resource_id: string | null;
  actor: {
    key_id: string;
    ip: string | null;
    user_agent: string | null;
  };
  /** The id under which the request is in the log; of what a job does, the id of the job. */
  request_id: string;
  /** Why, in the words of who did it. */
  reason: string | null;
  /** The members that differ, as they were; of a value the pointers and digests. */
  before: Record<string, unknown> | null;
  /** The members that differ, as they are; of a value the pointers and digests. */
  after: Record<string, unknown> | null;
  /** Which of the chains of the instance it is in. */
  lane: number;
  /** Its place in the lane, from 1. */
  sequence: number;
  /** An HMAC of the event under a key that the database has not. */
  proof: string;
  /** The hash of the event before it in the lane; empty for the first one. */
  previous_hash: string;
  /** What the next event of the lane holds as `previous_hash`. */
  hash: string;
  created_at: string;
}

export interface AuditEventList {
  object: 'list';
  items: AuditEvent[];
  pagination: Pagination;
}

export interface AuditKey {
  object: 'audit_key';
  id: string;
  algorithm: 'Ed25519';
  public_key: string;
  created_at: string;
}

export interface AuditProgress {
  object: 'audit_progress';
  checked: number;
  total: number;
}

export interface AuditVerification {
  object: 'audit_verification';
  valid: boolean;
  checked: number;
  first_invalid: {
    id: string | null;
    lane: number;
    sequence: number;
    fault: 'changed' | 'missing_before' | 'cut_behind' | 'unknown' | 'not_as_signed';
  } | null;
}

export interface CreateApiKey {
  name: string;
  /** A publishable key reads the catalogue and has no scopes; secret unless given. */
  type?: 'secret' | 'publishable' | undefined;
  /**
   * Scopes such as `provider-configs:read`, and roles. A secret key needs at least one.
   *
   * - `admin`: Does everything inside the instance.
   * - `editor`: Writes all but API keys and encryption.
   * - `operator`: Writes deployments, vaults, configs, auth configs and models.
   * - `reader`: Reads all but the audit trail, and no secret.
   * - `resolver`: Reads, and reveals secrets: for programs that run on configs.
   * - `auditor`: Reads, the audit trail too.
   * - `ai.manage`: Writes deployments, auth configs and models, and manages AI providers.
   */
  scopes?: string[] | undefined;
  /** A point in time in the future: ISO 8601 with a zone, `2030-01-31T12:00:00Z`. */
  expires_at?: string | null | undefined;
  /** IPv4 and IPv6 addresses and CIDR blocks that the key is used from; null for everywhere. */
  allowed_ips?: string[] | null | undefined;
}

export interface CreateInstance {
  name: string;
  slug?: string | undefined;
  type?: 'development' | 'production' | undefined;
  /** Whether every change must carry `If-Match`. */
  requires_preconditions?: boolean | undefined;
}

export interface CreateModel {
  name: string;
  /** The deployment that has it; of an alias, that of its target unless given. */
  provider_deployment_id?: string | undefined;
  /** Of an alias, the model that it stands for: instead of `model`. */
  references_id?: string | null | undefined;
  /** A name for paths; made of the name unless given. */
  slug?: string | undefined;
  description?: string | null | undefined;
  /** Whether it is hidden from those who choose a model. */
  internal?: boolean | undefined;
  instructions?: string | null | undefined;
  options?: Record<string, unknown> | null | undefined;
  /** The provider's own name for it; not of an alias. */
  model?: string | undefined;
  chat?: boolean | undefined;
  web?: boolean | undefined;
  generate_image?: boolean | undefined;
  attachments?: boolean | undefined;
  create_embeddings?: boolean | undefined;
  tier?: 'everyday' | 'advanced' | 'strategic' | null | undefined;
  pricing_tier?: 'Low' | 'Medium' | 'High' | 'Very High' | null | undefined;
  /** In tokens. */
  context_window?: number | null | undefined;
  /** In tokens. */
  max_output_tokens?: number | null | undefined;
  /** US dollars for a million tokens. */
  prompt_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  completion_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  cache_read_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  cache_write_short_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  cache_write_long_ppm?: number | null | undefined;
  score?: number | null | undefined;
  moderated?: boolean | undefined;
  /** From when on it should be used for nothing new. */
  deprecated_at?: string | null | undefined;
}

export interface CreateProvider {
  slug: string;
  name: string;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  version: {
    /** A name of its own among the versions, such as `1.0.0`. */
    version: string;
    name?: string | undefined;
    description?: string | null | undefined;
    metadata?: Record<string, unknown> | null | undefined;
    /** What is requested to see whether the provider can be reached. */
    test?: {
      url: string;
      headers?: Record<string, string> | undefined;
    } | null | undefined;
    /** A JSON Schema, draft-04 to 2020-12, that says what a config must be and which leaves are secret. */
    config_schema: Record<string, unknown>;
    /** `encrypted`: all leaves are secret. `plain` unless given: those that the schema or `secret_paths` name. */
    config_visibility?: 'encrypted' | 'plain' | undefined;
    /** JSON Pointers of leaves that are secret as well. */
    secret_paths?: string[] | undefined;
    tools?: ({
      key: string;
      name: string;
      description?: string | null | undefined;
      input_schema?: Record<string, unknown> | null | undefined;
      output_schema?: Record<string, unknown> | null | undefined;
      tags?: {
        destructive?: boolean | null | undefined;
        read_only?: boolean | null | undefined;
      } | null | undefined;
    })[] | undefined;
    auth_methods?: ({
      key: string;
      type: 'oauth' | 'token' | 'custom';
      name: string;
      description?: string | null | undefined;
      input_schema?: Record<string, unknown> | null | undefined;
      output_schema?: Record<string, unknown> | null | undefined;
      scopes?: (string | {
        scope: string;
        name?: string | undefined;
        description?: string | null | undefined;
      })[] | null | undefined;
    })[] | undefined;
  };
}

export interface CreateProviderAuthConfig {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  tool_filters?: {
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  } | ({
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  })[] | null | {
    filters?: {
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    } | ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[] | null | undefined;
    ignore_parent_filters?: boolean | undefined;
  } | undefined;
  /** The auth method, from which the provider follows. */
  provider_auth_method_id: string;
  /** The deployment that it is for. */
  provider_deployment_id?: string | null | undefined;
  /** What the input schema of the method asks for. */
  value: Record<string, unknown>;
}

export interface CreateProviderConfig {
  /** The id or slug of the provider. */
  provider_id: string;
  /** The deployment that it is bound to. */
  provider_deployment_id?: string | null | undefined;
  /** A name that no other live config of the instance has. */
  handle?: string | null | undefined;
  /** Whether it is in use. Flowker calls it active or disabled. */
  enabled?: boolean | undefined;
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  tool_filters?: {
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  } | ({
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  })[] | null | {
    filters?: {
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    } | ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[] | null | undefined;
    ignore_parent_filters?: boolean | undefined;
  } | undefined;
  /** The value itself, or else a vault. */
  value?: Record<string, unknown> | undefined;
  /** The vault whose value it follows. */
  provider_config_vault_id?: string | undefined;
}

export interface CreateProviderConfigVault {
  /** The id or slug of the provider. */
  provider_id: string;
  /** The deployment that it is bound to. */
  provider_deployment_id?: string | null | undefined;
  name: string;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** What the configs made from it follow. */
  value: Record<string, unknown>;
}

export interface CreateProviderDeployment {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  tool_filters?: {
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  } | ({
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  })[] | null | {
    filters?: {
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    } | ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[] | null | undefined;
    ignore_parent_filters?: boolean | undefined;
  } | undefined;
  /** Set by administrators, and changed and archived by them only. */
  managed?: boolean | undefined;
  /** Set by administrators, and changed and archived by them only. */
  internal?: boolean | undefined;
  /** The id or slug of the provider. */
  provider_id: string;
  /** The version that it is to stay at; null follows the current one. */
  locked_provider_version_id?: string | null | undefined;
  /** A config that becomes its default. */
  provider_config_id?: string | null | undefined;
  /** A config to make as its default. */
  provider_config?: {
    name?: string | null | undefined;
    /** The value itself, or else a vault. */
    value?: Record<string, unknown> | undefined;
    /** The vault whose value it follows. */
    provider_config_vault_id?: string | undefined;
  } | undefined;
}

export interface CreateProviderVersion {
  provider_id: string;
  /** A name of its own among the versions, such as `1.0.0`. */
  version: string;
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** What is requested to see whether the provider can be reached. */
  test?: {
    url: string;
    headers?: Record<string, string> | undefined;
  } | null | undefined;
  /** A JSON Schema, draft-04 to 2020-12, that says what a config must be and which leaves are secret. */
  config_schema: Record<string, unknown>;
  /** `encrypted`: all leaves are secret. `plain` unless given: those that the schema or `secret_paths` name. */
  config_visibility?: 'encrypted' | 'plain' | undefined;
  /** JSON Pointers of leaves that are secret as well. */
  secret_paths?: string[] | undefined;
  tools?: ({
    key: string;
    name: string;
    description?: string | null | undefined;
    input_schema?: Record<string, unknown> | null | undefined;
    output_schema?: Record<string, unknown> | null | undefined;
    tags?: {
      destructive?: boolean | null | undefined;
      read_only?: boolean | null | undefined;
    } | null | undefined;
  })[] | undefined;
  auth_methods?: ({
    key: string;
    type: 'oauth' | 'token' | 'custom';
    name: string;
    description?: string | null | undefined;
    input_schema?: Record<string, unknown> | null | undefined;
    output_schema?: Record<string, unknown> | null | undefined;
    scopes?: (string | {
      scope: string;
      name?: string | undefined;
      description?: string | null | undefined;
    })[] | null | undefined;
  })[] | undefined;
}

export interface Dependent {
  object: string;
  id: string;
  name: string | null;
  reference?: string | undefined;
  errors?: Problem[] | undefined;
}

export interface DependentList {
  object: 'list';
  items: Dependent[];
  pagination: Pagination;
}

export interface DryRun {
  dry_run?: true | undefined;
  dependents?: Dependent[] | undefined;
}

export interface Encryption {
  object: 'encryption';
  master_keys: {
    id: string;
    active: boolean;
    keys: number;
  }[];
  data_keys: {
    id: string;
    version: number;
    active: boolean;
    master_key_id: string;
    created_at: string;
  }[];
}

export interface Error {
  object: 'error';
  ok: false;
  status: number;
  code: string;
  message: string;
  entity?: string | undefined;
  id?: string | undefined;
  reason?: string | undefined;
  hint?: string | undefined;
  description?: string | undefined;
  errors?: Problem[] | undefined;
  dependents?: Dependent[] | undefined;
  /** Seconds until the same request may pass. */
  retry_after?: number | undefined;
}

export interface Job {
  object: 'job';
  id: string;
  /** What it does, such as `master-keys.rotate`. */
  kind: string;
  status: 'queued' | 'running' | 'done' | 'failed';
  /** In units of the kind. The total is null while it is not known. */
  progress: {
    done: number;
    total: number | null;
  };
  /** Of the last attempt. Its cause is in the log, under the id of the job. */
  error: {
    code: string;
    message: string;
  } | null;
  /** How often the step that comes next was begun. */
  attempts: number;
  /** When a queued job is taken up at the earliest. */
  run_at: string | null;
  /** The key that asked for it, or Berth itself. */
  created_by: string;
  row_version: number;
  created_at: string;
  updated_at: string;
  started_at: string | null;
  finished_at: string | null;
}

export interface JobList {
  object: 'list';
  items: Job[];
  pagination: Pagination;
}

export interface Model {
  object: 'model';
  id: string;
  status: 'active' | 'archived';
  name: string;
  slug: string;
  description: string | null;
  provider_id: string;
  provider_deployment_id: string;
  /** The provider's own name for it. */
  model: string;
  /** Of an alias, the model that it stands for. */
  references_id: string | null;
  referenced_model: ModelPreview | null;
  chat: boolean;
  web: boolean;
  generate_image: boolean;
  attachments: boolean;
  create_embeddings: boolean;
  tier: 'everyday' | 'advanced' | 'strategic' | null;
  pricing_tier: 'Low' | 'Medium' | 'High' | 'Very High' | null;
  /** In tokens. */
  context_window: number | null;
  /** In tokens. */
  max_output_tokens: number | null;
  /** US dollars for a million tokens. */
  prompt_ppm: number | null;
  /** US dollars for a million tokens. */
  completion_ppm: number | null;
  /** US dollars for a million tokens. */
  cache_read_ppm: number | null;
  /** US dollars for a million tokens. */
  cache_write_short_ppm: number | null;
  /** US dollars for a million tokens. */
  cache_write_long_ppm: number | null;
  score: number | null;
  moderated: boolean;
  /** Whether it is hidden from those who choose a model. */
  internal: boolean;
  /** From when on it should be used for nothing new. */
  deprecated_at: string | null;
  instructions: string | null;
  options: Record<string, unknown> | null;
  /** How many holders say that they use it. */
  reference_count: number;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ModelList {
  object: 'list';
  items: Model[];
  pagination: Pagination;
}

export interface ModelPreview {
  object: 'model#preview';
  id: string;
  status: 'active' | 'archived';
  name: string;
  slug: string;
  model: string;
  provider_deployment_id: string;
}

export interface OrganizationInstance {
  object: 'organization.instance';
  id: string;
  status: 'active' | 'archived';
  slug: string;
  name: string;
  organization_id: string;
  type: 'development' | 'production';
  /** Whether every change must carry `If-Match`. */
  requires_preconditions: boolean;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
  project: OrganizationProject;
}

export interface OrganizationInstanceList {
  object: 'list';
  items: OrganizationInstance[];
  pagination: Pagination;
}

export interface OrganizationProject {
  object: 'organization.project';
  id: string;
  status: 'active' | 'deleted';
  slug: string;
  name: string;
  organization_id: string;
  magic_mcp_session_duration_minutes: number;
  created_at: string;
  updated_at: string;
}

export interface Pagination {
  has_more_before: boolean;
  has_more_after: boolean;
}

export interface Problem {
  code: string;
  message: string;
  path: string[];
  expected?: string | string[] | undefined;
  min?: number | undefined;
  max?: number | undefined;
}

export interface ProblemDetails {
  /** Leads to what the code means. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Holds the id of the request. */
  instance: string;
  code: string;
  entity?: string | undefined;
  id?: string | undefined;
  reason?: string | undefined;
  hint?: string | undefined;
  description?: string | undefined;
  errors?: Problem[] | undefined;
  dependents?: Dependent[] | undefined;
  /** Seconds until the same request may pass. */
  retry_after?: number | undefined;
}

export interface Provider {
  object: 'provider';
  id: string;
  /** `public`: of the shipped catalogue. `tenant`: of the instance. */
  access: 'public' | 'tenant';
  status: 'active' | 'archived';
  publisher: ProviderPublisher;
  /** The version that configs are checked against; null while there is none. */
  current_version: ProviderVersion | null;
  oauth: {
    status: 'enabled' | 'disabled';
    callback_url: string | null;
    auto_registration: {
      status: 'supported' | 'unsupported';
    };
  } | null;
  identifier: string;
  name: string;
  description: string | null;
  slug: string;
  metadata: Record<string, unknown> | null;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderAuthConfig {
  object: 'provider.auth_config';
  id: string;
  /** `oauth_manual`: tokens of an OAuth method that were obtained elsewhere. */
  type: 'manual' | 'oauth_manual';
  source: 'manual';
  status: 'active' | 'archived';
  /** Whether it is what its deployment authenticates with. */
  is_default: boolean;
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  tool_filter: {
    type: 'allow_all';
    ignore_parent_filters: boolean;
  } | {
    type: 'filter';
    filters: ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[];
    ignore_parent_filters: boolean;
  };
  provider_id: string;
  /** The deployment that it is for; null for any. */
  deployment: ProviderDeploymentPreview | null;
  /** Registrations of OAuth apps, of which there are none yet. */
  credentials: null;
  auth_method: ProviderCapabilitiesAuthMethod;
  /** The number of the current revision of its value. */
  revision: number;
  value_state?: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** Whether it is shown to nobody who does not reveal it. */
    secret: boolean;
    /** Whether there is one. */
    set: boolean;
    /** Whether it is of the value itself or of the vault that it follows. */
    from: 'own' | 'vault';
    /** The revision that it came with. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** Equal digests are equal values within an instance. Those of different keys (the number before the dot) say nothing. For keys that may write or reveal it. */
    digest: string | null;
  }[] | undefined;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderAuthConfigList {
  object: 'list';
  items: ProviderAuthConfig[];
  pagination: Pagination;
}

export interface ProviderCapabilitiesAuthMethod {
  object: 'provider.capabilities.auth_method';
  id: string;
  type: 'oauth' | 'token' | 'custom';
  key: string;
  name: string;
  description: string | null;
  capabilities: Record<string, never>;
  input_schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  output_schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  scopes: ProviderCapabilitiesAuthMethodScope[] | null;
  provider_id: string;
  provider_specification_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderCapabilitiesAuthMethodList {
  object: 'list';
  items: ProviderCapabilitiesAuthMethod[];
  pagination: Pagination;
}

export interface ProviderCapabilitiesAuthMethodScope {
  object: 'provider.capabilities.auth_method.scope';
  id: string;
  scope: string;
  name: string;
  description: string | null;
}

export interface ProviderCapabilitiesConfigSchema {
  object: 'provider.capabilities.config.schema';
  schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  visibility: 'encrypted' | 'plain';
  specification_id: string;
  provider_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderConfig {
  object: 'provider.config';
  id: string;
  status: 'active' | 'archived';
  /** Whether it is the default config of the deployment that it is bound to. */
  is_default: boolean;
  /** A name that no other live config of the instance has. */
  handle: string | null;
  /** Whether it is in use. Flowker calls it active or disabled. */
  enabled: boolean;
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  tool_filter: {
    type: 'allow_all';
    ignore_parent_filters: boolean;
  } | {
    type: 'filter';
    filters: ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[];
    ignore_parent_filters: boolean;
  };
  provider_id: string;
  /** What its value was checked against. */
  specification_id: string;
  /** The deployment that it is bound to; null for none. */
  deployment: ProviderDeploymentPreview | null;
  /** The vault whose value it follows; null when its value is its own. */
  from_vault: ProviderConfigVault | null;
  /** The revision of the config's own value; null when it has the vault's and nothing else. */
  revision: number | null;
  /** The vault's revision that it is pinned to; null follows the current one. */
  vault_revision: number | null;
  /** Whether its value does not fit its specification any longer. */
  invalid: boolean;
  invalid_reasons: {
    code: string;
    message: string;
    path: string[];
  }[] | null;
  value_state?: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** Whether it is shown to nobody who does not reveal it. */
    secret: boolean;
    /** Whether there is one. */
    set: boolean;
    /** Whether it is of the value itself or of the vault that it follows. */
    from: 'own' | 'vault';
    /** The revision that it came with. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** Equal digests are equal values within an instance. Those of different keys (the number before the dot) say nothing. For keys that may write or reveal it. */
    digest: string | null;
  }[] | undefined;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderConfigList {
  object: 'list';
  items: ProviderConfig[];
  pagination: Pagination;
}

export interface ProviderConfigPreview {
  object: 'provider.config#preview';
  id: string;
  is_default: boolean;
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  provider_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderConfigTest {
  object: 'provider.config.test';
  /** Null for a value that is not saved. */
  config_id: string | null;
  provider_id: string;
  /** `partial`: some stages passed and some failed. */
  status: 'passed' | 'failed' | 'partial';
  duration_ms: number;
  stages: {
    name: 'connectivity' | 'authentication' | 'end_to_end';
    status: 'passed' | 'failed' | 'skipped';
    duration_ms: number;
    reason: string | null;
    status_code: number | null;
    media_type: string | null;
    body_bytes: number | null;
  }[];
  started_at: string;
  completed_at: string;
}

export interface ProviderConfigValue {
  object: 'provider.config.value';
  id: string;
  handle: string | null;
  enabled: boolean;
  provider_id: string;
  specification_id: string;
  /** The effective value. A secret is null unless it is revealed. */
  value: Record<string, unknown>;
  provenance: {
    path: string;
    from: 'schema_default' | 'vault' | 'own';
    vault_id?: string | undefined;
    revision?: number | undefined;
  }[];
  revision: number | null;
  vault_revision: number | null;
  invalid: boolean;
  invalid_reasons: {
    code: string;
    message: string;
    path: string[];
  }[] | null;
  /** Whether secrets are shown. */
  revealed: boolean;
}

export interface ProviderConfigVault {
  object: 'provider.config_vault';
  id: string;
  status: 'active' | 'archived';
  name: string;
  description: string | null;
  metadata: Record<string, unknown> | null;
  provider_id: string;
  /** What its value was checked against. */
  specification_id: string;
  /** The deployment that it is bound to; null for none. */
  deployment: ProviderDeploymentPreview | null;
  /** The number of the current revision of its value. */
  revision: number;
  value_state?: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** Whether it is shown to nobody who does not reveal it. */
    secret: boolean;
    /** Whether there is one. */
    set: boolean;
    /** Whether it is of the value itself or of the vault that it follows. */
    from: 'own' | 'vault';
    /** The revision that it came with. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** Equal digests are equal values within an instance. Those of different keys (the number before the dot) say nothing. For keys that may write or reveal it. */
    digest: string | null;
  }[] | undefined;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderConfigVaultList {
  object: 'list';
  items: ProviderConfigVault[];
  pagination: Pagination;
}

export interface ProviderDeployment {
  object: 'provider.deployment';
  id: string;
  status: 'active' | 'archived';
  is_default: boolean;
  /** Set by administrators, and changed and archived by them only. */
  managed: boolean;
  /** Set by administrators, and changed and archived by them only. */
  internal: boolean;
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  tool_filter: {
    type: 'allow_all';
    ignore_parent_filters: boolean;
  } | {
    type: 'filter';
    filters: ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[];
    ignore_parent_filters: boolean;
  };
  provider_id: string;
  /** The version that it stays at; null follows the current one. */
  locked_version: ProviderVersion | null;
  default_config: ProviderConfigPreview | null;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderDeploymentList {
  object: 'list';
  items: ProviderDeployment[];
  pagination: Pagination;
}

export interface ProviderDeploymentPreview {
  object: 'provider.deployment#preview';
  id: string;
  is_default: boolean;
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  provider_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderList {
  object: 'list';
  items: Provider[];
  pagination: Pagination;
}

export interface ProviderPublisher {
  object: 'provider.publisher';
  id: string;
  name: string;
  description: string | null;
  image_url: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderPublisherList {
  object: 'list';
  items: ProviderPublisher[];
  pagination: Pagination;
}

export interface ProviderSpecification {
  object: 'provider.specification';
  id: string;
  key: string;
  name: string;
  description: string | null;
  config_schema: Record<string, unknown>;
  config_visibility: 'encrypted' | 'plain';
  secret_paths: string[];
  tools: ProviderTool[];
  auth_methods: ProviderCapabilitiesAuthMethod[];
  provider_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderSpecificationList {
  object: 'list';
  items: ProviderSpecification[];
  pagination: Pagination;
}

export interface ProviderTool {
  object: 'provider.tool';
  id: string;
  key: string;
  name: string;
  description: string | null;
  capabilities: Record<string, never>;
  constraints: string[];
  instructions: string[];
  input_schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  output_schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  tags: {
    destructive: boolean | null;
    read_only: boolean | null;
  } | null;
  specification_id: string;
  provider_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderToolList {
  object: 'list';
  items: ProviderTool[];
  pagination: Pagination;
}

export interface ProviderVersion {
  object: 'provider.version';
  id: string;
  version: string;
  provider_id: string;
  is_current: boolean;
  name: string;
  description: string | null;
  metadata: Record<string, unknown> | null;
  specification_id: string | null;
  created_at: string;
  updated_at: string;
}

export interface ProviderVersionList {
  object: 'list';
  items: ProviderVersion[];
  pagination: Pagination;
}

export interface UpdateApiKey {
  name?: string | undefined;
  /**
   * Scopes such as `provider-configs:read`, and roles. A secret key needs at least one.
   *
   * - `admin`: Does everything inside the instance.
   * - `editor`: Writes all but API keys and encryption.
   * - `operator`: Writes deployments, vaults, configs, auth configs and models.
   * - `reader`: Reads all but the audit trail, and no secret.
   * - `resolver`: Reads, and reveals secrets: for programs that run on configs.
   * - `auditor`: Reads, the audit trail too.
   * - `ai.manage`: Writes deployments, auth configs and models, and manages AI providers.
   */
  scopes?: string[] | undefined;
  /** A point in time in the future: ISO 8601 with a zone, `2030-01-31T12:00:00Z`. */
  expires_at?: string | null | undefined;
  /** IPv4 and IPv6 addresses and CIDR blocks that the key is used from; null for everywhere. */
  allowed_ips?: string[] | null | undefined;
}

export interface UpdateInstance {
  name?: string | undefined;
  slug?: string | undefined;
  /** Whether every change must carry `If-Match`. */
  requires_preconditions?: boolean | undefined;
}

export interface UpdateModel {
  name?: string | undefined;
  provider_deployment_id?: string | undefined;
  references_id?: string | null | undefined;
  /** A name for paths; made of the name unless given. */
  slug?: string | undefined;
  description?: string | null | undefined;
  /** Whether it is hidden from those who choose a model. */
  internal?: boolean | undefined;
  instructions?: string | null | undefined;
  options?: Record<string, unknown> | null | undefined;
  /** The provider's own name for it; not of an alias. */
  model?: string | undefined;
  chat?: boolean | undefined;
  web?: boolean | undefined;
  generate_image?: boolean | undefined;
  attachments?: boolean | undefined;
  create_embeddings?: boolean | undefined;
  tier?: 'everyday' | 'advanced' | 'strategic' | null | undefined;
  pricing_tier?: 'Low' | 'Medium' | 'High' | 'Very High' | null | undefined;
  /** In tokens. */
  context_window?: number | null | undefined;
  /** In tokens. */
  max_output_tokens?: number | null | undefined;
  /** US dollars for a million tokens. */
  prompt_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  completion_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  cache_read_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  cache_write_short_ppm?: number | null | undefined;
  /** US dollars for a million tokens. */
  cache_write_long_ppm?: number | null | undefined;
  score?: number | null | undefined;
  moderated?: boolean | undefined;
  /** From when on it should be used for nothing new. */
  deprecated_at?: string | null | undefined;
}

export interface UpdateProvider {
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

export interface UpdateProviderAuthConfig {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  tool_filters?: {
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  } | ({
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  })[] | null | {
    filters?: {
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    } | ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[] | null | undefined;
    ignore_parent_filters?: boolean | undefined;
  } | undefined;
  /** What changes of the value: a JSON merge patch (RFC 7396). */
  value?: Record<string, unknown> | undefined;
  /** The whole value. */
  value_replace?: Record<string, unknown> | undefined;
  /** The whole effective value as it was shown to somebody, and what of it stays as it is stored. */
  value_shown?: {
    value: Record<string, unknown>;
    /** JSON Pointers. Whatever stands there in `value` is replaced by what is stored. */
    keep: string[];
    /** The vault's revision that was shown; null without a vault. */
    vault_revision: number | null;
  } | undefined;
  /** Only when this is still the current revision. */
  if_revision?: number | undefined;
}

export interface UpdateProviderConfig {
  /** A name that no other live config of the instance has. */
  handle?: string | null | undefined;
  /** Whether it is in use. Flowker calls it active or disabled. */
  enabled?: boolean | undefined;
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  tool_filters?: {
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  } | ({
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  })[] | null | {
    filters?: {
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    } | ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[] | null | undefined;
    ignore_parent_filters?: boolean | undefined;
  } | undefined;
  /** Members to add to the metadata, or to put in the place of those that it has. */
  metadata_patch?: Record<string, unknown> | undefined;
  /** The revision of the vault that it is pinned to; null follows the current one. */
  vault_revision?: number | null | undefined;
  /** Only when this is still the row's version. */
  if_row_version?: number | undefined;
  /** What changes of the value: a JSON merge patch (RFC 7396). */
  value?: Record<string, unknown> | undefined;
  /** The whole value. */
  value_replace?: Record<string, unknown> | undefined;
  /** The whole effective value as it was shown to somebody, and what of it stays as it is stored. */
  value_shown?: {
    value: Record<string, unknown>;
    /** JSON Pointers. Whatever stands there in `value` is replaced by what is stored. */
    keep: string[];
    /** The vault's revision that was shown; null without a vault. */
    vault_revision: number | null;
  } | undefined;
  /** Only when this is still the current revision. */
  if_revision?: number | undefined;
}

export interface UpdateProviderConfigVault {
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** What changes of the value: a JSON merge patch (RFC 7396). */
  value?: Record<string, unknown> | undefined;
  /** The whole value. */
  value_replace?: Record<string, unknown> | undefined;
  /** The whole effective value as it was shown to somebody, and what of it stays as it is stored. */
  value_shown?: {
    value: Record<string, unknown>;
    /** JSON Pointers. Whatever stands there in `value` is replaced by what is stored. */
    keep: string[];
    /** The vault's revision that was shown; null without a vault. */
    vault_revision: number | null;
  } | undefined;
  /** Only when this is still the current revision. */
  if_revision?: number | undefined;
}

export interface UpdateProviderDeployment {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  tool_filters?: {
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  } | ({
    type: 'tool_keys';
    keys: string[];
  } | {
    type: 'prompt_keys';
    keys: string[];
  } | {
    type: 'resource_uris';
    uris: string[];
  } | {
    type: 'tool_regex';
    pattern: string;
  } | {
    type: 'prompt_regex';
    pattern: string;
  } | {
    type: 'resource_regex';
    pattern: string;
  })[] | null | {
    filters?: {
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    } | ({
      type: 'tool_keys';
      keys: string[];
    } | {
      type: 'prompt_keys';
      keys: string[];
    } | {
      type: 'resource_uris';
      uris: string[];
    } | {
      type: 'tool_regex';
      pattern: string;
    } | {
      type: 'prompt_regex';
      pattern: string;
    } | {
      type: 'resource_regex';
      pattern: string;
    })[] | null | undefined;
    ignore_parent_filters?: boolean | undefined;
  } | undefined;
  /** Set by administrators, and changed and archived by them only. */
  managed?: boolean | undefined;
  /** Set by administrators, and changed and archived by them only. */
  internal?: boolean | undefined;
}

export interface ValueRevision {
  object: 'value_revision';
  id: string;
  /** The config, vault or auth config. */
  owner_id: string;
  /** Its number, from 1, among the revisions of its owner. */
  revision: number;
  /** What the value was checked against. */
  specification_id: string;
  value_state: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** Whether it is shown to nobody who does not reveal it. */
    secret: boolean;
    /** Whether there is one. */
    set: boolean;
    /** Whether it is of the value itself or of the vault that it follows. */
    from: 'own' | 'vault';
    /** The revision that it came with. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** Equal digests are equal values within an instance. Those of different keys (the number before the dot) say nothing. For keys that may write or reveal it. */
    digest: string | null;
  }[] | null;
  /** The key that stored it. */
  created_by: string;
  /** When its ciphertext was destroyed; null while it can be restored. */
  destroyed_at: string | null;
  row_version: number;
  created_at: string;
  updated_at: string;
}

export interface ValueRevisionList {
  object: 'list';
  items: ValueRevision[];
  pagination: Pagination;
}

/** The error codes that the server may answer. */
export type ServerErrorCode =
  | 'bad_request'
  | 'conflict'
  | 'deployment_lock_mismatch'
  | 'forbidden'
  | 'gone'
  | 'headers_too_large'
  | 'idempotency_key_reused'
  | 'internal_server_error'
  | 'invalid_data'
  | 'invalid_state'
  | 'method_not_allowed'
  | 'no_test_url'
  | 'not_acceptable'
  | 'not_found'
  | 'payload_too_large'
  | 'precondition_failed'
  | 'precondition_required'
  | 'provider_mismatch'
  | 'rate_limit_exceeded'
  | 'rate_limited'
  | 'restricted_destination'
  | 'secrets_stale'
  | 'unauthorized'
  | 'unavailable'
  | 'uri_too_long'
  | 'use_after_delete';

/** The options that several operations share. */
export interface SharedOptions {
  /** How many items a page has at most. */
  limit?: number | undefined;
  /** By creation, the oldest or the newest first. */
  order?: 'asc' | 'desc' | undefined;
  /** A position from elsewhere. `after` and `before` go before it. */
  cursor?: string | undefined;
  /** Everything but the commit. The answer names the rows of others that it would touch. */
  dryRun?: boolean | undefined;
  /** Also where rows of others stand in the way. */
  force?: boolean | undefined;
  /** Only when the row is of the version of one of these tags. */
  ifMatch?: string | undefined;
  /** Answers 304 when the answer would have one of these tags. */
  ifNoneMatch?: string | undefined;
  /** Only when there is nothing like it, such as a config with its handle. */
  ifNew?: boolean | undefined;
  /** For a day, the same request with this key is answered as the first one was, and does nothing. */
  idempotencyKey?: string | undefined;
}

/** The options of every call and the named shared ones. */
export type Options<N extends keyof SharedOptions> = Pick<SharedOptions, N> & RequestOptions;
