import { DomainError } from '@berth/kernel';
import { type Context, change, holdLive } from '@berth/resource';
import { sent } from '../../fields.ts';
import { addressFilter } from '../address-list.ts';
import { announceChange } from '../changes/index.ts';
import { grant, requireAllOf } from './grant.ts';
import { type Limits, readLimits, refuseWider } from './limits.ts';
import type { UpdateApiKey } from './schema.ts';
import { expandScopes, scopesOfKey } from './scopes.ts';
import { type ApiKeyRow, apiKeyEntity } from './table.ts';

/** Changes the scopes, addresses and end of a key. The caller's own key cannot be narrowed. */
export async function updateApiKey(ctx: Context, id: string, input: UpdateApiKey): Promise<void> {
  const row = await holdLive(ctx, apiKeyEntity, id, 'change');
  await requireAllOf(ctx, row);
  const scopes = newScopes(ctx, row, input.scopes);
  const limits = readLimits(ctx, input);
  await refuseWider(ctx, limits);
  if (id === ctx.actor.keyId) refuseOwnEnd(ctx, row, limits);
  await change(ctx, apiKeyEntity, id, { ...sent({ name: input.name?.trim(), scopes }), ...limits });
  await announceChange(ctx);
}

function newScopes(ctx: Context, row: ApiKeyRow, asked: string[] | undefined): string[] | undefined {
  if (asked === undefined) return undefined;
  if (row.bootstrap) throw conflict(row, 'The bootstrap key holds every scope, and no fewer.');
  const words = grant(ctx, row.type, asked);
  const after = expandScopes(words, ctx.services.registry.scopes);
  const before = scopesOfKey(row, ctx.services.registry.scopes);
  if (row.id === ctx.actor.keyId && [...before].some((scope) => !after.has(scope))) {
    throw conflict(row, 'A key cannot take a scope from itself.');
  }
  return words;
}

/** @throws DomainError `conflict` when the caller's own key would end earlier, or refuse the caller's address. */
export function refuseOwnEnd(ctx: Context, row: ApiKeyRow, { expires_at, allowed_ips }: Limits): void {
  if (expires_at && (row.expires_at === null || expires_at < row.expires_at)) {
    throw conflict(row, 'A key cannot set an earlier end to itself.');
  }
  if (allowed_ips && !addressFilter(allowed_ips)(ctx.client.ip)) {
    throw conflict(
      row,
      'A key cannot shut itself out: the address of this request is not among allowed_ips.',
    );
  }
}

/** Builds the error for a change that a key does not allow. */
export const conflict = ({ id }: ApiKeyRow, message: string) => new DomainError('conflict', message, { id });
