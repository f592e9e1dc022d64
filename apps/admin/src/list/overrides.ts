/**
 * The usual columns of some lists, by the path of the resource, where the members alone would not choose well. The
 * first one names the row and links to it.
 */
export const usualColumns: Readonly<Record<string, readonly string[]>> = {
  'provider-configs': [
    'name',
    'handle',
    'status',
    'enabled',
    'provider_id',
    'from_vault',
    'invalid',
    'updated_at',
  ],
  'provider-config-vaults': ['name', 'status', 'provider_id', 'deployment', 'revision', 'updated_at'],
  'provider-deployments': [
    'name',
    'status',
    'provider_id',
    'locked_version',
    'default_config',
    'is_default',
    'updated_at',
  ],
  'provider-auth-configs': [
    'name',
    'status',
    'health',
    'type',
    'provider_id',
    'deployment',
    'expires_at',
    'updated_at',
  ],
  'provider-auth-credentials': [
    'name',
    'status',
    'provider_id',
    'auth_method_key',
    'scopes',
    'revision',
    'updated_at',
  ],
  'provider-setup-sessions': ['name', 'status', 'type', 'provider_id', 'auth_config', 'config', 'expires_at'],
  'value-revisions': ['id', 'owner_id', 'revision', 'created_by', 'destroyed_at', 'created_at'],
  identities: ['name', 'status', 'owner', 'credentials', 'delegation_config_id', 'updated_at'],
  'identity-credentials': [
    'id',
    'status',
    'identity_id',
    'provider_id',
    'config_id',
    'auth_config_id',
    'updated_at',
  ],
  'identity-delegations': [
    'id',
    'status',
    'identity',
    'delegatee_actor_id',
    'permissions',
    'expires_at',
    'created_at',
  ],
  'identity-actors': ['name', 'type', 'status', 'agent_id', 'consumer_id', 'updated_at'],
  agents: ['name', 'type', 'status', 'slug', 'actor_id', 'updated_at'],
  consumers: ['name', 'email', 'created_at', 'updated_at'],
  'consumer-profiles': ['name', 'email', 'status', 'consumer_id', 'updated_at'],
  'api-keys': ['name', 'status', 'type', 'hint', 'last_used_at', 'expires_at'],
  'audit-events': ['action', 'resource_id', 'actor', 'reason', 'created_at'],
  providers: ['name', 'slug', 'status', 'publisher', 'current_version', 'updated_at'],
  jobs: ['kind', 'status', 'progress', 'error', 'attempts', 'updated_at'],
  instances: ['name', 'slug', 'status', 'type', 'updated_at'],
  models: [
    'name',
    'provider_deployment_id',
    'status',
    'tier',
    'pricing_tier',
    'prompt_ppm',
    'completion_ppm',
    'cache_read_ppm',
    'context_window',
  ],
};

/**
 * The members that the server never shows in the cells of a list, because they are long: they stand on the page of the
 * row.
 */
export const longMembers: ReadonlySet<string> = new Set([
  'metadata',
  'config_schema',
  'schema',
  'value_state',
]);
