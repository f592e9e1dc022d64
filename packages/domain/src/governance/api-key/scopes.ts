import type { KnownScopes } from '@berth/resource';

/**
 * What each role may do beside reading its instance, which all may, but for the audit trail. `instances` are beyond
 * every role.
 */
const roles: Record<string, (path: string, access: string) => boolean> = {
  admin: () => true,
  editor: (path, access) => access === 'write' && !administered.has(path),
  operator: (path, access) => access === 'write' && operated.has(path),
  reader: () => false,
  resolver: (_path, access) => access === 'reveal',
  auditor: (path, access) => path === 'audit-events' && access === 'read',
  'ai.manage': (path, access) =>
    path === 'models' ? access !== 'read' : access === 'write' && behindModels.has(path),
};

const administered = new Set(['api-keys', 'encryption']);
const operated = new Set([
  'provider-deployments',
  'provider-config-vaults',
  'provider-configs',
  'provider-auth-configs',
  'models',
]);
const behindModels = new Set(['provider-deployments', 'provider-auth-configs']);

export const roleNames = Object.keys(roles);

/** The scopes that are meant by a list of scopes and roles. Unknown words mean nothing. */
export function expandScopes(granted: readonly string[], known: KnownScopes): Set<string> {
  const scopes = new Set(granted.filter((word) => known.all.has(word)));
  for (const role of granted.flatMap(
    (word) => (Object.hasOwn(roles, word) ? roles[word] : undefined) ?? [],
  )) {
    for (const scope of known.all) {
      const [path = '', access = ''] = scope.split(':');
      if (path !== 'instances' && (role(path, access) || (access === 'read' && path !== 'audit-events')))
        scopes.add(scope);
    }
  }
  return scopes;
}
