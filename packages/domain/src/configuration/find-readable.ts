import { type Context, type Entity, type EntityTable, findRow, missing } from '@berth/resource';

/**
 * Finds a row for a key that may read such rows. Nothing is looked up for another key, so that the answer does not tell
 * which names exist. @throws DomainError `not_found`, also for a publishable key.
 */
export async function findReadable<T extends EntityTable>(
  ctx: Context,
  scope: string,
  entity: Entity<T>,
  text: string,
  idOf?: (ctx: Context, text: string) => Promise<string>,
) {
  if (!ctx.scopes.has(scope)) throw missing(ctx, entity, text);
  return findRow(ctx, entity, idOf ? await idOf(ctx, text) : text);
}
