// Generated from apps/api/openapi/root.json by `pnpm client`. Do not edit.

import type { RequestOptions } from '../method-types.ts';

export interface Agent {
  object: 'agent';
  id: string;
  /** Always `custom`: Berth runs no MCP clients and no tool calls. */
  type: 'custom';
  status: 'active' | 'archived';
  name: string;
  description: string | null;
  metadata: Record<string, unknown> | null;
  /** A name for programs, made from the first name of the agent. Taken wherever its id is. */
  slug: string;
  /** The actor that the agent mirrors. */
  actor_id: string;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface AgentList {
  object: 'list';
  items: Agent[];
  pagination: Pagination;
}

export interface ApiKey {
  object: 'api_key';
  id: string;
  /** `secret`: has the access that its scopes give. `publishable`: reads the catalogue only. */
  type: 'secret' | 'publishable';
  status: 'active' | 'expired' | 'revoked';
  name: string;
  /** The scopes and roles of the key. */
  scopes: string[];
  /** The rows that the key is limited to; null for all of the instance. A row is inside when any part names it, or what it hangs on. A row outside does not exist for the key. */
  reach: {
    /** Ids of providers; a slug is stored as the id that it names. Everything of a provider is inside. */
    providers: string[];
    /** Ids of deployments. A deployment is inside, with the rows that are bound to it. */
    deployments: string[];
    /** Ids of configs; a handle is stored as the id that it names. Only the configs themselves are inside. */
    configs: string[];
    /** Handles of configs, in which `*` is any text: `team-a-*`. The configs that have such a handle now are inside. */
    handles: string[];
  } | null;
  /** The last four characters of the secret. */
  hint: string;
  /** True for a bootstrap key, which holds every scope. */
  is_bootstrap: boolean;
  /** The time at which the key expires; null for never. */
  expires_at: string | null;
  /** The IP addresses and CIDR blocks that may use the key; null for any. */
  allowed_ips: string[] | null;
  /** The time of the last use, to the minute; null for a key that was never used. */
  last_used_at: string | null;
  last_used_ip: string | null;
  /** The time of the last rotation; null for never. */
  rotated_at: string | null;
  /** Secrets from before a rotation that still work. */
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
  /** The type of the resource, such as `provider.config`. */
  resource_type: string | null;
  resource_id: string | null;
  actor: {
    key_id: string;
    ip: string | null;
    user_agent: string | null;
  };
  /** The id of the request in the log. For an event of a job, the id of the job. */
  request_id: string;
  /** The reason that the caller gave. */
  reason: string | null;
  /** The changed members before the write. A value shows only pointers and digests. */
  before: Record<string, unknown> | null;
  /** The changed members after the write. A value shows only pointers and digests. */
  after: Record<string, unknown> | null;
  /** The number of the hash chain within the instance. */
  lane: number;
  /** The position in the lane, starting at 1. */
  sequence: number;
  /** An HMAC of the event, made with a key that is not in the database. */
  proof: string;
  /** The hash of the previous event of the lane; empty for the first event. */
  previous_hash: string;
  /** The hash of this event, which the next event of the lane holds as `previous_hash`. */
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

export interface Consumer {
  object: 'consumer';
  id: string;
  name: string;
  email: string;
  /** A data URL with the first letter of the name. */
  image_url: string;
  row_version: number;
  created_at: string;
  updated_at: string;
}

export interface ConsumerList {
  object: 'list';
  items: Consumer[];
  pagination: Pagination;
}

export interface ConsumerProfile {
  object: 'consumer.profile';
  id: string;
  name: string;
  email: string;
  image_url: string;
  consumer_id: string;
  /** Always `active`: Berth sends no invitations. */
  status: 'active';
  /** Always null: Berth has no groups of consumers. */
  groups: null;
  row_version: number;
  created_at: string;
  updated_at: string;
}

export interface ConsumerProfileList {
  object: 'list';
  items: ConsumerProfile[];
  pagination: Pagination;
}

export interface CreateApiKey {
  /** One line, with a character that can be seen. */
  name: string;
  /** `secret` by default. A publishable key reads the catalogue and has no scopes. */
  type?: 'secret' | 'publishable' | undefined;
  /**
   * Scopes such as `provider-configs:read`, and roles. A secret key needs at least one.
   *
   * - `admin`: Does everything within the instance.
   * - `editor`: Reads like `reader`, and writes everything but API keys and encryption.
   * - `operator`: Reads like `reader`, and writes deployments, vaults, configs, auth configs and their imports, auth credentials, setup sessions and models.
   * - `reader`: Reads everything but the audit trail and secrets.
   * - `resolver`: Reads like `reader`, and reveals secrets, also for an identity: for programs that run on configs.
   * - `auditor`: Reads like `reader`, and reads the audit trail.
   * - `ai.manage`: Writes deployments, auth configs and models, and manages AI providers.
   */
  scopes?: string[] | undefined;
  /** The rows that the key is limited to; null for all of the instance. A row is inside when any part names it, or what it hangs on. A row outside does not exist for the key. */
  reach?: {
    /** Ids of providers; a slug is stored as the id that it names. Everything of a provider is inside. */
    providers?: string[] | undefined;
    /** Ids of deployments. A deployment is inside, with the rows that are bound to it. */
    deployments?: string[] | undefined;
    /** Ids of configs; a handle is stored as the id that it names. Only the configs themselves are inside. */
    configs?: string[] | undefined;
    /** Handles of configs, in which `*` is any text: `team-a-*`. The configs that have such a handle now are inside. */
    handles?: string[] | undefined;
  } | null | undefined;
  /** The time in the future at which the key expires; null for never. */
  expires_at?: string | null | undefined;
  /** IPv4 and IPv6 addresses and CIDR blocks that may use the key; null for any. */
  allowed_ips?: string[] | null | undefined;
}

export interface CreateConsumer {
  /** The name. The consumer gets an actor of type `person` with it. */
  name: string;
  email: string;
}

export interface CreateIdentity {
  /** The actor that owns the identity. */
  actor_id: string;
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The rules for passing on a delegation of the identity. */
  delegation_config_id?: string | null | undefined;
  credentials?: {
    /** The deployment; by default that of the config or auth config, or else the provider's default deployment, which is made. */
    deployment_id?: string | null | undefined;
    /** The config, by id or handle; by default that of the deployment, or an empty one where the schema needs no values. */
    config_id?: string | null | undefined;
    /** The auth config. A provider with auth methods needs one. */
    auth_config_id?: string | null | undefined;
    delegation_config_id?: string | null | undefined;
  }[] | undefined;
}

export interface CreateIdentityActor {
  /** `agent` also makes an agent, which mirrors the actor. */
  type: 'person' | 'agent';
  /** The consumer that the actor acts for. */
  consumer_id?: string | null | undefined;
  /** One line, with a character that can be seen. */
  name: string;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

export interface CreateIdentityCredential {
  identity_id: string;
  /** The deployment; by default that of the config or auth config, or else the provider's default deployment, which is made. */
  deployment_id?: string | null | undefined;
  /** The config, by id or handle; by default that of the deployment, or an empty one where the schema needs no values. */
  config_id?: string | null | undefined;
  /** The auth config. A provider with auth methods needs one. */
  auth_config_id?: string | null | undefined;
  delegation_config_id?: string | null | undefined;
}

export interface CreateIdentityDelegation {
  /** The identity whose credentials are delegated. */
  identity_id: string;
  /** The actor who delegates; the owner of the identity by default. Another one passes on what it has got. */
  delegator_actor_id?: string | undefined;
  /** The actor whose identities may use the credentials. */
  delegatee_actor_id: string;
  /** `provider:call` lets the delegatee use the credentials; `provider:read` alone lets it know of them. */
  permissions?: ('provider:call' | 'provider:read')[] | undefined;
  expires_at?: string | null | undefined;
  /** The rules for passing it on; those of the identity by default. Only the owner names them. */
  delegation_config_id?: string | null | undefined;
  /** Narrows the delegation for single credentials. */
  credential_overrides?: {
    /** A credential of the identity. */
    credential_id: string;
    /** The permissions for this credential, none for an empty list; by default those of the delegation. */
    permissions?: ('provider:call' | 'provider:read')[] | undefined;
    expires_at?: string | null | undefined;
  }[] | undefined;
  note?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

export interface CreateIdentityDelegationConfig {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The answer to an actor who passes on what was delegated to it: `allow`, `deny`, or `require_consent`, where somebody must approve. */
  sub_delegation_behavior: 'allow' | 'deny' | 'require_consent';
  /** How many times a delegation may be passed on; 1 by default. */
  sub_delegation_depth?: number | undefined;
}

export interface CreateInstance {
  /** One line, with a character that can be seen. */
  name: string;
  slug?: string | undefined;
  type?: 'development' | 'production' | undefined;
  /** Requires `If-Match` on every change. */
  requires_preconditions?: boolean | undefined;
  /** The most days that a secret should be in use; null for any number. The filter `secrets_outdated` of the lists of values finds those that are older. */
  secret_max_age_days?: number | null | undefined;
  /** The pages of setup sessions: how they look, and where they may lead and be framed. Replaced as a whole. */
  setup_page?: {
    /** The title of the pages; null for the name of the instance. */
    title?: string | null | undefined;
    /** The colour of the buttons, as `#rrggbb`; null for the usual one. */
    color?: string | null | undefined;
    /** The addresses to which a page may go when it is finished. `redirect_url` of a session must be one of them, letter by letter. */
    allowed_redirects?: string[] | undefined;
    /** The origins whose pages may show a setup page in a frame, such as `https://app.example.com`. */
    allowed_origins?: string[] | undefined;
  } | null | undefined;
  /** The versions that are used only after an approval (`version-approvals`). Until then the version before stays in force. Members that are absent stay. */
  approvals?: {
    /** Requires an approval of each version of a public provider that comes after the setting was switched on. */
    public_versions?: boolean | undefined;
    /** Requires an approval of each version, of own providers too, that comes after the setting was switched on with definitions of tools that no earlier or approved version of the provider has. */
    tool_changes?: boolean | undefined;
  } | undefined;
}

export interface CreateModel {
  /** One line, with a character that can be seen. */
  name: string;
  /** The deployment that offers the model. For an alias, the target's deployment by default. */
  provider_deployment_id?: string | undefined;
  /** For an alias, the id of its target model, in place of `model`. */
  references_id?: string | null | undefined;
  /** A name for use in paths; derived from the name by default. */
  slug?: string | undefined;
  description?: string | null | undefined;
  /** Hides the model from model pickers. */
  internal?: boolean | undefined;
  instructions?: string | null | undefined;
  options?: Record<string, unknown> | null | undefined;
  /** The provider's own name for the model; absent for an alias. */
  model?: string | undefined;
  chat?: boolean | undefined;
  web?: boolean | undefined;
  generate_image?: boolean | undefined;
  attachments?: boolean | undefined;
  create_embeddings?: boolean | undefined;
  tier?: 'everyday' | 'advanced' | 'strategic' | null | undefined;
  pricing_tier?: 'Low' | 'Medium' | 'High' | 'Very High' | null | undefined;
  /** The size of the context, in tokens. */
  context_window?: number | null | undefined;
  /** The longest answer, in tokens. */
  max_output_tokens?: number | null | undefined;
  /** US dollars per million tokens. */
  prompt_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  completion_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  cache_read_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  cache_write_short_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  cache_write_long_ppm?: number | null | undefined;
  score?: number | null | undefined;
  moderated?: boolean | undefined;
  /** The time from which the model should not be used for anything new. */
  deprecated_at?: string | null | undefined;
}

export interface CreateProvider {
  slug: string;
  /** One line, with a character that can be seen. */
  name: string;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  version: {
    /** The version number, unique within the provider, such as `1.0.0`. */
    version: string;
    /** One line, with a character that can be seen. */
    name?: string | undefined;
    description?: string | null | undefined;
    metadata?: Record<string, unknown> | null | undefined;
    /** The request that tests the connection to the provider. `{auth/token}` stands for a leaf of the value. A header is the first template between ` || ` that the value fills, such as `Bearer {token} || Basic base64({user}:{password})`. */
    test?: {
      url: string;
      headers?: Record<string, string> | undefined;
    } | null | undefined;
    /** Patches that take values of other versions to this one. They never change afterwards. Together at most 65,536 characters. */
    migrations?: ({
      /** The versions whose values it takes: one by its name, `1.x` for `1` and all that begin with `1.`, or `*` for all earlier ones. The narrowest counts. */
      from: string;
      /** Operations in order, all or none: a `test` that does not hold passes the patch over. */
      patch: ({
        /** An operation of JSON Patch (RFC 6902); or `rename`, which gives a member the name `to`; `default`, which sets `value` where a member is absent; `map`, which changes a scalar by the table `values`. */
        op: 'add' | 'copy' | 'default' | 'map' | 'move' | 'remove' | 'rename' | 'replace' | 'test';
        /** A JSON Pointer into the value. `*` stands for each name and index that there is; the last step of `add`, `default` and `rename` is a name. */
        path: string;
        /** For `copy` and `move`: the source. It has as many `*` as `path`. */
        from?: string | undefined;
        /** For `rename`: the new name. */
        to?: string | undefined;
        /** For `add`, `default`, `replace` and `test`. */
        value?: unknown | undefined;
        /** For `map`: old scalars and the new ones. Others become `fallback`, or stay. */
        values?: {
          from: unknown;
          to: unknown;
        }[] | undefined;
        /** For `map`: the scalar that those outside the table become. */
        fallback?: unknown | undefined;
        /** For `copy`, `move`, `remove` and `replace`: pass over an absent place. */
        if_present?: boolean | undefined;
      })[];
      /** Values of `from` and what becomes of them. They must pass, and each result must fit `config_schema`. */
      tests: {
        before: Record<string, unknown>;
        after: Record<string, unknown>;
      }[];
    })[] | undefined;
    /** A JSON Schema, draft-04 to 2020-12, that validates configs and marks the secret leaves. The schemas of a specification have at most 262,144 characters, 2,000 subschemas (5,000 for one value, references followed), 500 branches of oneOf and anyOf, 500 defaults, and 100 patterns of 12,000 instructions together. */
    config_schema: Record<string, unknown>;
    /** Schemas that `config_schema` refers to, by their URIs, of its draft. They are stored among its definitions, and nothing is ever fetched. At most 100; one to which no reference leads is left out with a warning. */
    schemas?: Record<string, Record<string, unknown> | boolean> | undefined;
    /** `plain` (the default): the leaves that the schema or `secret_paths` marks are secret. `encrypted`: all leaves are secret. */
    config_visibility?: 'encrypted' | 'plain' | undefined;
    /** JSON Pointers to further secret leaves, `*` for any name or index, of 10,000 steps together at most. The schema must describe each. */
    secret_paths?: string[] | undefined;
    /** JSON Pointers to further leaves that decide where secrets go, beside those that the schema marks with `x-destination`. `*` stands for any name or index. */
    destination_paths?: string[] | undefined;
    tools?: ({
      key: string;
      /** One line, with a character that can be seen. */
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
      /** One line, with a character that can be seen. */
      name: string;
      description?: string | null | undefined;
      input_schema?: Record<string, unknown> | null | undefined;
      output_schema?: Record<string, unknown> | null | undefined;
      scopes?: (string | {
        scope: string;
        /** One line, with a character that can be seen. */
        name?: string | undefined;
        description?: string | null | undefined;
      })[] | null | undefined;
      /** The endpoints of a method of type `oauth`, by which Berth gets tokens itself. */
      oauth?: {
        /** The grants by which Berth gets tokens itself. By default `authorization_code` with an `authorization_url`, else `client_credentials`. */
        grants?: ('authorization_code' | 'client_credentials')[] | undefined;
        /** The page on which a user agrees. The grant `authorization_code` needs it. */
        authorization_url?: string | null | undefined;
        /** The endpoint that gives tokens. */
        token_url: string;
        /** The endpoint that ends a token (RFC 7009). */
        revocation_url?: string | null | undefined;
        /** The issuer of the answers to the redirect (RFC 9207). An answer of another issuer is refused. */
        issuer?: string | null | undefined;
        /** The place of the client secret in a request for tokens. `client_secret_basic` by default. */
        client_authentication?: 'client_secret_basic' | 'client_secret_post' | undefined;
        /** Further parameters of the authorization request, such as `access_type`. */
        authorization_parameters?: Record<string, string> | undefined;
      } | null | undefined;
    })[] | undefined;
    triggers?: ({
      key: string;
      /** One line, with a character that can be seen. */
      name: string;
      description?: string | null | undefined;
      input_schema?: Record<string, unknown> | null | undefined;
      output_schema?: Record<string, unknown> | null | undefined;
      invocation: {
        /** `polling`: the provider is asked at intervals. `webhook`: the provider calls. */
        type: 'polling' | 'webhook';
        /** Of `polling` only: the time between two requests. */
        interval_seconds?: number | undefined;
        /** Of `webhook` only: says if the provider can be told to call; `unsupported` by default. */
        auto_registration?: {
          status: 'supported' | 'unsupported';
        } | undefined;
        /** Of `webhook` only: says if the provider can be told to stop; `unsupported` by default. */
        auto_unregistration?: {
          status: 'supported' | 'unsupported';
        } | undefined;
      };
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
  /** The auth method, which also determines the provider. */
  provider_auth_method_id: string;
  /** The deployment that the auth config belongs to. */
  provider_deployment_id?: string | null | undefined;
  /** The app registration that refreshes OAuth tokens. */
  provider_auth_credentials_id?: string | null | undefined;
  /** A value that fits the input schema of the auth method. Left out, Berth gets tokens by the grant `client_credentials` of the auth method, with the auth credentials that the body names. */
  value?: Record<string, unknown> | undefined;
}

export interface CreateProviderAuthConfigExport {
  /** The auth config whose value is shown. */
  provider_auth_config_id: string;
  /** The reason, for the audit trail. */
  note: string;
  metadata?: Record<string, unknown> | null | undefined;
}

export interface CreateProviderAuthConfigImport {
  /** The id or slug of the provider. It is enough when the provider has one auth method. */
  provider_id?: string | undefined;
  /** The deployment that the auth config belongs to, or a new one is made for. */
  provider_deployment_id?: string | undefined;
  /** The auth config whose value is replaced. */
  provider_auth_config_id?: string | undefined;
  /** The auth method of a new auth config. */
  provider_auth_method_id?: string | undefined;
  /** The reason, for the audit trail. */
  note: string;
  metadata?: Record<string, unknown> | null | undefined;
  /** A value that fits the input schema of the auth method. */
  value: Record<string, unknown>;
}

export interface CreateProviderAuthCredential {
  /** The id or slug of the provider. */
  provider_id: string;
  /** The auth method of type `oauth` that the app is registered for; the first one of the provider by default. */
  provider_auth_method_id?: string | undefined;
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  config: {
    type?: 'oauth' | undefined;
    /** The scopes that a setup asks for. */
    scopes: string[];
    /** The id that the provider gave the app. */
    client_id: string;
    /** The secret that the provider gave the app. No answer holds it. */
    client_secret: string;
  };
}

export type CreateProviderConfig = {
  /** The id or slug of the provider. */
  provider_id: string;
  /** The deployment that the config is bound to. */
  provider_deployment_id?: string | null | undefined;
  /** A name that is unique among the live configs of the instance, in Unicode normalization form C and without spaces at its ends. Control, format, zero-width, bidirectional, private-use and unassigned characters are refused, and so are white space but the space, the form of an id of a config, "." and "..". */
  handle?: string | null | undefined;
  /** True when the config is in use. The Flowker face calls this active or disabled. */
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
  /** The vault revision to pin the config to; null follows the current revision. */
  vault_revision?: number | null | undefined;
} & ({
  /** The value itself. Give this or a vault. */
  value: Record<string, unknown>;
  provider_config_vault_id?: undefined;
} | {
  value?: undefined;
  /** The vault whose value the config follows. */
  provider_config_vault_id: string;
});

export interface CreateProviderConfigVault {
  /** The id or slug of the provider. */
  provider_id: string;
  /** The deployment that the config is bound to. */
  provider_deployment_id?: string | null | undefined;
  /** One line, with a character that can be seen. */
  name: string;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The value that configs made from the vault follow. */
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
  /** The policy for new versions, instead of a lock. `current`: new configs take the current version at once. `safe`: the deployment stays on the version that it is on, and moves with its configs when all of them fit the current one. Null: it is locked to the version that it is on. */
  follow?: 'current' | 'safe' | null | undefined;
  /** Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it. */
  managed?: boolean | undefined;
  /** Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it. */
  internal?: boolean | undefined;
  /** The id or slug of the provider. */
  provider_id: string;
  /** The version to stay on: a version that the instance may use. Null follows the current version. */
  locked_provider_version_id?: string | null | undefined;
  /** An existing config, by id or handle, to use as the default config. */
  provider_config_id?: string | null | undefined;
  /** A config to create as the default config. */
  provider_config?: {
    name?: string | null | undefined;
    /** The vault revision to pin the config to; null follows the current revision. */
    vault_revision?: number | null | undefined;
  } & ({
    /** The value itself. Give this or a vault. */
    value: Record<string, unknown>;
    provider_config_vault_id?: undefined;
  } | {
    value?: undefined;
    /** The vault whose value the config follows. */
    provider_config_vault_id: string;
  }) | undefined;
}

export interface CreateProviderGroup {
  /** One line, with a character that can be seen. */
  name: string;
  description?: string | null | undefined;
}

export interface CreateProviderSetupSession {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The id or slug of the provider; by default that of the deployment or method. */
  provider_id?: string | undefined;
  /** The deployment that the new rows belong to. */
  provider_deployment_id?: string | null | undefined;
  /** The auth method. Without one, the visitor chooses among several. */
  provider_auth_method_id?: string | null | undefined;
  /** The app registration to sign in with; by default that of the OAuth method. The page then offers this method alone. */
  provider_auth_credentials_id?: string | null | undefined;
  /** The identity that gets an identity credential for the rows that the page makes. Needs `identity-credentials:write`. */
  identity_id?: string | null | undefined;
  /** The consumer that the session is for. Its identity gets the credential; one with several identities needs `identity_id` as well. */
  consumer_id?: string | null | undefined;
  /** The address to go to at the end, exactly as `setup_page.allowed_redirects` of the instance has it. */
  redirect_url?: string | null | undefined;
  /** The parts to ask for. `auto`, the default: a credential if the provider has auth methods, a config if its schema has members. */
  type?: 'auth_only' | 'config_only' | 'auth_and_config' | 'auto' | undefined;
  configuration?: {
    /** The choice of providers that the page would offer. Refused: name the provider instead. */
    provider_search?: {
      groups?: {
        group_id: string;
      }[] | undefined;
      collections?: {
        collection_id: string;
      }[] | undefined;
      categories?: {
        category_id: string;
      }[] | undefined;
    } | undefined;
    /** Allows the visitor to choose tools. `true` is refused: set tool filters on the deployment instead. */
    tool_filters?: {
      enabled?: boolean | undefined;
    } | undefined;
    ui?: {
      /** `box`: the form in a frame, `side`: the form beside its explanation, `light`: without a frame. */
      layout?: 'box' | 'side' | 'light' | undefined;
    } | undefined;
  } | null | undefined;
}

export interface CreateProviderVersion {
  provider_id: string;
  /** The version number, unique within the provider, such as `1.0.0`. */
  version: string;
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The request that tests the connection to the provider. `{auth/token}` stands for a leaf of the value. A header is the first template between ` || ` that the value fills, such as `Bearer {token} || Basic base64({user}:{password})`. */
  test?: {
    url: string;
    headers?: Record<string, string> | undefined;
  } | null | undefined;
  /** Patches that take values of other versions to this one. They never change afterwards. Together at most 65,536 characters. */
  migrations?: ({
    /** The versions whose values it takes: one by its name, `1.x` for `1` and all that begin with `1.`, or `*` for all earlier ones. The narrowest counts. */
    from: string;
    /** Operations in order, all or none: a `test` that does not hold passes the patch over. */
    patch: ({
      /** An operation of JSON Patch (RFC 6902); or `rename`, which gives a member the name `to`; `default`, which sets `value` where a member is absent; `map`, which changes a scalar by the table `values`. */
      op: 'add' | 'copy' | 'default' | 'map' | 'move' | 'remove' | 'rename' | 'replace' | 'test';
      /** A JSON Pointer into the value. `*` stands for each name and index that there is; the last step of `add`, `default` and `rename` is a name. */
      path: string;
      /** For `copy` and `move`: the source. It has as many `*` as `path`. */
      from?: string | undefined;
      /** For `rename`: the new name. */
      to?: string | undefined;
      /** For `add`, `default`, `replace` and `test`. */
      value?: unknown | undefined;
      /** For `map`: old scalars and the new ones. Others become `fallback`, or stay. */
      values?: {
        from: unknown;
        to: unknown;
      }[] | undefined;
      /** For `map`: the scalar that those outside the table become. */
      fallback?: unknown | undefined;
      /** For `copy`, `move`, `remove` and `replace`: pass over an absent place. */
      if_present?: boolean | undefined;
    })[];
    /** Values of `from` and what becomes of them. They must pass, and each result must fit `config_schema`. */
    tests: {
      before: Record<string, unknown>;
      after: Record<string, unknown>;
    }[];
  })[] | undefined;
  /** A JSON Schema, draft-04 to 2020-12, that validates configs and marks the secret leaves. The schemas of a specification have at most 262,144 characters, 2,000 subschemas (5,000 for one value, references followed), 500 branches of oneOf and anyOf, 500 defaults, and 100 patterns of 12,000 instructions together. */
  config_schema: Record<string, unknown>;
  /** Schemas that `config_schema` refers to, by their URIs, of its draft. They are stored among its definitions, and nothing is ever fetched. At most 100; one to which no reference leads is left out with a warning. */
  schemas?: Record<string, Record<string, unknown> | boolean> | undefined;
  /** `plain` (the default): the leaves that the schema or `secret_paths` marks are secret. `encrypted`: all leaves are secret. */
  config_visibility?: 'encrypted' | 'plain' | undefined;
  /** JSON Pointers to further secret leaves, `*` for any name or index, of 10,000 steps together at most. The schema must describe each. */
  secret_paths?: string[] | undefined;
  /** JSON Pointers to further leaves that decide where secrets go, beside those that the schema marks with `x-destination`. `*` stands for any name or index. */
  destination_paths?: string[] | undefined;
  tools?: ({
    key: string;
    /** One line, with a character that can be seen. */
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
    /** One line, with a character that can be seen. */
    name: string;
    description?: string | null | undefined;
    input_schema?: Record<string, unknown> | null | undefined;
    output_schema?: Record<string, unknown> | null | undefined;
    scopes?: (string | {
      scope: string;
      /** One line, with a character that can be seen. */
      name?: string | undefined;
      description?: string | null | undefined;
    })[] | null | undefined;
    /** The endpoints of a method of type `oauth`, by which Berth gets tokens itself. */
    oauth?: {
      /** The grants by which Berth gets tokens itself. By default `authorization_code` with an `authorization_url`, else `client_credentials`. */
      grants?: ('authorization_code' | 'client_credentials')[] | undefined;
      /** The page on which a user agrees. The grant `authorization_code` needs it. */
      authorization_url?: string | null | undefined;
      /** The endpoint that gives tokens. */
      token_url: string;
      /** The endpoint that ends a token (RFC 7009). */
      revocation_url?: string | null | undefined;
      /** The issuer of the answers to the redirect (RFC 9207). An answer of another issuer is refused. */
      issuer?: string | null | undefined;
      /** The place of the client secret in a request for tokens. `client_secret_basic` by default. */
      client_authentication?: 'client_secret_basic' | 'client_secret_post' | undefined;
      /** Further parameters of the authorization request, such as `access_type`. */
      authorization_parameters?: Record<string, string> | undefined;
    } | null | undefined;
  })[] | undefined;
  triggers?: ({
    key: string;
    /** One line, with a character that can be seen. */
    name: string;
    description?: string | null | undefined;
    input_schema?: Record<string, unknown> | null | undefined;
    output_schema?: Record<string, unknown> | null | undefined;
    invocation: {
      /** `polling`: the provider is asked at intervals. `webhook`: the provider calls. */
      type: 'polling' | 'webhook';
      /** Of `polling` only: the time between two requests. */
      interval_seconds?: number | undefined;
      /** Of `webhook` only: says if the provider can be told to call; `unsupported` by default. */
      auto_registration?: {
        status: 'supported' | 'unsupported';
      } | undefined;
      /** Of `webhook` only: says if the provider can be told to stop; `unsupported` by default. */
      auto_unregistration?: {
        status: 'supported' | 'unsupported';
      } | undefined;
    };
  })[] | undefined;
}

export interface Dependent {
  object: string;
  id: string;
  name: string | null;
  handle?: string | null | undefined;
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
  /** The archived row that a request refers to. */
  entityId?: string | undefined;
  reason?: string | undefined;
  hint?: string | undefined;
  description?: string | undefined;
  errors?: Problem[] | undefined;
  dependents?: Dependent[] | undefined;
  /** The numbers of rows that the operation looked at. */
  counts?: {
    checked: number;
    passes: number;
    breaks: number;
  } | undefined;
  /** Seconds to wait before the next try. */
  retry_after?: number | undefined;
}

export interface Identity {
  object: 'identity';
  id: string;
  status: 'active' | 'archived';
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  owner: {
    type: 'actor';
    actor: IdentityActor;
  };
  /** The active credentials. */
  credentials: IdentityCredential[];
  /** The rules for passing on a delegation of the identity; null lets nobody pass it on. */
  delegation_config_id: string | null;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface IdentityActor {
  object: 'identity.actor';
  id: string;
  type: 'person' | 'agent';
  status: 'active' | 'archived';
  name: string;
  description: string | null;
  metadata: Record<string, unknown> | null;
  /** The agent that mirrors the actor; null for a person. */
  agent_id: string | null;
  /** The consumer that the actor acts for; null for none. */
  consumer_id: string | null;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface IdentityActorList {
  object: 'list';
  items: IdentityActor[];
  pagination: Pagination;
}

export interface IdentityCredential {
  object: 'identity.credential';
  id: string;
  status: 'active' | 'archived';
  identity_id: string;
  provider_id: string;
  deployment_id: string | null;
  config_id: string | null;
  /** Null for a provider without auth methods. */
  auth_config_id: string | null;
  /** The rules for a delegation of this credential that was passed on; null passes on what the identity does. */
  delegation_config_id: string | null;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface IdentityCredentialList {
  object: 'list';
  items: IdentityCredential[];
  pagination: Pagination;
}

export interface IdentityDelegation {
  object: 'identity.delegation';
  id: string;
  status: 'waiting_for_consent' | 'denied' | 'active' | 'revoked' | 'expired';
  denied_reason: 'request_denied' | 'sub_delegation_depth_exceeded' | 'sub_delegation_denied' | null;
  /** 1 when the owner of the identity delegates, and one more for each time that it is passed on. */
  delegation_level: number;
  /** `provider:call` lets the delegatee use the credentials; `provider:read` alone lets it know of them. */
  permissions: ('provider:call' | 'provider:read')[];
  /** The ground on which the delegation became active; null before. */
  attestation: IdentityDelegationAttestation | null;
  note: string | null;
  metadata: Record<string, unknown> | null;
  identity: IdentityPreview;
  owner_actor_id: string;
  delegator_actor_id: string;
  delegatee_actor_id: string;
  delegation_config_id: string | null;
  parties: IdentityDelegationParty[];
  /** The request for consent; null when none was needed. */
  request: IdentityDelegationRequest | null;
  credential_overrides: IdentityDelegationCredentialOverride[];
  row_version: number;
  created_at: string;
  updated_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

export interface IdentityDelegationAttestation {
  object: 'identity.delegation_attestation';
  id: string;
  type: 'api' | 'request_approval' | 'covered_by_previously_approved_delegation';
  created_at: string;
}

export interface IdentityDelegationConfig {
  object: 'identity.delegation_config';
  id: string;
  status: 'active' | 'archived';
  /** Always false: without a delegation config nothing may be passed on. */
  is_default: boolean;
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  /** The answer to an actor who passes on what was delegated to it: `allow`, `deny`, or `require_consent`, where somebody must approve. */
  sub_delegation_behavior: 'allow' | 'deny' | 'require_consent';
  /** How many times a delegation may be passed on; 1 by default. */
  sub_delegation_depth: number;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface IdentityDelegationConfigList {
  object: 'list';
  items: IdentityDelegationConfig[];
  pagination: Pagination;
}

export interface IdentityDelegationCredentialOverride {
  object: 'identity.delegation_credential_override';
  id: string;
  status: 'active' | 'expired';
  permissions: ('provider:call' | 'provider:read')[];
  credential_id: string;
  created_at: string;
  expires_at: string | null;
}

export interface IdentityDelegationList {
  object: 'list';
  items: IdentityDelegation[];
  pagination: Pagination;
}

export interface IdentityDelegationParty {
  object: 'identity.delegation_party';
  id: string;
  roles: ('owner' | 'delegator' | 'delegatee')[];
  actor: IdentityActor;
  created_at: string;
}

export interface IdentityDelegationRequest {
  object: 'identity.delegation_request';
  id: string;
  status: 'pending' | 'approved' | 'denied' | 'canceled';
  denied_reason: 'request_denied' | 'sub_delegation_depth_exceeded' | 'sub_delegation_denied' | null;
  requester: IdentityActor;
  identity_id: string;
  expires_at: string;
  created_at: string;
}

export interface IdentityList {
  object: 'list';
  items: Identity[];
  pagination: Pagination;
}

export interface IdentityPreview {
  object: 'identity#preview';
  id: string;
  /** Empty for an identity without a name. */
  name: string;
  /** Empty for an identity without a description. */
  description: string;
  metadata: Record<string, unknown> | null;
}

export interface IdentityResolution {
  object: 'identity.resolution';
  identity_id: string;
  provider_id: string;
  provider_deployment_id: string;
  provenance: {
    /** `own`: a credential of the identity. `delegated`: one that was delegated to its actor. `shared`: the defaults of the deployment. */
    from: 'own' | 'delegated' | 'shared';
    /** The identity that owns the credential; null for `shared`. */
    identity_id: string | null;
    identity_credential_id: string | null;
    /** The delegation; null unless `delegated`. */
    identity_delegation_id: string | null;
  };
  config: ProviderConfigValue;
  /** Null when there is none to use. */
  auth_config: ProviderAuthConfigValue | null;
  /** True when the answer shows secrets. */
  revealed: boolean;
}

export interface Job {
  object: 'job';
  id: string;
  /** The kind of work, such as `master-keys.rotate`. */
  kind: string;
  status: 'queued' | 'running' | 'done' | 'failed';
  /** The progress, in units of the kind. The total is null while it is unknown. */
  progress: {
    done: number;
    total: number | null;
  };
  /** The error of the last attempt. The log holds its cause, under the id of the job. */
  error: {
    code: string;
    message: string;
  } | null;
  /** The number of attempts at the next step. */
  attempts: number;
  /** The earliest time at which a queued job starts. */
  run_at: string | null;
  /** The key that started the job, or Berth itself. */
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

export interface MemberConsumer {
  object: 'consumer';
  id: string;
  name: string;
  email: string;
  /** A data URL with the first letter of the name. */
  image_url: string;
  row_version: number;
  created_at: string;
  updated_at: string;
  profile: ConsumerProfile;
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
  /** The provider's own name for the model. */
  model: string;
  /** For an alias, the id of its target model. */
  references_id: string | null;
  referenced_model: ModelPreview | null;
  chat: boolean;
  web: boolean;
  generate_image: boolean;
  attachments: boolean;
  create_embeddings: boolean;
  tier: 'everyday' | 'advanced' | 'strategic' | null;
  pricing_tier: 'Low' | 'Medium' | 'High' | 'Very High' | null;
  /** The size of the context, in tokens. */
  context_window: number | null;
  /** The longest answer, in tokens. */
  max_output_tokens: number | null;
  /** US dollars per million tokens. */
  prompt_ppm: number | null;
  /** US dollars per million tokens. */
  completion_ppm: number | null;
  /** US dollars per million tokens. */
  cache_read_ppm: number | null;
  /** US dollars per million tokens. */
  cache_write_short_ppm: number | null;
  /** US dollars per million tokens. */
  cache_write_long_ppm: number | null;
  score: number | null;
  moderated: boolean;
  /** Hides the model from model pickers. */
  internal: boolean;
  /** The time from which the model should not be used for anything new. */
  deprecated_at: string | null;
  instructions: string | null;
  options: Record<string, unknown> | null;
  /** The number of registered holders. */
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
  /** Requires `If-Match` on every change. */
  requires_preconditions: boolean;
  /** The most days that a secret should be in use; null for any number. The filter `secrets_outdated` of the lists of values finds those that are older. */
  secret_max_age_days: number | null;
  /** The pages of setup sessions: how they look, and where they may lead and be framed. */
  setup_page: {
    /** The title of the pages; null for the name of the instance. */
    title: string | null;
    /** The colour of the buttons, as `#rrggbb`; null for the usual one. */
    color: string | null;
    /** The addresses to which a page may go when it is finished. `redirect_url` of a session must be one of them, letter by letter. */
    allowed_redirects: string[];
    /** The origins whose pages may show a setup page in a frame, such as `https://app.example.com`. */
    allowed_origins: string[];
  };
  /** The versions that are used only after an approval (`version-approvals`). Until then the version before stays in force. */
  approvals: {
    /** Requires an approval of each version of a public provider that comes after the setting was switched on. */
    public_versions: boolean;
    /** Requires an approval of each version, of own providers too, that comes after the setting was switched on with definitions of tools that no earlier or approved version of the provider has. */
    tool_changes: boolean;
  };
  /** The time at which the destruction of its values was asked for; null again after `unarchive`. */
  erase_requested_at: string | null;
  /** The time at which all of its values were destroyed; null again after `unarchive`. */
  erased_at: string | null;
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
  because?: string[] | undefined;
  min?: number | undefined;
  max?: number | undefined;
}

export interface ProblemDetails {
  /** A link to the explanation of the code. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** A URI with the id of the request. */
  instance: string;
  code: string;
  entity?: string | undefined;
  id?: string | undefined;
  /** The archived row that a request refers to. */
  entityId?: string | undefined;
  reason?: string | undefined;
  hint?: string | undefined;
  description?: string | undefined;
  errors?: Problem[] | undefined;
  dependents?: Dependent[] | undefined;
  /** The numbers of rows that the operation looked at. */
  counts?: {
    checked: number;
    passes: number;
    breaks: number;
  } | undefined;
  /** Seconds to wait before the next try. */
  retry_after?: number | undefined;
}

export interface Provider {
  object: 'provider';
  id: string;
  /** `public`: from the shipped catalogue. `tenant`: defined by the instance. */
  access: 'public' | 'tenant';
  status: 'active' | 'archived';
  publisher: ProviderPublisher;
  /** The version that new configs are validated against: the current one, or the one before while the instance has yet to approve that. Null while there is none. */
  current_version: ProviderVersion | null;
  oauth: {
    status: 'enabled' | 'disabled';
    /** The redirect URI to register with an OAuth app, for sign-ins on setup pages; null when no OAuth method has an `authorization_url`. */
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
  /** `oauth_manual`: OAuth tokens that were obtained outside Berth. `oauth_automated`: tokens that Berth got itself. */
  type: 'manual' | 'oauth_manual' | 'oauth_automated';
  source: 'manual' | 'setup_session' | 'system';
  status: 'active' | 'archived';
  /** True when the deployment authenticates with it. */
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
  /** The deployment that the auth config belongs to; null for any. */
  deployment: ProviderDeploymentPreview | null;
  /** The app registration that refreshes the tokens; null for none. */
  credentials: ProviderAuthCredentials | null;
  auth_method: ProviderCapabilitiesAuthMethod;
  /** The end of the access token; null when it is unknown. */
  expires_at: string | null;
  /** `ok`: the provider accepted the credentials when they were last used. `expiring`: the access token ends within a day, and Berth cannot renew it. `needs_reauth`: the provider refused the credentials, or they have ended; they must be connected or sent again. `unknown`: not used yet, or the last use failed for another reason. */
  health: 'ok' | 'expiring' | 'needs_reauth' | 'unknown';
  /** The reason why the last use of the credentials failed; null when it succeeded, or there was none. `unauthorized` and `forbidden`: the provider answered a test with 401 or 403. */
  health_reason: 'access_denied' | 'consent_required' | 'interaction_required' | 'invalid_client' | 'invalid_grant' | 'invalid_request' | 'invalid_scope' | 'login_required' | 'server_error' | 'temporarily_unavailable' | 'unauthorized_client' | 'unsupported_grant_type' | 'bad_answer' | 'credentials_missing' | 'issuer_mismatch' | 'not_json' | 'redirected' | 'refused' | 'restricted_destination' | 'revoked' | 'secrets_stale' | 'state_mismatch' | 'timed_out' | 'too_large' | 'unreachable' | 'unsupported_token_type' | 'value_refused' | 'forbidden' | 'unauthorized' | null;
  /** The time of the last use of the credentials. */
  health_checked_at: string | null;
  /** The number of the current revision of the value. */
  revision: number;
  /** The time at which the oldest secret of the own value was set; null without one. */
  oldest_secret_at: string | null;
  value_state?: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** True for a secret leaf, which only a reveal shows. */
    secret: boolean;
    /** False for a secret that the schema describes and the value lacks. */
    set: boolean;
    /** The source of the leaf: the own value, or the vault. */
    from: 'own' | 'vault';
    /** The revision that set the leaf. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** A keyed hash. Within an instance, equal digests mean equal values; digests with different key versions (the number before the dot) cannot be compared. Null for the reason in `digest_reason`. */
    digest: string | null;
    /** The reason for a missing digest. `too_short`: it is a secret of fewer than 12 characters, or an array that holds one. `not_permitted`: the key has neither the scope `compare` nor `reveal` of the row. `dry_run`: a dry run shows none. `not_set`: the value lacks the leaf. Null beside a digest. */
    digest_reason: 'too_short' | 'not_set' | 'not_permitted' | 'dry_run' | null;
  }[] | undefined;
  /** After a write of the value: the secrets that are not revealed and not sent by a test until they are sent again or confirmed, at most 100, and for a vault at most 100 of its followers. */
  stale_secrets?: {
    /** A JSON Pointer (RFC 6901) to the secret. */
    path: string;
    /** JSON Pointers to the destinations that have changed since the secret was sent, at most 20. For a key that may neither reveal nor compare the row, one that is a secret itself has changed when it was sent, also with the same content. */
    because: string[];
    /** In the answer for a vault: the config that follows it and whose secret is stale. */
    provider_config_id?: string | undefined;
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

export interface ProviderAuthConfigTest {
  object: 'provider.auth_config.test';
  auth_config_id: string;
  /** The config whose plain members were used; null for none. */
  config_id: string | null;
  provider_id: string;
  /** The health of the auth config after the test. */
  health: 'ok' | 'expiring' | 'needs_reauth' | 'unknown';
  health_reason: 'access_denied' | 'consent_required' | 'interaction_required' | 'invalid_client' | 'invalid_grant' | 'invalid_request' | 'invalid_scope' | 'login_required' | 'server_error' | 'temporarily_unavailable' | 'unauthorized_client' | 'unsupported_grant_type' | 'bad_answer' | 'credentials_missing' | 'issuer_mismatch' | 'not_json' | 'redirected' | 'refused' | 'restricted_destination' | 'revoked' | 'secrets_stale' | 'state_mismatch' | 'timed_out' | 'too_large' | 'unreachable' | 'unsupported_token_type' | 'value_refused' | 'forbidden' | 'unauthorized' | null;
  /** `partial`: some stages passed and some failed. */
  status: 'passed' | 'failed' | 'partial';
  duration_ms: number;
  stages: {
    /** A stage of the test. `dns` is there only when the name of the provider does not resolve. */
    name: 'dns' | 'connectivity' | 'authentication' | 'end_to_end';
    status: 'passed' | 'failed' | 'skipped';
    duration_ms: number;
    /** The reason of a failure, or the stage for which this one is skipped. `credentials_not_sent`: the value lacks a credential that the test needs, or has one that the test has no way to send. */
    reason: string | null;
    status_code: number | null;
    media_type: string | null;
    body_bytes: number | null;
  }[];
  started_at: string;
  completed_at: string;
}

export interface ProviderAuthConfigValue {
  object: 'provider.auth_config.value';
  id: string;
  provider_id: string;
  provider_auth_method_id: string;
  /** The whole value when secrets are revealed, otherwise empty. */
  value: Record<string, unknown>;
  /** JSON Pointers to the leaves that are left out of `value`. */
  hidden: string[];
  revision: number;
  revealed: boolean;
}

export interface ProviderAuthCredentials {
  object: 'provider.auth_credentials';
  id: string;
  type: 'oauth';
  status: 'active' | 'archived';
  /** True when a setup with the auth method uses these credentials unless it names others. */
  is_default: boolean;
  /** Always false: each app registration is the own one of an instance. */
  is_managed: boolean;
  /** Always `custom`, as `is_managed`. */
  origin: 'custom' | 'managed';
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  /** The scopes that a setup asks for. */
  scopes: string[] | null;
  provider_id: string;
  /** The key of the auth method that the app is registered for. */
  auth_method_key: string;
  /** The number of the current revision of the client id and secret. */
  revision: number;
  /** The time at which the oldest secret of the own value was set; null without one. */
  oldest_secret_at: string | null;
  value_state?: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** True for a secret leaf, which only a reveal shows. */
    secret: boolean;
    /** False for a secret that the schema describes and the value lacks. */
    set: boolean;
    /** The source of the leaf: the own value, or the vault. */
    from: 'own' | 'vault';
    /** The revision that set the leaf. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** A keyed hash. Within an instance, equal digests mean equal values; digests with different key versions (the number before the dot) cannot be compared. Null for the reason in `digest_reason`. */
    digest: string | null;
    /** The reason for a missing digest. `too_short`: it is a secret of fewer than 12 characters, or an array that holds one. `not_permitted`: the key has neither the scope `compare` nor `reveal` of the row. `dry_run`: a dry run shows none. `not_set`: the value lacks the leaf. Null beside a digest. */
    digest_reason: 'too_short' | 'not_set' | 'not_permitted' | 'dry_run' | null;
  }[] | undefined;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderAuthCredentialsList {
  object: 'list';
  items: ProviderAuthCredentials[];
  pagination: Pagination;
}

export interface ProviderAuthExport {
  object: 'provider.auth_export';
  id: string;
  /** The reason that the caller gave. */
  note: string;
  /** The address of the caller. */
  ip: string | null;
  user_agent: string | null;
  metadata: Record<string, unknown> | null;
  auth_config: ProviderAuthConfig;
  provider_id: string;
  /** The deployment of the auth config at that time. */
  provider_deployment_id: string | null;
  auth_method_id: string;
  /** The app registration of the auth config at that time. */
  credentials_id: string | null;
  /** Always null: the record is kept. */
  expires_at: null;
  row_version: number;
  created_at: string;
  updated_at: string;
  /** The value of the auth config, with its secrets. Only the answer to the create has it; null elsewhere. */
  value: Record<string, unknown> | null;
}

export interface ProviderAuthExportList {
  object: 'list';
  items: ProviderAuthExport[];
  pagination: Pagination;
}

export interface ProviderAuthImport {
  object: 'provider.auth_import';
  id: string;
  /** The reason that the caller gave. */
  note: string;
  /** The address of the caller. */
  ip: string | null;
  user_agent: string | null;
  metadata: Record<string, unknown> | null;
  auth_config: ProviderAuthConfig;
  provider_id: string;
  /** The deployment of the auth config at that time. */
  provider_deployment_id: string | null;
  auth_method_id: string;
  /** The app registration of the auth config at that time. */
  credentials_id: string | null;
  /** Always null: the record is kept. */
  expires_at: null;
  row_version: number;
  created_at: string;
  updated_at: string;
}

export interface ProviderAuthImportList {
  object: 'list';
  items: ProviderAuthImport[];
  pagination: Pagination;
}

export interface ProviderCapabilitiesAuthConfigSchema {
  object: 'provider.capabilities.auth_config.schema';
  /** The schema of a value to import; null for any object. */
  schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  visibility: 'encrypted';
  auth_method_id: string;
  specification_id: string;
  provider_id: string;
  created_at: string;
  updated_at: string;
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
  /** The endpoints by which Berth gets tokens itself; null for a method whose tokens come from elsewhere. */
  oauth: {
    /** The grants by which Berth gets tokens itself. */
    grants: ('authorization_code' | 'client_credentials')[];
    /** The page on which a user agrees. The grant `authorization_code` needs it. */
    authorization_url: string | null;
    /** The endpoint that gives tokens. */
    token_url: string;
    /** The endpoint that ends a token (RFC 7009). */
    revocation_url: string | null;
    /** The issuer of the answers to the redirect (RFC 9207). An answer of another issuer is refused. */
    issuer: string | null;
    /** The place of the client secret in a request for tokens. */
    client_authentication: 'client_secret_basic' | 'client_secret_post';
    /** Further parameters of the authorization request, such as `access_type`. */
    authorization_parameters: Record<string, string>;
  } | null;
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
  /** The version by which the specification counts: the one that was named or that the deployment is locked to, if it has the specification, else the current or newest version that has it, and that the instance may use if there is one. */
  provider_version: {
    id: string;
    version: string;
  } | null;
  provider_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderCapabilitiesTrigger {
  object: 'provider.capabilities.trigger';
  id: string;
  key: string;
  name: string;
  description: string | null;
  input_schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  output_schema: {
    type: 'json_schema';
    schema: Record<string, unknown>;
  } | null;
  /** `polling`: the provider is asked at intervals. `webhook`: the provider calls. */
  invocation: {
    type: 'polling';
    interval_seconds: number;
  } | {
    type: 'webhook';
    auto_registration: {
      status: 'supported' | 'unsupported';
    };
    auto_unregistration: {
      status: 'supported' | 'unsupported';
    };
  };
  provider_id: string;
  provider_specification_id: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderCapabilitiesTriggerList {
  object: 'list';
  items: ProviderCapabilitiesTrigger[];
  pagination: Pagination;
}

export interface ProviderConfig {
  object: 'provider.config';
  id: string;
  status: 'active' | 'archived';
  /** True when it is the default config of the deployment that it is bound to. */
  is_default: boolean;
  /** A name that is unique among the live configs of the instance. */
  handle: string | null;
  /** True when the config is in use. The Flowker face calls this active or disabled. */
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
  /** The specification that the value was validated against. */
  specification_id: string;
  /** The deployment that the config is bound to; null for none. */
  deployment: ProviderDeploymentPreview | null;
  /** The vault whose value the config follows; null when the config has only its own value. */
  from_vault: ProviderConfigVault | null;
  /** The revision of the config's own value; null when the config has only the vault's value. */
  revision: number | null;
  /** The time at which the oldest secret of the own value was set; null without one. */
  oldest_secret_at: string | null;
  /** The vault revision that the config is pinned to; null follows the current revision. */
  vault_revision: number | null;
  /** True when the value no longer fits its specification. */
  invalid: boolean;
  invalid_reasons: {
    code: string;
    message: string;
    path: string[];
  }[] | null;
  /** True when the version in force, by the lock of the deployment or else the current one, has another specification. */
  is_behind: boolean;
  /** The outcome of an upgrade to the version in force, as the last report found it for the present value. Null for a config that is not behind, that no report has checked, or of a provider of the instance for a key without `provider-configs:reveal`. */
  upgrade: 'safe' | 'breaking' | null;
  /** The outcome of the last test of the present value, `failed` when a stage did not pass; null when the value was not tested since it changed. */
  test_status: 'passed' | 'failed' | null;
  /** The time of that test. */
  tested_at: string | null;
  value_state?: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** True for a secret leaf, which only a reveal shows. */
    secret: boolean;
    /** False for a secret that the schema describes and the value lacks. */
    set: boolean;
    /** The source of the leaf: the own value, or the vault. */
    from: 'own' | 'vault';
    /** The revision that set the leaf. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** A keyed hash. Within an instance, equal digests mean equal values; digests with different key versions (the number before the dot) cannot be compared. Null for the reason in `digest_reason`. */
    digest: string | null;
    /** The reason for a missing digest. `too_short`: it is a secret of fewer than 12 characters, or an array that holds one. `not_permitted`: the key has neither the scope `compare` nor `reveal` of the row. `dry_run`: a dry run shows none. `not_set`: the value lacks the leaf. Null beside a digest. */
    digest_reason: 'too_short' | 'not_set' | 'not_permitted' | 'dry_run' | null;
  }[] | undefined;
  /** After a write of the value: the secrets that are not revealed and not sent by a test until they are sent again or confirmed, at most 100, and for a vault at most 100 of its followers. */
  stale_secrets?: {
    /** A JSON Pointer (RFC 6901) to the secret. */
    path: string;
    /** JSON Pointers to the destinations that have changed since the secret was sent, at most 20. For a key that may neither reveal nor compare the row, one that is a secret itself has changed when it was sent, also with the same content. */
    because: string[];
    /** In the answer for a vault: the config that follows it and whose secret is stale. */
    provider_config_id?: string | undefined;
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
  /** The id of the tested config; null for an unsaved value. */
  config_id: string | null;
  provider_id: string;
  /** `partial`: some stages passed and some failed. */
  status: 'passed' | 'failed' | 'partial';
  duration_ms: number;
  stages: {
    /** A stage of the test. `dns` is there only when the name of the provider does not resolve. */
    name: 'dns' | 'connectivity' | 'authentication' | 'end_to_end';
    status: 'passed' | 'failed' | 'skipped';
    duration_ms: number;
    /** The reason of a failure, or the stage for which this one is skipped. `credentials_not_sent`: the value lacks a credential that the test needs, or has one that the test has no way to send. */
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
  /** The specification that the value must fit: that of the config. */
  specification_id: string;
  /** The version by which the specification counts: the one that was named or that the deployment is locked to, if it has the specification, else the current or newest version that has it, and that the instance may use if there is one. */
  provider_version: {
    id: string;
    version: string;
  } | null;
  /** The effective value, without what `hidden` lists. */
  value: Record<string, unknown>;
  /** JSON Pointers to the leaves that are left out of `value`, because they are secret. An array that holds a secret is left out as a whole. Empty when secrets are revealed. */
  hidden: string[];
  /** The layer that each leaf comes from. An array is one leaf; defaults inside its items follow at the end, unless the array is hidden. */
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
  /** True when the answer shows secrets. */
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
  /** The specification that the value was validated against. */
  specification_id: string;
  /** The deployment that the config is bound to; null for none. */
  deployment: ProviderDeploymentPreview | null;
  /** The number of the current revision of the value. */
  revision: number;
  /** The time at which the oldest secret of the own value was set; null without one. */
  oldest_secret_at: string | null;
  value_state?: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** True for a secret leaf, which only a reveal shows. */
    secret: boolean;
    /** False for a secret that the schema describes and the value lacks. */
    set: boolean;
    /** The source of the leaf: the own value, or the vault. */
    from: 'own' | 'vault';
    /** The revision that set the leaf. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** A keyed hash. Within an instance, equal digests mean equal values; digests with different key versions (the number before the dot) cannot be compared. Null for the reason in `digest_reason`. */
    digest: string | null;
    /** The reason for a missing digest. `too_short`: it is a secret of fewer than 12 characters, or an array that holds one. `not_permitted`: the key has neither the scope `compare` nor `reveal` of the row. `dry_run`: a dry run shows none. `not_set`: the value lacks the leaf. Null beside a digest. */
    digest_reason: 'too_short' | 'not_set' | 'not_permitted' | 'dry_run' | null;
  }[] | undefined;
  /** After a write of the value: the secrets that are not revealed and not sent by a test until they are sent again or confirmed, at most 100, and for a vault at most 100 of its followers. */
  stale_secrets?: {
    /** A JSON Pointer (RFC 6901) to the secret. */
    path: string;
    /** JSON Pointers to the destinations that have changed since the secret was sent, at most 20. For a key that may neither reveal nor compare the row, one that is a secret itself has changed when it was sent, also with the same content. */
    because: string[];
    /** In the answer for a vault: the config that follows it and whose secret is stale. */
    provider_config_id?: string | undefined;
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

export interface ProviderConfigVaultValue {
  object: 'provider.config_vault.value';
  id: string;
  provider_id: string;
  specification_id: string;
  /** The value as it is stored, without what `hidden` lists and without defaults. */
  value: Record<string, unknown>;
  /** JSON Pointers to the leaves that are left out of `value`, because they are secret. An array that holds a secret is left out as a whole. */
  hidden: string[];
  /** The number of the current revision of the value. */
  revision: number;
}

export interface ProviderDeployment {
  object: 'provider.deployment';
  id: string;
  status: 'active' | 'archived';
  is_default: boolean;
  /** Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it. */
  managed: boolean;
  /** Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it. */
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
  /** The policy for new versions. `current`: new configs take the current version at once. `safe`: the deployment stays on `locked_version` and moves with its configs when all of them fit the current version. Null: it is locked. */
  follow: 'current' | 'safe' | null;
  /** The version that the deployment stays on; null with `follow: "current"`. */
  locked_version: ProviderVersion | null;
  /** True when the locked version is not the current one, or a live config is on another specification than that of the version in force. */
  is_behind: boolean;
  /** With `follow: "safe"`, the current version that the deployment did not move to, and why. Send `follow` again to have it checked again. Null for none. */
  upgrade_blocked: {
    provider_version_id: string;
    /** `breaks`: some configs do not fit; an upgrade preview names them. `stale`: the move would make secrets stale, so that they are not revealed until they are sent again or confirmed. `asks_secrets`: the version asks about the content of kept secrets what the present one does not, so that only a key that may reveal them can move the deployment (`POST /provider-deployments/:id/upgrade`). `too_many`: more configs than one move takes. `failed`: the check itself failed; it is tried again. */
    reason: 'breaks' | 'stale' | 'asks_secrets' | 'too_many' | 'failed';
    checked: number;
    passes: number;
    breaks: number;
    /** The configs with secrets that the move would make stale. */
    stale: number;
    checked_at: string;
  } | null;
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

export interface ProviderListing {
  object: 'provider.listing';
  id: string;
  /** The status of the provider. */
  status: 'active' | 'archived';
  attributes: {
    /** True for a listing that every instance sees. */
    is_public: boolean;
    /** True for a listing with a name, a description or an image of its own. */
    is_customized: boolean;
    /** Always false: no listing is of Metorial. */
    is_metorial: boolean;
    /** True for a listing of the shipped catalogue. */
    is_verified: boolean;
    /** Always false: the description of a shipped provider is that of Berth, and its maker has not written it. */
    is_official: boolean;
  };
  name: string;
  description: string | null;
  /** The slug of the provider. */
  slug: string;
  image_url: string;
  /** Markdown; null in a list. */
  readme: string | null;
  skills: string[];
  provider: Provider;
  categories: ProviderListingCategory[];
  collections: ProviderListingCollection[];
  /** Groups of your instance, for a key that may read them. */
  groups: ProviderListingGroup[];
  row_version: number;
  created_at: string;
  updated_at: string;
}

export interface ProviderListingCategory {
  object: 'provider.listing_category';
  id: string;
  name: string;
  description: string;
  slug: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderListingCategoryList {
  object: 'list';
  items: ProviderListingCategory[];
  pagination: Pagination;
}

export interface ProviderListingCollection {
  object: 'provider.listing_collection';
  id: string;
  name: string;
  description: string;
  slug: string;
  created_at: string;
  updated_at: string;
}

export interface ProviderListingCollectionList {
  object: 'list';
  items: ProviderListingCollection[];
  pagination: Pagination;
}

export interface ProviderListingGroup {
  object: 'provider.listing_group';
  id: string;
  name: string;
  description: string | null;
  /** Made of the first name, and unique in the instance. It stays when the name changes. */
  slug: string;
  row_version: number;
  created_at: string;
  updated_at: string;
}

export interface ProviderListingGroupList {
  object: 'list';
  items: ProviderListingGroup[];
  pagination: Pagination;
}

export interface ProviderListingList {
  object: 'list';
  items: ProviderListing[];
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

export interface ProviderSetupSession {
  object: 'provider.setup_session';
  id: string;
  /** The parts that the page asks for. */
  type: 'auth_only' | 'config_only' | 'auth_and_config';
  /** `pending` until the page is finished. `failed` after too many refused tries, `expired` when the time is over. */
  status: 'pending' | 'completed' | 'failed' | 'expired' | 'archived';
  /** The address of the page. Only the answer to the creation has it with the secret that opens it. */
  url: string;
  name: string | null;
  description: string | null;
  metadata: Record<string, unknown> | null;
  configuration: {
    /** The choice of providers that the page would offer. Refused: name the provider instead. */
    provider_search?: {
      groups?: {
        group_id: string;
      }[] | undefined;
      collections?: {
        collection_id: string;
      }[] | undefined;
      categories?: {
        category_id: string;
      }[] | undefined;
    } | undefined;
    /** Allows the visitor to choose tools. `true` is refused: set tool filters on the deployment instead. */
    tool_filters?: {
      enabled?: boolean | undefined;
    } | undefined;
    ui?: {
      /** `box`: the form in a frame, `side`: the form beside its explanation, `light`: without a frame. */
      layout?: 'box' | 'side' | 'light' | undefined;
    } | undefined;
  } | null;
  provider_id: string | null;
  /** The consumer that the session is for. */
  consumer_id: string | null;
  /** The identity that gets a credential of what the page makes. */
  identity_id: string | null;
  /** The identity credential that the page made. */
  identity_credential_id: string | null;
  /** Null lets the visitor choose among the methods. */
  auth_method: ProviderCapabilitiesAuthMethod | null;
  deployment: ProviderDeploymentPreview | null;
  /** The app registration that the visitor signs in with; null without an OAuth method, or until one is chosen. */
  credentials: ProviderAuthCredentials | null;
  /** The auth config that the page made, or whose credential it replaces. */
  auth_config: ProviderAuthConfig | null;
  /** The config that the page made. */
  config: ProviderConfig | null;
  ui_mode: 'metorial_elements' | 'dashboard_embeddable';
  /** The address to which the page goes when it is finished. */
  redirect_url: string | null;
  /** 30 minutes after the creation. */
  expires_at: string;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderSetupSessionList {
  object: 'list';
  items: ProviderSetupSession[];
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
  /** JSON Pointers to the leaves that decide where secrets go, as found in the schema by mark, format and name, and those that the version names. `*` stands for any name or index. At most 1,000. */
  destination_paths: string[];
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
  status: 'active' | 'archived';
  version: string;
  provider_id: string;
  is_current: boolean;
  name: string;
  description: string | null;
  metadata: Record<string, unknown> | null;
  specification_id: string | null;
  /** The patches that take values of other versions to this one. Other objects show a version without them. */
  migrations?: ({
    /** The versions whose values it takes: one by its name, `1.x` for `1` and all that begin with `1.`, or `*` for all earlier ones. The narrowest counts. */
    from: string;
    /** Operations in order, all or none: a `test` that does not hold passes the patch over. */
    patch: ({
      /** An operation of JSON Patch (RFC 6902); or `rename`, which gives a member the name `to`; `default`, which sets `value` where a member is absent; `map`, which changes a scalar by the table `values`. */
      op: 'add' | 'copy' | 'default' | 'map' | 'move' | 'remove' | 'rename' | 'replace' | 'test';
      /** A JSON Pointer into the value. `*` stands for each name and index that there is; the last step of `add`, `default` and `rename` is a name. */
      path: string;
      /** For `copy` and `move`: the source. It has as many `*` as `path`. */
      from?: string | undefined;
      /** For `rename`: the new name. */
      to?: string | undefined;
      /** For `add`, `default`, `replace` and `test`. */
      value?: unknown | undefined;
      /** For `map`: old scalars and the new ones. Others become `fallback`, or stay. */
      values?: {
        from: unknown;
        to: unknown;
      }[] | undefined;
      /** For `map`: the scalar that those outside the table become. */
      fallback?: unknown | undefined;
      /** For `copy`, `move`, `remove` and `replace`: pass over an absent place. */
      if_present?: boolean | undefined;
    })[];
    /** Values of `from` and what becomes of them. They must pass, and each result must fit `config_schema`. */
    tests: {
      before: Record<string, unknown>;
      after: Record<string, unknown>;
    }[];
  })[] | undefined;
  row_version: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface ProviderVersionApproval {
  object: 'provider.version_approval';
  /** The id of the approval. Paths take that of the version as well. */
  id: string;
  provider_version_id: string;
  /** `pending`: the instance does not use the version until it is approved. `not_required`: it uses it without an approval. */
  status: 'pending' | 'approved' | 'rejected' | 'not_required';
  /** The settings of the instance (`approvals`) that ask for an approval of this version. */
  required_by: ('public_versions' | 'tool_changes')[];
  provider_id: string;
  version: string;
  name: string;
  /** True for the current version of its provider. */
  is_current: boolean;
  specification_id: string;
  /** The hash of the content of the specification: the schema, marks, tools, auth methods and triggers. */
  specification_hash: string;
  /** The version of the provider that the instance uses now; null for none. */
  in_force: {
    id: string;
    version: string;
    specification_id: string;
  } | null;
  /** The last decision; null for none. */
  decision: {
    decision: 'approved' | 'rejected';
    /** True when the specification has another hash now. The decision then counts no more. */
    is_void: boolean;
    /** The hash of the specification that was decided about. */
    specification_hash: string;
    reason: string | null;
    /** The id of the key that decided. */
    decided_by: string;
    decided_at: string;
  } | null;
  row_version: number;
  created_at: string;
  updated_at: string;
}

export interface ProviderVersionApprovalList {
  object: 'list';
  items: ProviderVersionApproval[];
  pagination: Pagination;
}

export interface ProviderVersionDiff {
  object: 'provider.version.diff';
  /** The later version. */
  id: string;
  /** The earlier version. */
  against: string;
  provider_id: string;
  counts: {
    /** The number of breaking changes. */
    breaking: number;
    /** The number of risky changes. */
    risky: number;
    /** The number of safe changes. */
    safe: number;
    /** The number of unknown changes. */
    unknown: number;
  };
  /** The changes from the earlier version to this one, the gravest first. */
  changes: {
    /** The place in the value, as a JSON Pointer; `*` stands for any item or member. */
    path: string;
    kind: 'bounds_loosened' | 'bounds_tightened' | 'branch_added' | 'branch_removed' | 'condition_added' | 'condition_removed' | 'default_changed' | 'described_otherwise' | 'destination_added' | 'destination_removed' | 'enum_grown' | 'enum_shrunk' | 'format_loosened' | 'format_tightened' | 'pattern_loosened' | 'pattern_tightened' | 'properties_closed' | 'properties_opened' | 'property_added' | 'property_removed' | 'required_added' | 'required_removed' | 'secret_added' | 'secret_removed' | 'too_large' | 'type_narrowed' | 'type_widened' | 'auth_method_added' | 'auth_method_changed' | 'auth_method_removed' | 'test_changed' | 'tool_added' | 'tool_changed' | 'tool_removed' | 'trigger_added' | 'trigger_changed' | 'trigger_removed';
    /** `breaking`: a value that fitted does not fit any more, and `witness` is one. `risky`: the same for a value with members that the earlier schema did not describe, or a change of what happens to values that fit. `safe`: proven to refuse nothing that fitted. `unknown`: neither was proven. */
    severity: 'breaking' | 'unknown' | 'risky' | 'safe';
    /** The words of the earlier specification, where they are short. Of a tool, a trigger or an auth method, the members that changed. */
    before?: unknown | undefined;
    /** The words of the later specification, likewise. */
    after?: unknown | undefined;
    /** A whole value that fits the earlier schema and not the later one, as both were asked. */
    witness?: unknown | undefined;
    /** The key of the tool that changed. */
    tool?: string | undefined;
    /** The key of the trigger that changed. */
    trigger?: string | undefined;
    /** The key of the auth method that changed; `path` points into its input. */
    auth_method?: string | undefined;
  }[];
  /** The migrations that take a value of the earlier version to this one, in the order in which they run. */
  migrations: {
    /** The version that has the migration. */
    provider_version_id: string;
    version: string;
    /** The versions that the migration is from, as it says. */
    from: string;
    /** The number of operations of its patch. */
    operations: number;
  }[];
}

export interface ProviderVersionImpact {
  object: 'provider.version.impact';
  provider_version_id: string;
  provider_id: string;
  /** The specification that the values were checked with. */
  specification_id: string;
  against: string | null;
  provider_deployment_id: string | null;
  /** The kinds of rows that the key may read. No others are in the report. */
  covers: ('provider.config' | 'provider.config_vault' | 'provider.auth_config')[];
  counts: {
    /** The rows whose values were opened and checked. */
    checked: number;
    /** Those that fit. */
    passes: number;
    /** Those that do not fit. */
    breaks: number;
    /** Those with `passes: null`. */
    undecided: number;
    /** Those whose value a migration changes, and which then fit. */
    migrated: number;
  };
  /** True when rows behind `position` were not checked. */
  partial: boolean;
  /** How to have all rows checked, when the report is partial. */
  hint: string | null;
  /** The last row that was checked, to continue behind; null for none. */
  position: string | null;
  /** The number of audit events of the instance before the report and after it, with that of the report; null for a key with a reach, which is told nothing of the rows outside. */
  events: {
    before: number;
    after: number;
  } | null;
  /** True when nothing else was written in the instance meanwhile: all rows were then checked as they stood together. Null for a key with a reach. */
  settled: boolean | null;
  /** The listed rows: configs, then vaults, then auth configs, each by id. */
  items: ProviderVersionImpactItem[];
  /** Tells if further rows are to be listed behind the last item. */
  pagination: {
    has_more_before: boolean;
    has_more_after: boolean;
  };
}

export interface ProviderVersionImpactEnd {
  object: 'provider.version.impact.end';
  provider_version_id: string;
  provider_id: string;
  /** The specification that the values were checked with. */
  specification_id: string;
  against: string | null;
  provider_deployment_id: string | null;
  /** The kinds of rows that the key may read. No others are in the report. */
  covers: ('provider.config' | 'provider.config_vault' | 'provider.auth_config')[];
  counts: {
    /** The rows whose values were opened and checked. */
    checked: number;
    /** Those that fit. */
    passes: number;
    /** Those that do not fit. */
    breaks: number;
    /** Those with `passes: null`. */
    undecided: number;
    /** Those whose value a migration changes, and which then fit. */
    migrated: number;
  };
  /** True when rows behind `position` were not checked. */
  partial: boolean;
  /** How to have all rows checked, when the report is partial. */
  hint: string | null;
  /** The last row that was checked, to continue behind; null for none. */
  position: string | null;
  /** The number of audit events of the instance before the report and after it, with that of the report; null for a key with a reach, which is told nothing of the rows outside. */
  events: {
    before: number;
    after: number;
  } | null;
  /** True when nothing else was written in the instance meanwhile: all rows were then checked as they stood together. Null for a key with a reach. */
  settled: boolean | null;
}

export interface ProviderVersionImpactItem {
  object: 'provider.version.impact.item';
  of: 'provider.config' | 'provider.config_vault' | 'provider.auth_config';
  id: string;
  /** The handle of a config. */
  handle: string | null;
  name: string | null;
  /** The specification that the value fits now. */
  specification_id: string;
  /** True when the value fits the new specification as well. Null when that depends on the content of a secret, and this request may not try secrets against a schema of the instance. */
  passes: boolean | null;
  /** True when the migrations to the version change the value. The errors are those after them. */
  migrated: boolean;
  /** The problems of the value with the new specification, at most 100. */
  errors: {
    /** The place in the value, as a JSON Pointer. */
    path: string;
    code: string;
    message: string;
  }[];
}

export interface ProviderVersionImpactProgress {
  object: 'provider.version.impact.progress';
  counts: {
    /** The rows whose values were opened and checked. */
    checked: number;
    /** Those that fit. */
    passes: number;
    /** Those that do not fit. */
    breaks: number;
    /** Those with `passes: null`. */
    undecided: number;
    /** Those whose value a migration changes, and which then fit. */
    migrated: number;
  };
  /** The rows to check, as counted at the start. */
  total: number;
  /** The last row that was checked, to continue behind; null for none. */
  position: string | null;
}

export interface ProviderVersionList {
  object: 'list';
  items: ProviderVersion[];
  pagination: Pagination;
}

export interface UpdateApiKey {
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  /**
   * Scopes such as `provider-configs:read`, and roles. A secret key needs at least one.
   *
   * - `admin`: Does everything within the instance.
   * - `editor`: Reads like `reader`, and writes everything but API keys and encryption.
   * - `operator`: Reads like `reader`, and writes deployments, vaults, configs, auth configs and their imports, auth credentials, setup sessions and models.
   * - `reader`: Reads everything but the audit trail and secrets.
   * - `resolver`: Reads like `reader`, and reveals secrets, also for an identity: for programs that run on configs.
   * - `auditor`: Reads like `reader`, and reads the audit trail.
   * - `ai.manage`: Writes deployments, auth configs and models, and manages AI providers.
   */
  scopes?: string[] | undefined;
  /** The rows that the key is limited to; null for all of the instance. A row is inside when any part names it, or what it hangs on. A row outside does not exist for the key. */
  reach?: {
    /** Ids of providers; a slug is stored as the id that it names. Everything of a provider is inside. */
    providers?: string[] | undefined;
    /** Ids of deployments. A deployment is inside, with the rows that are bound to it. */
    deployments?: string[] | undefined;
    /** Ids of configs; a handle is stored as the id that it names. Only the configs themselves are inside. */
    configs?: string[] | undefined;
    /** Handles of configs, in which `*` is any text: `team-a-*`. The configs that have such a handle now are inside. */
    handles?: string[] | undefined;
  } | null | undefined;
  /** The time in the future at which the key expires; null for never. */
  expires_at?: string | null | undefined;
  /** IPv4 and IPv6 addresses and CIDR blocks that may use the key; null for any. */
  allowed_ips?: string[] | null | undefined;
}

export interface UpdateConsumer {
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  email?: string | undefined;
}

export interface UpdateIdentity {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The rules for passing on a delegation of the identity. */
  delegation_config_id?: string | null | undefined;
}

export interface UpdateIdentityActor {
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

export interface UpdateIdentityCredential {
  /** The delegation config; null takes it away. */
  delegation_config_id?: string | null | undefined;
}

export interface UpdateIdentityDelegationConfig {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The answer to an actor who passes on what was delegated to it: `allow`, `deny`, or `require_consent`, where somebody must approve. */
  sub_delegation_behavior?: 'allow' | 'deny' | 'require_consent' | undefined;
  /** How many times a delegation may be passed on; 1 by default. */
  sub_delegation_depth?: number | undefined;
}

export interface UpdateInstance {
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  slug?: string | undefined;
  /** Requires `If-Match` on every change. */
  requires_preconditions?: boolean | undefined;
  /** The most days that a secret should be in use; null for any number. The filter `secrets_outdated` of the lists of values finds those that are older. */
  secret_max_age_days?: number | null | undefined;
  /** The pages of setup sessions: how they look, and where they may lead and be framed. Replaced as a whole. */
  setup_page?: {
    /** The title of the pages; null for the name of the instance. */
    title?: string | null | undefined;
    /** The colour of the buttons, as `#rrggbb`; null for the usual one. */
    color?: string | null | undefined;
    /** The addresses to which a page may go when it is finished. `redirect_url` of a session must be one of them, letter by letter. */
    allowed_redirects?: string[] | undefined;
    /** The origins whose pages may show a setup page in a frame, such as `https://app.example.com`. */
    allowed_origins?: string[] | undefined;
  } | null | undefined;
  /** The versions that are used only after an approval (`version-approvals`). Until then the version before stays in force. Members that are absent stay. */
  approvals?: {
    /** Requires an approval of each version of a public provider that comes after the setting was switched on. */
    public_versions?: boolean | undefined;
    /** Requires an approval of each version, of own providers too, that comes after the setting was switched on with definitions of tools that no earlier or approved version of the provider has. */
    tool_changes?: boolean | undefined;
  } | undefined;
}

export interface UpdateModel {
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  provider_deployment_id?: string | undefined;
  references_id?: string | null | undefined;
  /** A name for use in paths; derived from the name by default. */
  slug?: string | undefined;
  description?: string | null | undefined;
  /** Hides the model from model pickers. */
  internal?: boolean | undefined;
  instructions?: string | null | undefined;
  options?: Record<string, unknown> | null | undefined;
  /** The provider's own name for the model; absent for an alias. */
  model?: string | undefined;
  chat?: boolean | undefined;
  web?: boolean | undefined;
  generate_image?: boolean | undefined;
  attachments?: boolean | undefined;
  create_embeddings?: boolean | undefined;
  tier?: 'everyday' | 'advanced' | 'strategic' | null | undefined;
  pricing_tier?: 'Low' | 'Medium' | 'High' | 'Very High' | null | undefined;
  /** The size of the context, in tokens. */
  context_window?: number | null | undefined;
  /** The longest answer, in tokens. */
  max_output_tokens?: number | null | undefined;
  /** US dollars per million tokens. */
  prompt_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  completion_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  cache_read_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  cache_write_short_ppm?: number | null | undefined;
  /** US dollars per million tokens. */
  cache_write_long_ppm?: number | null | undefined;
  score?: number | null | undefined;
  moderated?: boolean | undefined;
  /** The time from which the model should not be used for anything new. */
  deprecated_at?: string | null | undefined;
}

export interface UpdateProvider {
  /** One line, with a character that can be seen. */
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
  /** True makes it the default of its deployment in place of the present one; false leaves the deployment without one. */
  is_default?: boolean | undefined;
  /** A JSON merge patch (RFC 7396) of the value. */
  value?: Record<string, unknown> | undefined;
  /** The whole new value. */
  value_replace?: Record<string, unknown> | undefined;
  /** The whole effective value as it was shown, with the places that keep their stored content. */
  value_shown?: {
    value: Record<string, unknown>;
    /** The places of `value` that keep stored content, which may be absent in an object that is there: a JSON Pointer, or `from` and `to` for a secret of an item that has another index now. Send `if_revision` too, so that `from` means what was read. */
    keep: (string | {
      /** A JSON Pointer to the secret in the value as it was shown. */
      from: string;
      /** A JSON Pointer to its place in `value`: the same member of an item of the same array. */
      to: string;
    })[];
    /** The vault revision that was shown; null without a vault. */
    vault_revision: number | null;
  } | undefined;
  /** Change the value only if this is still the current revision. */
  if_revision?: number | undefined;
}

export interface UpdateProviderAuthCredential {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** True makes these credentials the default, in place of the present one. */
  is_default?: boolean | undefined;
  /** The scopes that a setup asks for. */
  scopes?: string[] | undefined;
  /** The id that the provider gave the app. */
  client_id?: string | undefined;
  /** The secret that the provider gave the app. No answer holds it. */
  client_secret?: string | undefined;
}

export interface UpdateProviderConfig {
  /** A name that is unique among the live configs of the instance, in Unicode normalization form C and without spaces at its ends. Control, format, zero-width, bidirectional, private-use and unassigned characters are refused, and so are white space but the space, the form of an id of a config, "." and "..". */
  handle?: string | null | undefined;
  /** True when the config is in use. The Flowker face calls this active or disabled. */
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
  /** The deployment to bind the config to; null binds it to none. */
  provider_deployment_id?: string | null | undefined;
  /** The vault to follow below the own value; null detaches the config from its vault. */
  provider_config_vault_id?: string | null | undefined;
  /** With `provider_config_vault_id`: true keeps as own value what the old vault gave. */
  keep_value?: boolean | undefined;
  /** Members to add to the metadata or to replace in it. */
  metadata_patch?: Record<string, unknown> | undefined;
  /** The vault revision to pin the config to; null follows the current revision. */
  vault_revision?: number | null | undefined;
  /** Change the row only if this is still its version. */
  if_row_version?: number | undefined;
  /** A JSON merge patch (RFC 7396) of the value. */
  value?: Record<string, unknown> | undefined;
  /** The whole new value. */
  value_replace?: Record<string, unknown> | undefined;
  /** The whole effective value as it was shown, with the places that keep their stored content. */
  value_shown?: {
    value: Record<string, unknown>;
    /** The places of `value` that keep stored content, which may be absent in an object that is there: a JSON Pointer, or `from` and `to` for a secret of an item that has another index now. Send `if_revision` too, so that `from` means what was read. */
    keep: (string | {
      /** A JSON Pointer to the secret in the value as it was shown. */
      from: string;
      /** A JSON Pointer to its place in `value`: the same member of an item of the same array. */
      to: string;
    })[];
    /** The vault revision that was shown; null without a vault. */
    vault_revision: number | null;
  } | undefined;
  /** Change the value only if this is still the current revision. */
  if_revision?: number | undefined;
}

export interface UpdateProviderConfigVault {
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** A JSON merge patch (RFC 7396) of the value. */
  value?: Record<string, unknown> | undefined;
  /** The whole new value. */
  value_replace?: Record<string, unknown> | undefined;
  /** The whole effective value as it was shown, with the places that keep their stored content. */
  value_shown?: {
    value: Record<string, unknown>;
    /** The places of `value` that keep stored content, which may be absent in an object that is there: a JSON Pointer, or `from` and `to` for a secret of an item that has another index now. Send `if_revision` too, so that `from` means what was read. */
    keep: (string | {
      /** A JSON Pointer to the secret in the value as it was shown. */
      from: string;
      /** A JSON Pointer to its place in `value`: the same member of an item of the same array. */
      to: string;
    })[];
    /** The vault revision that was shown; null without a vault. */
    vault_revision: number | null;
  } | undefined;
  /** Change the value only if this is still the current revision. */
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
  /** The policy for new versions, instead of a lock. `current`: new configs take the current version at once. `safe`: the deployment stays on the version that it is on, and moves with its configs when all of them fit the current one. Null: it is locked to the version that it is on. */
  follow?: 'current' | 'safe' | null | undefined;
  /** Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it. */
  managed?: boolean | undefined;
  /** Only keys with `provider-deployments:admin` can set it, and change or archive a deployment that has it. */
  internal?: boolean | undefined;
  /** The version to stay on: a version that the instance may use. Null follows the current version. Configs that exist stay on their specification. */
  locked_provider_version_id?: string | null | undefined;
  /** A config of the provider, by id or handle, to use as the default config from now on; null leaves none. */
  provider_config_id?: string | null | undefined;
}

export interface UpdateProviderGroup {
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  description?: string | null | undefined;
}

export interface UpdateProviderListing {
  /** One line, with a character that can be seen. */
  name?: string | null | undefined;
  /** A description for the listing; null shows the provider's. */
  description?: string | null | undefined;
  /** Markdown. */
  readme?: string | null | undefined;
  /** An https address or a data URL of an image; null shows the first letter of the name. */
  image_url?: string | null | undefined;
  /** What the provider can do, in a few words each. */
  skills?: string[] | undefined;
  /** The categories of the listing: each by slug or id, or as an object that makes or changes one of your own. One of your own ends with its last listing. */
  categories?: (string | {
    slug: string;
    /** One line, with a character that can be seen. */
    name: string;
    description: string;
    object?: string | undefined;
    id?: string | undefined;
    created_at?: string | undefined;
    updated_at?: string | undefined;
  })[] | undefined;
  /** The collections of the listing: each by slug or id, or as an object that makes or changes one of your own. One of your own ends with its last listing. */
  collections?: (string | {
    slug: string;
    /** One line, with a character that can be seen. */
    name: string;
    description: string;
    object?: string | undefined;
    id?: string | undefined;
    created_at?: string | undefined;
    updated_at?: string | undefined;
  })[] | undefined;
}

export interface UpdateProviderSetupSession {
  name?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  /** The identity that gets an identity credential for the rows that the page makes. Needs `identity-credentials:write`. */
  identity_id?: string | null | undefined;
}

export interface UpdateProviderVersion {
  /** True makes it the current version. Exactly one version of a provider is current. */
  is_current?: boolean | undefined;
  /** One line, with a character that can be seen. */
  name?: string | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

export interface ValueRevision {
  object: 'value_revision';
  id: string;
  /** The id of the config, vault, auth config or auth credentials. */
  owner_id: string;
  /** The number of the revision within its owner, starting at 1. */
  revision: number;
  /** The specification that the value was validated against. */
  specification_id: string;
  value_state: {
    /** A JSON Pointer (RFC 6901) to the leaf. */
    path: string;
    /** True for a secret leaf, which only a reveal shows. */
    secret: boolean;
    /** False for a secret that the schema describes and the value lacks. */
    set: boolean;
    /** The source of the leaf: the own value, or the vault. */
    from: 'own' | 'vault';
    /** The revision that set the leaf. */
    revision: number | null;
    changed_at: string | null;
    changed_by: string | null;
    /** A keyed hash. Within an instance, equal digests mean equal values; digests with different key versions (the number before the dot) cannot be compared. Null for the reason in `digest_reason`. */
    digest: string | null;
    /** The reason for a missing digest. `too_short`: it is a secret of fewer than 12 characters, or an array that holds one. `not_permitted`: the key has neither the scope `compare` nor `reveal` of the row. `dry_run`: a dry run shows none. `not_set`: the value lacks the leaf. Null beside a digest. */
    digest_reason: 'too_short' | 'not_set' | 'not_permitted' | 'dry_run' | null;
  }[] | null;
  /** The key that stored the revision. */
  created_by: string;
  /** The time at which the ciphertext was destroyed; null while the revision can be restored. */
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
  | 'auth_config_required'
  | 'bad_request'
  | 'cannot_change_auth_method'
  | 'cannot_update_automated_oauth_config'
  | 'config_required'
  | 'conflict'
  | 'deployment_lock_mismatch'
  | 'forbidden'
  | 'gone'
  | 'headers_too_large'
  | 'idempotency_key_reused'
  | 'internal_server_error'
  | 'invalid_auth_method'
  | 'invalid_data'
  | 'invalid_state'
  | 'method_not_allowed'
  | 'missing_oauth_credentials'
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
  | 'storage_full'
  | 'unauthorized'
  | 'unavailable'
  | 'unsupported_media_type'
  | 'uri_too_long'
  | 'use_after_delete';

/** The options that several operations share. */
export interface SharedOptions {
  /** The maximum number of items of a page. */
  limit?: number | undefined;
  /** The order by creation: oldest first (`asc`) or newest first (`desc`). */
  order?: 'asc' | 'desc' | undefined;
  /** An opaque position from an earlier answer. `after` and `before` take precedence over it. */
  cursor?: string | undefined;
  /** Validate only; change nothing. The answer names the other rows that the request would change. */
  dryRun?: boolean | undefined;
  /** Proceed although other rows refer to this one. */
  force?: boolean | undefined;
  /** Proceed only if the row still has one of these ETags. */
  ifMatch?: string | undefined;
  /** Answer 304 if the ETag is one of these. */
  ifNoneMatch?: string | undefined;
  /** Proceed only if the row has none of these ETags. */
  ifOther?: string | undefined;
  /** Create only if no such row exists, such as a config with the same handle. */
  ifNew?: boolean | undefined;
  /** Makes a retry safe: for a day, the same request with this key gets the first answer again and changes nothing. */
  idempotencyKey?: string | undefined;
  /** The `Berth-Position` of a write: the answer is not older than that write, whichever replica it comes from. */
  position?: string | undefined;
  /** `handling=lenient` (RFC 7240 §4.4) ignores members and parameters that the operation does not know; the answer then has `Preference-Applied`. */
  prefer?: string | undefined;
}

/** The options of every call and the named shared ones. */
export type Options<N extends keyof SharedOptions> = Pick<SharedOptions, N> & RequestOptions;
