import type { KnownScopes, Reach } from '@berth/resource';

interface Role {
  /** The purpose of the role, in one sentence. */
  about: string;
  /** True for a scope that the role adds. Every role may also read everything but the audit trail. */
  may: (path: string, access: string) => boolean;
}

const administered = new Set(['api-keys', 'encryption']);
const operated = new Set([
  'provider-deployments',
  'provider-config-vaults',
  'provider-configs',
  'provider-auth-configs',
  'provider-auth-credentials',
  'provider-auth-config-imports',
  'provider-setup-sessions',
  'models',
]);
const behindModels = new Set(['provider-deployments', 'provider-auth-configs']);

/** No role gives the scopes of `instances`. */
export const roles: Record<string, Role> = {
  admin: { about: 'Does everything within the instance.', may: () => true },
  editor: {
    about: 'Reads like `reader`, and writes everything but API keys and encryption.',
    may: (path, access) => access === 'write' && !administered.has(path),
  },
  operator: {
    about:
      'Reads like `reader`, and writes deployments, vaults, configs, auth configs and their imports, auth credentials, setup sessions and models.',
    may: (path, access) => access === 'write' && operated.has(path),
  },
  reader: { about: 'Reads everything but the audit trail and secrets.', may: () => false },
  resolver: {
    about:
      'Reads like `reader`, and reveals secrets, also for an identity: for programs that run on configs.',
    may: (_path, access) => access === 'reveal' || access === 'resolve',
  },
  auditor: {
    about: 'Reads like `reader`, and reads the audit trail.',
    may: (path, access) => path === 'audit-events' && access === 'read',
  },
  'ai.manage': {
    about: 'Writes deployments, auth configs and models, and manages AI providers.',
    may: (path, access) =>
      path === 'models' ? access !== 'read' : access === 'write' && behindModels.has(path),
  },
};

export const roleNames = Object.keys(roles);

/** Expands scopes and roles to scopes. Unknown words are ignored. */
export function expandScopes(granted: readonly string[], known: KnownScopes): Set<string> {
  const scopes = new Set(granted.filter((word) => known.all.has(word)));
  const given = Object.entries(roles).filter(([name]) => granted.includes(name));
  for (const [, { may }] of given) {
    for (const scope of known.all) {
      const [path = '', access = ''] = scope.split(':');
      if (path !== 'instances' && (may(path, access) || (access === 'read' && path !== 'audit-events')))
        scopes.add(scope);
    }
  }
  return scopes;
}

/** All scopes of a key. Of a role, a key with a reach has the scopes of configuration and catalogue. */
export function scopesOfKey(
  key: {
    type: 'secret' | 'publishable';
    scopes: readonly string[];
    bootstrap: boolean;
    reach: Reach | null;
  },
  known: KnownScopes,
): ReadonlySet<string> {
  if (key.bootstrap) return known.all;
  const held = key.type === 'publishable' ? known.publishable : expandScopes(key.scopes, known);
  return key.reach ? new Set([...held].filter((scope) => known.reachable.has(scope))) : held;
}

/**
 * True for a scope beyond configuration and catalogue, and for a role that adds the scopes of keys, encryption or the
 * audit trail to reading. Another role leaves out what is beyond.
 */
export function isBeyondReach(word: string, known: KnownScopes): boolean {
  const adds = Object.hasOwn(roles, word) ? roles[word] : undefined;
  if (!adds) return !known.reachable.has(word);
  return [...known.all].some((scope) => {
    const [path = '', access = ''] = scope.split(':');
    return (administered.has(path) || path === 'audit-events') && adds.may(path, access);
  });
}
