import { DomainError, invalidMember } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { expandScopes, roleNames, scopesOfKey } from './scopes.ts';
import type { ApiKeyRow } from './table.ts';

/**
 * The scopes and roles that a key is given. No key can give what it does not hold.
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
    return [];
  }
  if (!asked?.length)
    throw invalidMember(['scopes'], 'invalid_type', 'A secret key needs at least one scope or role');
  const words = [...new Set(asked)];
  words.forEach((word, index) => {
    if (!ctx.registry.scopes.all.has(word) && !roleNames.includes(word)) {
      throw invalidMember(
        ['scopes', String(index)],
        'invalid_enum',
        `Not a scope or role. Roles: ${roleNames.join(', ')}`,
      );
    }
  });
  const lacked = lackedOf(ctx, expandScopes(words, ctx.registry.scopes));
  if (lacked !== null) throw forbidden('A key cannot grant what it does not hold.', lacked);
  return words;
}

/**
 * Whoever rotates a key can use it, and whoever changes one can bring it back: only a key that holds all that it holds
 * may. @throws DomainError `forbidden`.
 */
export function requireAllOf(ctx: Context, key: ApiKeyRow): void {
  if (key.type === 'publishable') return;
  const lacked = lackedOf(ctx, scopesOfKey(key, ctx.registry.scopes));
  if (lacked !== null) throw forbidden('A key cannot change one that holds more than itself.', lacked);
}

const lackedOf = (ctx: Context, wanted: Iterable<string>): string | null =>
  [...wanted].find((scope) => !ctx.scopes.has(scope)) ?? null;

const forbidden = (message: string, lacked: string) =>
  new DomainError('forbidden', message, { hint: `The key needs the scope ${lacked}.` });
