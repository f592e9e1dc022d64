import { touch } from '@berth/db';
import { type Kind, nounOf } from '@berth/kernel';
import { and, eq, getTableColumns, type InferSelectModel, inArray, is, or, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import { missing, resourceErrors } from './errors.ts';
import { insideReach, type Ties } from './reach.ts';

/**
 * Decides who sees the rows. `tenant`: the instance in `instance_id`. `catalog`: everyone for owner `public`, otherwise
 * the owning instance. `global`: every key that holds the scope.
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

/** A table and the names of its rows: the part of a resource that other resources may build on. */
export interface Entity<T extends EntityTable = EntityTable> {
  /** The `object` of its answers and the `entity` of its errors. */
  name: string;
  kind: Kind;
  table: T;
  tenancy: Tenancy;
  /** The columns that tie a row to the reach of a key. Without ties, no key with a reach sees the rows. */
  ties?: Ties;
}

/** An entity before its tenancy. Its ties name columns of its table. */
type Described<T extends EntityTable> = Omit<Entity<T>, 'tenancy' | 'ties'> & {
  ties?: Ties<keyof T['_']['columns'] & string>;
};

/** Makes an entity whose rows belong to an instance. */
export const tenantEntity = <T extends EntityTable & { instance_id: PgColumn }>(
  entity: Described<T>,
): Entity<T> => ({ ...entity, tenancy: { of: 'tenant', instanceId: entity.table.instance_id } });

/** Makes an entity whose rows belong to an instance or are public. */
export const catalogEntity = <T extends EntityTable & { owner_id: PgColumn }>(
  entity: Described<T>,
): Entity<T> => ({ ...entity, tenancy: { of: 'catalog', ownerId: entity.table.owner_id } });

/**
 * The purpose of locking a row. `reference`: a reference to it is about to be made, so it must not be archived. `read`:
 * it must not change. `change`: its columns are about to change. `archive`: no reference to it may be made.
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
  if (!row) throw missing(ctx, entity, id);
  return row as InferSelectModel<T>;
}

/** Like `findRow`, and locks the row until the transaction ends. */
export async function hold<T extends EntityTable>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
  as: Hold,
): Promise<InferSelectModel<T>> {
  const [row] = await rowById(ctx, entity, id).for(strengths[as]);
  if (!row) throw missing(ctx, entity, id);
  return row as InferSelectModel<T>;
}

const rowById = (ctx: Context, entity: Entity, id: string) =>
  ctx.db
    .select()
    .from(entity.table as PgTable)
    .where(and(visible(ctx, entity), eq(entity.table.id, id)));

/**
 * Changes columns of a locked row of the caller's and increments its `row_version`. A row that has these values already
 * stays as it is. Returns true when the row has changed.
 */
export async function change<T extends EntityTable>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
  changes: Partial<T['$inferInsert']>,
): Promise<boolean> {
  const { table } = entity;
  const differs = differing(table, changes);
  if (!differs) return false;
  const changed = await ctx.db
    .update(table as PgTable)
    .set({ ...changes, ...touch(table, ctx.now) })
    .where(and(visible(ctx, entity), eq(table.id, id), differs))
    .returning({ id: table.id });
  return changed.length > 0;
}

/** The condition that a row differs from the values; undefined without values. `json` has no equality of its own. */
function differing(table: EntityTable, changes: object): SQL | undefined {
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return or(
    ...given.map(([name, value]) => {
      const column = columns[name] as PgColumn;
      const next = is(value, SQL) ? value : sql.param(value, column);
      return column.getSQLType() === 'json'
        ? sql`${column}::text is distinct from ${next}::text`
        : sql`${column} is distinct from ${next}`;
    }),
  );
}

/** Refuses to use an archived row for anything new. @throws DomainError `use_after_delete`. */
export function refuseArchived({ name }: Entity, row: { id: string; status: string }): void {
  if (row.status === 'active') return;
  const { id } = row;
  throw resourceErrors.archivedReference({ noun: nounOf(name), id }, { entity: name, id });
}

/** The id and status of a row. Its table has both columns, which the type of a row of any table does not tell. */
const stateOf = (row: unknown) => row as { id: string; status: string };

/** Like `hold`, for a row about to be referred to. @throws DomainError `use_after_delete` when it is archived. */
export async function holdReference<T extends EntityTable & { status: PgColumn }>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
): Promise<InferSelectModel<T>> {
  const row = await hold(ctx, entity, id, 'reference');
  refuseArchived(entity, stateOf(row));
  return row;
}

/** Like `hold`, for a row that is about to be changed or archived. @throws DomainError `gone` when it is archived. */
export async function holdLive<T extends EntityTable & { status: PgColumn }>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
  as: 'change' | 'archive',
): Promise<InferSelectModel<T>> {
  const row = await hold(ctx, entity, id, as);
  refuseGone(entity, stateOf(row), as);
  return row;
}

/**
 * Like `hold`, for an archived row that is about to be live again.
 * @throws DomainError `not_found`; `invalid_state` when it is live.
 */
export async function holdArchived<T extends EntityTable & { status: PgColumn }>(
  ctx: Context,
  entity: Entity<T>,
  id: string,
): Promise<InferSelectModel<T>> {
  const row = await hold(ctx, entity, id, 'change');
  if (stateOf(row).status === 'archived') return row;
  const { name } = entity;
  throw resourceErrors.notArchived({ noun: nounOf(name) }, { entity: name, id });
}

/** Refuses to change or archive an archived row. @throws DomainError `gone`. */
export function refuseGone(
  { name }: Entity,
  row: { id: string; status: string },
  as: 'change' | 'archive',
): void {
  if (row.status === 'active') return;
  const refusal = as === 'change' ? resourceErrors.archived : resourceErrors.archivedAlready;
  throw refusal({ noun: nounOf(name) }, { entity: name, id: row.id });
}

/** The condition that selects the rows visible to the caller: those of the instance, inside the reach of the key. */
export function visible(ctx: Context, entity: Pick<Entity, 'tenancy' | 'ties' | 'table'>): SQL | undefined {
  const scope = inInstance(ctx, entity);
  return ctx.reach ? and(scope, insideReach(ctx, entity)) : scope;
}

/** The condition that selects the rows of the caller's instance, whatever the reach of the key. */
export function inInstance(ctx: Context, { tenancy }: Pick<Entity, 'tenancy'>): SQL | undefined {
  if (tenancy.of === 'global') return undefined;
  return tenancy.of === 'tenant'
    ? eq(tenancy.instanceId, ctx.instanceId)
    : inArray(tenancy.ownerId, ['public', ctx.instanceId]);
}
