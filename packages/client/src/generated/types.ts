// Generated from apps/api/openapi/root.json by `pnpm client`. Do not edit.

export interface ApiKey {
  object: 'api_key';
  id: string;
  type: 'secret' | 'publishable';
  status: 'active' | 'expired' | 'revoked';
  name: string;
  scopes: string[];
  hint: string;
  is_bootstrap: boolean;
  expires_at: string | null;
  allowed_ips: string[] | null;
  last_used_at: string | null;
  last_used_ip: string | null;
  rotated_at: string | null;
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
  action: string;
  resource_type: string | null;
  resource_id: string | null;
  actor: {
    key_id: string;
    ip: string | null;
    user_agent: string | null;
  };
  request_id: string;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  lane: number;
  sequence: number;
  proof: string;
  previous_hash: string;
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
  type?: 'secret' | 'publishable' | undefined;
  /** Scopes such as `provider-configs:read`, and roles. A secret key needs at least one.

- `admin`: Does everything inside the instance.
- `editor`: Writes all but API keys and encryption.
- `operator`: Writes deployments, vaults, configs, auth configs and models.
- `reader`: Reads all but the audit trail, and no secret.
- `resolver`: Reads, and reveals secrets: for programs that run on configs.
- `auditor`: Reads, the audit trail too.
- `ai.manage`: Writes deployments, auth configs and models, and manages AI providers. */
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
  requires_preconditions?: boolean | undefined;
}

export interface CreateModel {
  name: string;
  provider_deployment_id?: string | undefined;
  references_id?: string | null | undefined;
  slug?: string | undefined;
  description?: string | null | undefined;
  internal?: boolean | undefined;
  instructions?: string | null | undefined;
  options?: Record<string, unknown> | null | undefined;
  model?: string | undefined;
  chat?: boolean | undefined;
  web?: boolean | undefined;
  generate_image?: boolean | undefined;
  attachments?: boolean | undefined;
  create_embeddings?: boolean | undefined;
  tier?: 'everyday' | 'advanced' | 'strategic' | null | undefined;
  pricing_tier?: 'Low' | 'Medium' | 'High' | 'Very High' | null | undefined;
  context_window?: number | null | undefined;
  max_output_tokens?: number | null | undefined;
  prompt_ppm?: number | null | undefined;
  completion_ppm?: number | null | undefined;
  cache_read_ppm?: number | null | undefined;
  cache_write_short_ppm?: number | null | undefined;
  cache_write_long_ppm?: number | null | undefined;
  score?: number | null | undefined;
  moderated?: boolean | undefined;
  deprecated_at?: string | null | undefined;
}

