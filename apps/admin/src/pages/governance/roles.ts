import type { ApiKey, ApiKeyRole } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { berth } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { useSession, useWhyNot, whyNot } from '../../app/session.ts';
import { keyWords } from '../../words/keys.ts';
import { expand, isScope } from './key-scopes.ts';

const NO_ROLES: readonly ApiKeyRole[] = [];

interface Roles {
  roles: readonly ApiKeyRole[];
  state: 'pending' | 'known' | 'failed';
}

/** Reads the roles with their scopes. To a key that may not read them, it is known that there are none. */
export function useRoles(): Roles {
  const refusal = useWhyNot(resourceNamed('api-keys').scopes.list);
  const { data, isError } = useQuery({
    queryKey: ['roles'],
    enabled: refusal === null,
    queryFn: ({ signal }) => berth.apiKeys.roles({ signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isKnown = refusal !== null || data !== undefined;
  return { roles: data?.items ?? NO_ROLES, state: isKnown ? 'known' : isError ? 'failed' : 'pending' };
}

/**
 * Returns the reason why the session's key has no power over a key: it lacks a scope of it, or the key is revoked.
 * While the scopes of a role of the key are not known, that is the reason.
 */
export function useWhyNotOver(key: Pick<ApiKey, 'status' | 'scopes'>): string | null {
  const session = useSession();
  const { roles, state } = useRoles();
  const refusal = useWhyNot(resourceNamed('api-keys').scopes.update);
  if (key.status === 'revoked') return keyWords.isRevoked;
  if (refusal) return refusal;
  if (state !== 'known' && !key.scopes.every(isScope)) return keyWords.notKnownYet;
  return whyNot(session.key, [[...expand(key.scopes, roles)]]);
}
