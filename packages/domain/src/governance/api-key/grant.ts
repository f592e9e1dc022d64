import { DomainError, invalidMember } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { refuseWider } from './limits.ts';
import { expandScopes, roleNames, scopesOfKey } from './scopes.ts';
import type { ApiKeyRow } from './table.ts';

/**
 * Checks the scopes and roles for a key. A key cannot grant scopes that it does not hold.
 * @throws DomainError `invalid_data`, `forbidden`.
 */
export function grant(ctx: Context, type: ApiKeyRow['type'], asked: string[] | undefined): string[] {
  if (type === 'publishable') {
    if (asked?.length) {
      throw invalidMember(
        ['scopes'],
        'not_allowed',
        'A publishable key reads the catalogue and takes no scopes',
      );
    }
    requireScopes(ctx, ctx.services.registry.scopes.publishable, 'A key cannot grant what it does not hold.');
    return [];
  }
  if (!asked?.length)
    throw invalidMember(['scopes'], 'invalid_type', 'A secret key needs at least one scope or role');
  const words = [...new Set(asked)];
  words.forEach((word, index) => {
    if (!ctx.services.registry.scopes.all.has(word) && !roleNames.includes(word)) {
      throw invalidMember(
        ['scopes', String(index)],
        'invalid_enum',
        `Not a scope or role. Roles: ${roleNames.join(', ')}`,
      );
    }
  });
  const meant = expandScopes(words, ctx.services.registry.scopes);
  requireScopes(ctx, meant, 'A key cannot grant what it does not hold.');
  return words;
}

/**
 * Requires the caller's key to hold all scopes of the other key, for as long and from the same addresses. Rotating a
 * key gives its use, and changing a key can revive it.
 * @throws DomainError `forbidden`.
 */
export async function requireAllOf(ctx: Context, key: ApiKeyRow): Promise<void> {
  const held = scopesOfKey(key, ctx.services.registry.scopes);
  requireScopes(ctx, held, 'A key cannot change one that holds more than itself.');
  await refuseWider(ctx, key);
}

function requireScopes(ctx: Context, wanted: Iterable<string>, message: string): void {
  const lacked = [...wanted].find((scope) => !ctx.scopes.has(scope));
  if (lacked === undefined) return;
  throw new DomainError('forbidden', message, { hint: `The key needs the scope ${lacked}.` });
}
