import { stamp } from '@berth/db';
import { DomainError, invalidMember, newId, newToken } from '@berth/kernel';
import { type Context, change, hold, type Written } from '@berth/resource';
import { hashToken, tokensOf } from '../authenticate.ts';
import type { CreateApiKey } from './schema.ts';
import { expandScopes, roleNames } from './scopes.ts';
import { apiKeyEntity, apiKeys } from './table.ts';

interface NewKey {
  name: string;
  type: 'secret' | 'publishable';
  scopes: string[];
  bootstrap?: boolean;
  /** A token that was given instead of made. */
  token?: string;
}

/** Stores a key of the context's instance and answers its token, which exists nowhere else. */
export async function issueKey(
  ctx: Pick<Context, 'db' | 'instanceId' | 'now'>,
  key: NewKey,
): Promise<{ id: string; secret: string }> {
  const id = newId('apiKey', ctx.now);
  const secret = key.token ?? newToken(key.type);
  await ctx.db.insert(apiKeys).values({
    id,
    instance_id: ctx.instanceId,
    name: key.name.trim(),
    type: key.type,
    scopes: key.scopes,
    bootstrap: key.bootstrap ?? false,
    token_hash: hashToken(secret),
    token_hint: secret.slice(-4),
    ...stamp(ctx.now),
  });
  return { id, secret };
}

/** A new key of the caller's instance. No key can give what it does not hold. */
export async function createApiKey(ctx: Context, input: CreateApiKey): Promise<Written> {
  const type = input.type ?? 'secret';
  const { id, secret } = await issueKey(ctx, {
    name: input.name,
    type,
    scopes: grant(ctx, type, input.scopes),
  });
  return { id, once: { secret } };
}

/** Ends a key for good. */
export async function revokeApiKey(ctx: Context, id: string): Promise<void> {
  const row = await hold(ctx, apiKeyEntity, id, 'archive');
  if (id === ctx.actor.keyId) throw new DomainError('conflict', 'A key cannot revoke itself.', { id });
  if (row.status === 'revoked') throw new DomainError('gone', 'Resource cannot be archived.', { id });
  await change(ctx, apiKeyEntity, id, { status: 'revoked', revoked_at: ctx.now.toISOString() });
  ctx.afterCommit.push(() => tokensOf(ctx.database).delete(row.token_hash));
}

function grant(ctx: Context, type: NewKey['type'], asked: string[] | undefined): string[] {
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
  for (const scope of expandScopes(words, ctx.registry.scopes)) {
    if (ctx.scopes.has(scope)) continue;
    throw new DomainError('forbidden', 'A key cannot grant what it does not hold.', {
      hint: `The key needs the scope ${scope}.`,
    });
  }
  return words;
}
