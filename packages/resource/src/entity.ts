import { archived, touch } from '@berth/db';
import { DomainError, type Kind, notFound } from '@berth/kernel';
import { and, eq, type InferSelectModel, inArray, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';

/**
 * Who sees the rows. `tenant`: the instance in `instance_id`. `catalog`: everyone for owner `public`, else the
 * owning instance. `global`: every key that holds the scope.
 */
export type Tenancy =
  | { of: 'tenant'; instanceId: PgColumn }
  | { of: 'catalog'; ownerId: PgColumn }
  | { of: 'global' };

export type EntityTable = PgTable & {
  id: PgColumn;
  row_version: PgColumn;
  created_at: PgColumn;
  updated_at: PgColumn;
};

/** A table and what its rows are called: the part of a resource that other resources may build on. */
export interface Entity<T extends EntityTable = EntityTable> {
  /** The `object` of its answers and the `entity` of its errors. */
  name: string;
  kind: Kind;
  table: T;
  tenancy: Tenancy;
}

/** What belongs to an instance. */
export const tenantEntity = <T extends EntityTable & { instance_id: PgColumn }>(
  entity: Omit<Entity<T>, 'tenancy'>,
): Entity<T> => ({ ...entity, tenancy: { of: 'tenant', instanceId: entity.table.instance_id } });

/** What belongs to an instance, or to everyone. */
export const catalogEntity = <T extends EntityTable & { owner_id: PgColumn }>(
  entity: Omit<Entity<T>, 'tenancy'>,
): Entity<T> => ({ ...entity, tenancy: { of: 'catalog', ownerId: entity.table.owner_id } });

/**
 * How a verb holds a row. `reference`: it is about to be referred to and must not be archived meanwhile. `read`: it
 * must not change meanwhile. `change`: its columns are about to change. `archive`: nothing may start to refer to it.
 */
export type Hold = 'reference' | 'read' | 'change' | 'archive';

const strengths = {
  reference: 'key share',
  read: 'share',
  change: 'no key update',
  archive: 'update',
} as const;

/** Reads one row of the caller's, without its joins. @throws DomainError `not_found`. */
export async function findRow<T extends EntityTable>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
): Promise<InferSelectModel<T>> {
  const [row] = await rowById(ctx, entity, id);
  if (!row) throw notFound(entity.name, id);
  return row as InferSelectModel<T>;
}

/** As `findRow`, and locks the row until the transaction ends. */
export async function hold<T extends EntityTable>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
  as: Hold,
): Promise<InferSelectModel<T>> {
  const [row] = await rowById(ctx, entity, id).for(strengths[as]);
  if (!row) throw notFound(entity.name, id);
  return row as InferSelectModel<T>;
}

const rowById = (ctx: Context, entity: Entity, id: string) =>
  ctx.db
    .select()
    .from(entity.table as PgTable)
    .where(and(visible(ctx, entity), eq(entity.table.id, id)));

/** Changes columns of one row of the caller's that is held, and counts the change in its `row_version`. */
export async function change<T extends EntityTable>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
  changes: Partial<T['$inferInsert']>,
): Promise<void> {
  await ctx.db
    .update(entity.table as PgTable)
    .set({ ...changes, ...touch(entity.table, ctx.now) })
    .where(and(visible(ctx, entity), eq(entity.table.id, id)));
}

/** What is archived is not used for anything new. @throws DomainError `use_after_delete`. */
export function refuseArchived({ name }: Entity, row: { id: string; status: string }): void {
  if (row.status === 'active') return;
  throw new DomainError('use_after_delete', 'Cannot use resource as it has been deleted or archived.', {
    entity: name,
    id: row.id,
  });
}

/** As `hold`, for a row that is about to be changed or archived. @throws DomainError `gone` when it is archived. */
export async function holdLive<T extends EntityTable & { status: PgColumn }>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
  as: 'change' | 'archive',
): Promise<InferSelectModel<T>> {
  const row = await hold(ctx, entity, id, as);
  refuseGone(
    entity,
    row as unknown as { id: string; status: string },
    as === 'change' ? 'updated' : 'archived',
  );
  return row;
}

/** Archives a row that nothing else has to be done for. @throws DomainError `not_found`, `gone`. */
export async function archiveRow<T extends EntityTable & { status: PgColumn; archived_at: PgColumn }>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
): Promise<void> {
  await holdLive(ctx, entity, id, 'archive');
  await change(ctx, entity, id, archived(ctx.now) as Partial<T['$inferInsert']>);
}

/** Refuses to change an archived row. @throws DomainError `gone`. */
export function refuseGone(
  { name }: Entity,
  row: { id: string; status: string },
  verb: 'updated' | 'archived',
): void {
  if (row.status === 'active') return;
  throw new DomainError('gone', `Resource cannot be ${verb}.`, { entity: name, id: row.id });
}

/** The condition that a row is the caller's to see. */
export function visible(ctx: Context, { tenancy }: Pick<Entity, 'tenancy'>): SQL | undefined {
  if (tenancy.of === 'global') return undefined;
  return tenancy.of === 'tenant'
    ? eq(tenancy.instanceId, ctx.instanceId)
    : inArray(tenancy.ownerId, ['public', ctx.instanceId]);
}
