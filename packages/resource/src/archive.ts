import { archived, unarchived } from '@berth/db';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import { releaseDependents } from './dependents.ts';
import { change, type Entity, type EntityTable, holdArchived, holdLive } from './entity.ts';
import { choice, oneOf } from './filters.ts';
import { created, updated } from './windows.ts';

type Archivable = EntityTable & { status: PgColumn; archived_at: PgColumn };

/** Archives a row that needs no further steps. @throws DomainError `not_found`, `gone`; `conflict` when in use. */
export async function archiveRow<T extends Archivable>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
): Promise<void> {
  await holdLive(ctx, entity, id, 'archive');
  await releaseDependents(ctx, entity, id);
  await change(ctx, entity, id, archived(ctx.now) as Partial<T['$inferInsert']>);
}

/** Makes a row that refers to nothing live again. @throws DomainError `not_found`, `invalid_state`. */
export async function unarchiveRow<T extends Archivable>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
): Promise<void> {
  await holdArchived(ctx, entity, id);
  await change(ctx, entity, id, unarchived() as Partial<T['$inferInsert']>);
}

/** The filters of every resource whose rows are archived, not deleted. */
export const archivableFilters = (entity: Entity<EntityTable & { status: PgColumn }>) => ({
  status: choice(entity.table.status, ['active', 'archived'], ['active']),
  id: oneOf(entity.table.id),
  created_at: created(entity),
  updated_at: updated(entity),
});
