import type { KnownScopes } from '@berth/resource';

/** A role is a set of scopes with a name; it grows with the product. */
const roles: Record<string, (path: string, access: string) => boolean> = {
  admin: (path) => path !== 'instances',
  editor: (path, access) => path !== 'instances' && (path !== 'api-keys' || access === 'read'),
  operator: (path, access) =>
    path !== 'instances' &&
    path !== 'api-keys' &&
    (access === 'read' || path.startsWith('provider-deploy') || path.startsWith('provider-config')),
  reader: (path, access) => path !== 'instances' && access === 'read',
};

export const roleNames = Object.keys(roles);

/** The scopes that are meant by a list of scopes and roles. Unknown words mean nothing. */
export function expandScopes(granted: readonly string[], known: KnownScopes): Set<string> {
  const scopes = new Set<string>();
  for (const word of granted) {
    const role = roles[word];
    if (known.all.has(word)) scopes.add(word);
    if (role === undefined) continue;
    for (const scope of known.all) {
      const [path = '', access = ''] = scope.split(':');
      if (role(path, access)) scopes.add(scope);
    }
  }
  return scopes;
}
