import { type DomainError, invalidMember } from '@berth/kernel';
import { type Context, keyOf } from '@berth/resource';
import { keyErrors, keyProblems } from './errors.ts';
import { refuseWider } from './limits.ts';
import { expandScopes, roleNames, scopesOfKey } from './scopes.ts';
import type { ApiKeyRow } from './table.ts';

/**
 * Checks the scopes and roles for a key. A key cannot grant scopes that it does not hold.
 * @throws DomainError `invalid_data`, `forbidden`.
 */
export function grant(ctx: Context, type: ApiKeyRow['type'], asked: string[] | undefined): string[] {
  if (type === 'publishable') {
    if (asked?.length) throw invalidMember(keyProblems.publishable(['scopes']));
    requireScopes(ctx, ctx.services.registry.scopes.publishable, keyErrors.cannotGrant);
    return [];
  }
  if (!asked?.length) throw invalidMember(keyProblems.noScopes(['scopes']));
  const words = [...new Set(asked)];
  words.forEach((word, index) => {
    if (!ctx.services.registry.scopes.all.has(word) && !roleNames.includes(word)) {
      throw invalidMember(
        keyProblems.unknownScope({ roles: roleNames.join(', ') }, ['scopes', String(index)]),
      );
    }
  });
  const meant = expandScopes(words, ctx.services.registry.scopes);
  requireScopes(ctx, meant, keyErrors.cannotGrant);
  return words;
}

/**
 * Requires the caller's key to hold all scopes of the other key, for as long and from the same addresses. Rotating a
 * key gives its use, and changing a key can revive it.
 * @throws DomainError `forbidden`.
 */
export async function requireAllOf(ctx: Context, key: ApiKeyRow): Promise<void> {
  requireScopesOf(ctx, key);
  await refuseWider(ctx, key);
}

/** Requires the caller's key to hold all scopes of the other key. @throws DomainError `forbidden`. */
export function requireScopesOf(ctx: Context, key: ApiKeyRow): void {
  const held = scopesOfKey(key, ctx.services.registry.scopes);
  requireScopes(ctx, held, keyErrors.holdsMore);
}

function requireScopes(
  ctx: Context,
  wanted: Iterable<string>,
  refusal: (filling: { key: string; scope: string }) => DomainError,
): void {
  const lacked = [...wanted].find((scope) => !ctx.scopes.has(scope));
  if (lacked !== undefined) throw refusal({ key: keyOf(ctx), scope: lacked });
}
