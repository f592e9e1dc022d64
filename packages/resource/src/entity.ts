import { type Queryable, runPrepared, type Statement, touchAt } from '@berth/db';
import { type Kind, nounOf } from '@berth/kernel';
import { and, getTableColumns, type InferSelectModel, is, or, type Placeholder, SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import { missing, resourceErrors } from './errors.ts';
import { INSTANCE, NOW } from './filters.ts';
import { insideReach, reachParams, reachShape, type Ties } from './reach.ts';
import { scopeCondition } from './scan.ts';
import { ofInstance } from './tenancy.ts';

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
  const row = await rowById(ctx, entity, id, null);
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
  const row = await rowById(ctx, entity, id, strengths[as]);
  if (!row) throw missing(ctx, entity, id);
  return row as InferSelectModel<T>;
}

async function rowById(
  ctx: Context,
  entity: Entity,
  id: string,
  strength: (typeof strengths)[Hold] | null,
): Promise<Record<string, unknown> | undefined> {
  const [row] = await runPrepared(
    ctx,
    `row ${entity.name} ${strength}${reachShape(ctx)}`,
    (db) => {
      const query = db
        .select()
        .from(entity.table as PgTable)
        .where(ofId(ctx, entity));
      return (strength === null ? query : query.for(strength)) as Statement<Record<string, unknown>>;
    },
    { [INSTANCE]: ctx.instanceId, ...reachParams(ctx), id },
  );
  return row;
}

/** The condition of the caller's row with the id in the parameter `id`. */
const ofId = (ctx: Context, entity: Entity): SQL | undefined =>
  and(scopeCondition(ctx, { entity }), sql`${entity.table.id} = ${sql.placeholder('id')}`);

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
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (given.length === 0) return false;
  const next = given.map(([name, value]): [string, SQL | Placeholder] => [
    name,
    is(value, SQL) ? value : sql.placeholder(SET + name),
  ]);
  const params = {
    ...Object.fromEntries(given.map(([name, value]) => [SET + name, value])),
    [INSTANCE]: ctx.instanceId,
    [NOW]: ctx.now.toISOString(),
    ...reachParams(ctx),
    id,
  };
  const build = (db: Queryable) => changing(ctx, db, entity, next);
  const isKept = !next.some(([, value]) => is(value, SQL));
  const shape = `change ${entity.name} ${next.map(([name]) => name).join()}${reachShape(ctx)}`;
  const changed = isKept
    ? await runPrepared(ctx, shape, build, params)
    : await build(ctx.db).prepare(undefined).execute(params);
  return changed.length > 0;
}

/** The prefix of the parameters for the columns that change. */
const SET = 'set_';

/** The statement of a change. Like `touch`, with the time as a parameter. */
function changing(
  ctx: Context,
  db: Queryable,
  entity: Entity,
  next: readonly [name: string, value: SQL | Placeholder][],
): Statement<{ id: string }> {
  const { table } = entity;
  return db
    .update(table as PgTable)
    .set({ ...Object.fromEntries(next), ...touchAt(table, sql`${sql.placeholder(NOW)}`) })
    .where(and(ofId(ctx, entity), differing(table, next)))
    .returning({ id: table.id }) as Statement<{ id: string }>;
}

/** The condition that a row differs from the values. `json` has no equality of its own. */
function differing(
  table: EntityTable,
  changes: readonly [name: string, value: SQL | Placeholder][],
): SQL | undefined {
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  return or(
    ...changes.map(([name, value]) => {
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
export const inInstance = (ctx: Context, entity: Pick<Entity, 'tenancy'>): SQL | undefined =>
  ofInstance(entity, sql`${ctx.instanceId}`);
