import { parsePointer } from '@berth/json-schema';
import type { Context } from '@berth/resource';
import {
  findRevision,
  type JsonObject,
  layersWithBonds,
  openRevision,
  staleSecrets,
} from '../value/index.ts';
import { authConfigErrors, authConfigProblems } from './errors.ts';
import { authConfigEntity, type authConfigs } from './table.ts';
import { termsOfMethod } from './value.ts';

/**
 * Opens the value of an auth config to reveal it. Secrets that were sent for other destinations than the value now has
 * stay hidden until a key that may reveal them confirms these: otherwise an editor of an address could redirect them.
 * `comparing` is true for a caller who gets the secrets, or may compare them.
 * @throws DomainError `secrets_stale`, with each secret and the destinations that changed.
 */
export async function openToReveal(
  ctx: Context,
  row: typeof authConfigs.$inferSelect,
  comparing: boolean,
): Promise<JsonObject> {
  const own = await openRevision(ctx, await findRevision(ctx, row.id, row.revision));
  const { specification } = await termsOfMethod(ctx, row.auth_method_id, row.type);
  const layers = await layersWithBonds(specification, [], { own, vault: null });
  const documents = { own: layers.own?.document ?? null, vault: null };
  const stale = await staleSecrets(specification, documents, comparing);
  if (stale.length === 0) return own.document.value;
  const errors = stale.map(({ path, because }) => ({
    ...authConfigProblems.stale({ members: because.join(', ') }, ['value', ...(parsePointer(path) ?? [])]),
    because,
  }));
  throw authConfigErrors.stale({ entity: authConfigEntity.name, id: row.id, errors });
}
