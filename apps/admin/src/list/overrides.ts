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
  'provider-config-vaults': ['name', 'status', 'provider_id', 'revision', 'updated_at'],
  'provider-deployments': ['name', 'status', 'provider_id', 'locked_version', 'updated_at'],
  'api-keys': ['name', 'status', 'type', 'hint', 'last_used_at', 'expires_at'],
  'audit-events': ['action', 'resource_id', 'actor', 'reason', 'created_at'],
  providers: ['name', 'slug', 'status', 'publisher', 'current_version', 'updated_at'],
  jobs: ['type', 'status', 'progress', 'error', 'updated_at'],
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
