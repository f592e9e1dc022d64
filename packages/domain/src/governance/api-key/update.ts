import { isDeepStrictEqual } from 'node:util';
import { type Context, change, hold } from '@berth/resource';
import { sent } from '../../fields.ts';
import { addressFilter } from '../address-list.ts';
import { announceChange } from '../changes/index.ts';
import { keyErrors } from './errors.ts';
import { grant, requireAllOf, requireScopesOf } from './grant.ts';
import { type Limits, readLimits, refuseWider } from './limits.ts';
import { readReach, refuseBeyondReach } from './reach.ts';
import type { UpdateApiKey } from './schema.ts';
import { expandScopes, scopesOfKey } from './scopes.ts';
import { type ApiKeyRow, apiKeyEntity } from './table.ts';

/** Changes the scopes, reach, addresses and end of a key. The caller's own key cannot be narrowed. */
export async function updateApiKey(ctx: Context, id: string, input: UpdateApiKey): Promise<void> {
  const row = await holdKey(ctx, id);
  await requireAllOf(ctx, row);
  const scopes = newScopes(ctx, row, input.scopes);
  const reach = input.reach === undefined ? undefined : await readReach(ctx, input.reach);
  refuseNewReach(ctx, { ...row, ...sent({ scopes, reach }) }, row);
  const limits = readLimits(ctx, input);
  await refuseWider(ctx, limits);
  if (id === ctx.actor.keyId) refuseOwnEnd(ctx, row, limits);
  await change(ctx, apiKeyEntity, id, { ...sent({ name: input.name?.trim(), scopes, reach }), ...limits });
  await announceChange(ctx);
}

function newScopes(ctx: Context, row: ApiKeyRow, asked: string[] | undefined): string[] | undefined {
  if (asked === undefined || isDeepStrictEqual(asked, row.scopes)) return undefined;
  if (row.bootstrap) throw keyErrors.bootstrapScopes({ id: row.id });
  const words = grant(ctx, row.type, asked);
  const after = expandScopes(words, ctx.services.registry.scopes);
  const before = scopesOfKey(row, ctx.services.registry.scopes);
  const lost = row.id === ctx.actor.keyId ? [...before].find((scope) => !after.has(scope)) : undefined;
  if (lost !== undefined) throw keyErrors.narrowsItself({ scope: lost }, { id: row.id });
  return words;
}

/** Holds a key to change it. @throws DomainError `not_found`; `gone` when it is revoked. */
export async function holdKey(ctx: Context, id: string): Promise<ApiKeyRow> {
  const row = await hold(ctx, apiKeyEntity, id, 'change');
  if (row.status !== 'active') throw keyErrors.revoked({ entity: apiKeyEntity.name, id });
  return row;
}

/**
 * Refuses scopes that the key cannot hold with its reach, and a key's own reach. Without a reach its roles give more,
 * which the caller must hold.
 * @throws DomainError `invalid_data`, `conflict`, `forbidden`.
 */
function refuseNewReach(ctx: Context, next: ApiKeyRow, row: ApiKeyRow): void {
  if (next.reach) {
    refuseBeyondReach(ctx, next);
    if (row.id === ctx.actor.keyId) throw keyErrors.reachesItself({ id: row.id });
  } else if (row.reach) {
    requireScopesOf(ctx, next);
  }
}

/** @throws DomainError `conflict` when the caller's own key would end earlier, or refuse the caller's address. */
export function refuseOwnEnd(ctx: Context, row: ApiKeyRow, { expires_at, allowed_ips }: Limits): void {
  if (expires_at && (row.expires_at === null || expires_at < row.expires_at)) {
    throw keyErrors.endsItself({ id: row.id });
  }
  if (allowed_ips && !addressFilter(allowed_ips)(ctx.client.ip)) {
    throw keyErrors.shutsItselfOut({ id: row.id });
  }
}
