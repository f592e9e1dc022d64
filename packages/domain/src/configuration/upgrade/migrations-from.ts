import { beyondReach, type Context } from '@berth/resource';
import { type MigrationBetween, migrationFor } from '../../catalog/provider-version/index.ts';

/** Finds the migrations from a specification; null for none. */
export type MigrationsFrom = (specificationId: string) => Promise<MigrationBetween | null>;

/** The most specifications whose migrations are kept. */
const MOST_KEPT = 50;

/** Makes the function that finds the migrations from a specification to a version. They never change. */
export function migrationsTo(
  ctx: Context,
  version: { id: string; specification_id: string },
): MigrationsFrom {
  const known = new Map<string, MigrationBetween | null>();
  return async (specificationId) => {
    if (specificationId === version.specification_id) return null;
    const kept = known.get(specificationId);
    if (kept !== undefined) return kept;
    const found = await migrationFor(beyondReach(ctx), specificationId, version.id);
    if (known.size === MOST_KEPT) known.clear();
    known.set(specificationId, found);
    return found;
  };
}