export interface CreateProvider {
  slug: string;
  name: string;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  version: {
    version: string;
    name?: string | undefined;
    description?: string | null | undefined;
    metadata?: Record<string, unknown> | null | undefined;
    test?: {
      url: string;
      headers?: Record<string, string> | undefined;
    } | null | undefined;
    config_schema: Record<string, unknown>;
    config_visibility?: 'encrypted' | 'plain' | undefined;
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
  provider_auth_method_id: string;
  provider_deployment_id?: string | null | undefined;
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
  managed?: boolean | undefined;
  internal?: boolean | undefined;
  provider_id: string;
  locked_provider_version_id?: string | null | undefined;
  provider_config_id?: string | null | undefined;
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
  version: string;
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  test?: {
    url: string;
    headers?: Record<string, string> | undefined;
  } | null | undefined;
  config_schema: Record<string, unknown>;
  config_visibility?: 'encrypted' | 'plain' | undefined;
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
  kind: string;
  status: 'queued' | 'running' | 'done' | 'failed';
  progress: {
    done: number;
    total: number | null;
  };
  error: {
    code: string;
    message: string;
  } | null;
  attempts: number;
  run_at: string | null;
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
  model: string;
  references_id: string | null;
  referenced_model: ModelPreview | null;
  chat: boolean;
  web: boolean;
  generate_image: boolean;
  attachments: boolean;
  create_embeddings: boolean;
  tier: 'everyday' | 'advanced' | 'strategic' | null;
  pricing_tier: 'Low' | 'Medium' | 'High' | 'Very High' | null;
  context_window: number | null;
  max_output_tokens: number | null;
  prompt_ppm: number | null;
  completion_ppm: number | null;
  cache_read_ppm: number | null;
  cache_write_short_ppm: number | null;
  cache_write_long_ppm: number | null;
  score: number | null;
  moderated: boolean;
  internal: boolean;
  deprecated_at: string | null;
  instructions: string | null;
  options: Record<string, unknown> | null;
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
  access: 'public' | 'tenant';
  status: 'active' | 'archived';
  publisher: ProviderPublisher;
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
  type: 'manual' | 'oauth_manual';
  source: 'manual';
  status: 'active' | 'archived';
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
  deployment: ProviderDeploymentPreview | null;
  credentials: null;
  auth_method: ProviderCapabilitiesAuthMethod;
  revision: number;
  value_state?: {
    path: string;
    secret: boolean;
    set: boolean;
    from: 'own' | 'vault';
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
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
  is_default: boolean;
  handle: string | null;
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
  specification_id: string;
  deployment: ProviderDeploymentPreview | null;
  from_vault: ProviderConfigVault | null;
  revision: number | null;
  vault_revision: number | null;
  invalid: boolean;
  invalid_reasons: {
    code: string;
    message: string;
    path: string[];
  }[] | null;
  value_state?: {
    path: string;
    secret: boolean;
    set: boolean;
    from: 'own' | 'vault';
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
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
  config_id: string | null;
  provider_id: string;
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
  specification_id: string;
  deployment: ProviderDeploymentPreview | null;
  revision: number;
  value_state?: {
    path: string;
    secret: boolean;
    set: boolean;
    from: 'own' | 'vault';
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
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
  managed: boolean;
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
  /** Scopes such as `provider-configs:read`, and roles. A secret key needs at least one.

- `admin`: Does everything inside the instance.
- `editor`: Writes all but API keys and encryption.
- `operator`: Writes deployments, vaults, configs, auth configs and models.
- `reader`: Reads all but the audit trail, and no secret.
- `resolver`: Reads, and reveals secrets: for programs that run on configs.
- `auditor`: Reads, the audit trail too.
- `ai.manage`: Writes deployments, auth configs and models, and manages AI providers. */
  scopes?: string[] | undefined;
  /** A point in time in the future: ISO 8601 with a zone, `2030-01-31T12:00:00Z`. */
  expires_at?: string | null | undefined;
  /** IPv4 and IPv6 addresses and CIDR blocks that the key is used from; null for everywhere. */
  allowed_ips?: string[] | null | undefined;
}

export interface UpdateInstance {
  name?: string | undefined;
  slug?: string | undefined;
  requires_preconditions?: boolean | undefined;
}

export interface UpdateModel {
  name?: string | undefined;
  provider_deployment_id?: string | undefined;
  references_id?: string | null | undefined;
  slug?: string | undefined;
  description?: string | null | undefined;
  internal?: boolean | undefined;
  instructions?: string | null | undefined;
  options?: Record<string, unknown> | null | undefined;
  model?: string | undefined;
  chat?: boolean | undefined;
  web?: boolean | undefined;
  generate_image?: boolean | undefined;
  attachments?: boolean | undefined;
  create_embeddings?: boolean | undefined;
  tier?: 'everyday' | 'advanced' | 'strategic' | null | undefined;
  pricing_tier?: 'Low' | 'Medium' | 'High' | 'Very High' | null | undefined;
  context_window?: number | null | undefined;
  max_output_tokens?: number | null | undefined;
  prompt_ppm?: number | null | undefined;
  completion_ppm?: number | null | undefined;
  cache_read_ppm?: number | null | undefined;
  cache_write_short_ppm?: number | null | undefined;
  cache_write_long_ppm?: number | null | undefined;
  score?: number | null | undefined;
  moderated?: boolean | undefined;
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
  managed?: boolean | undefined;
  internal?: boolean | undefined;
}

export interface ValueRevision {
  object: 'value_revision';
  id: string;
  owner_id: string;
  revision: number;
  specification_id: string;
  value_state: {
    path: string;
    secret: boolean;
    set: boolean;
    from: 'own' | 'vault';
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    digest: string | null;
  }[] | null;
  created_by: string;
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

/** What the document says that an error of the server can be. */
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

/** What many operations take beside their own. */
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
