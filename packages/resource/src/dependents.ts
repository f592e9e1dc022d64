import { touch } from '@berth/db';
import { type Dependent, nounOf, type Page } from '@berth/kernel';
import { and, count, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, type PgTable, unionAll } from 'drizzle-orm/pg-core';
import { addTouched, type Context, requireScope } from './context.ts';
import type { Reference, ReferenceThrough, Resource } from './define.ts';
import { type Entity, type EntityTable, visible } from './entity.ts';
import { resourceErrors } from './errors.ts';
import { beyondReach } from './reach.ts';

/** The most dependents that an answer names. */
export const MOST_NAMED = 100;

/** The part of an entity that references name it by. */
type Named = Pick<Entity, 'name'>;

interface User {
  resource: Resource;
  field: string;
  reference: Pick<Reference, 'column' | 'blocks' | 'unless' | 'keptByForce'> & Partial<ReferenceThrough>;
}

/** Selects dependents and limits their number. */
interface Wanted {
  /** Only those that block archiving the row. */
  blocking: boolean;
  limit: number;
  /** Start after this id, or end with it in reverse. */
  after?: string | null;
  reverse?: boolean;
}

/** Returns the live rows that refer to a row, ordered by id: one query over all references of the registry. */
export async function dependentsOf(
  ctx: Context,
  entity: Named,
  id: string,
  wanted: Wanted = { blocking: true, limit: MOST_NAMED },
): Promise<Dependent[]> {
  const users = usersOf(ctx, entity).filter(({ resource, reference }) =>
    wanted.blocking ? reference.blocks : ctx.scopes.has(`${resource.wire.path}:read`),
  );
  const [first, second, ...rest] = users.map((user) => dependentsIn(ctx, user, id, wanted));
  if (!first) return [];
  if (!second) return first;
  const order = sql`"id" ${sql.raw(wanted.reverse ? 'desc' : 'asc')}`;
  return unionAll(first, second, ...rest)
    .orderBy(order)
    .limit(wanted.limit);
}

/** One page of the dependents of a row, of the kinds that the caller may read. */
export async function listDependents(
  ctx: Context,
  entity: Named,
  id: string,
  { limit, after }: { limit: number; after: string | null },
): Promise<Page<Dependent>> {
  const found = await dependentsOf(ctx, entity, id, { blocking: false, limit: limit + 1, after });
  const before =
    after === null
      ? []
      : await dependentsOf(ctx, entity, id, { blocking: false, limit: 1, after, reverse: true });
  return {
    items: found.slice(0, limit),
    hasMoreBefore: before.length > 0,
    hasMoreAfter: found.length > limit,
  };
}

/**
 * Ensures that nothing blocks archiving a locked row. With `force`, it detaches the blocking dependents: a nullable
 * reference is set to null, which takes the scope to write the dependent; one that is required or `keptByForce` stays.
 * Dependents outside the reach of the key block too, and are not named.
 * @throws DomainError `conflict` with the blocking dependents; `forbidden`.
 */
export async function releaseDependents(ctx: Context, entity: Named, id: string): Promise<void> {
  const whole = beyondReach(ctx);
  const all = await dependentsOf(whole, entity, id);
  if (all.length === 0) return;
  const dependents = ctx.reach ? await dependentsOf(ctx, entity, id) : all;
  if (!ctx.write.options.force) {
    throw resourceErrors.inUse({ noun: nounOf(entity.name) }, { entity: entity.name, id, dependents });
  }
  addTouched(ctx, dependents);
  for (const user of usersOf(ctx, entity)) {
    const { resource, reference } = user;
    if (!reference.blocks || reference.keptByForce || reference.column.notNull) continue;
    const { table } = resource.entity;
    const detached = await ctx.db
      .update(table as PgTable)
      .set({ [reference.column.name]: null, ...touch(table, ctx.now) })
      .where(condition(whole, user, id))
      .returning({ id: table.id });
    if (detached.length > 0) requireScope(ctx, `${resource.wire.path}:write`);
  }
}

/** Lists live rows of the context's instance, at most `limit` of them. API keys are not among them. */
export async function liveRowsOf(ctx: Context, limit: number): Promise<Dependent[]> {
  const [first, second, ...rest] = archivableIn(ctx).map(({ table, name: object, status, isOwn }) =>
    ctx.db
      .select(named(table, object))
      .from(table as PgTable)
      .where(and(isOwn, status))
      .limit(limit),
  );
  if (!first || !second) return first ?? [];
  return unionAll(first, second, ...rest).limit(limit);
}

/** Counts the live rows of the context's instance. API keys are not among them. */
export async function countLiveRows(ctx: Context): Promise<number> {
  const counts = archivableIn(ctx).map(({ table, status, isOwn }) =>
    ctx.db
      .select({ live: count() })
      .from(table as PgTable)
      .where(and(isOwn, status)),
  );
  const [first, second, ...rest] = counts;
  const rows = first && second ? await unionAll(first, second, ...rest) : ((await first) ?? []);
  return rows.reduce((sum, { live }) => sum + live, 0);
}

/** The tables of rows that are archived, with the conditions of the rows that the context's instance owns. */
function archivableIn({ instanceId, services }: Context) {
  return services.registry.resources.flatMap(({ entity: { table, name, tenancy } }) => {
    const { status, archived_at } = getTableColumns(table) as Record<string, PgColumn | undefined>;
    const owner = tenancy.of === 'tenant' ? tenancy.instanceId : tenancy.of === 'catalog' && tenancy.ownerId;
    if (!status || !archived_at || !owner) return [];
    return [{ table, name, status: sql`${status} = 'active'`, isOwn: eq(owner, instanceId) }];
  });
}

/** The columns of a dependent, for rows of one table. */
function named(table: EntityTable, object: string) {
  const { name } = getTableColumns(table) as Record<string, PgColumn | undefined>;
  return {
    object: sql<string>`${object}::text`.as('object'),
    id: sql<string>`${table.id}`.as('id'),
    name: sql<string | null>`${name ?? sql`null::text`}`.as('name'),
  };
}

/** Returns all references to an entity. */
function usersOf(ctx: Context, entity: Named): User[] {
  return ctx.services.registry.resources.flatMap((resource) =>
    Object.entries(resource.links.references).flatMap(([field, reference]): User[] => {
      if (reference.to === entity.name) return [{ resource, field, reference }];
      const through = reference.through?.[entity.name];
      if (through === undefined) return [];
      return [{ resource, field, reference: { column: reference.column, keptByForce: true, ...through } }];
    }),
  );
}

function dependentsIn(ctx: Context, user: User, id: string, wanted: Wanted) {
  const { field } = user;
  const { table, name: object } = user.resource.entity;
  const behind = wanted.after
    ? sql`${table.id} ${sql.raw(wanted.reverse ? '<=' : '>')} ${wanted.after}`
    : undefined;
  return ctx.db
    .select({ ...named(table, object), reference: sql<string>`${field}::text`.as('reference') })
    .from(table as PgTable)
    .where(and(condition(ctx, user, id, wanted.blocking), behind))
    .orderBy(sql`${table.id} ${sql.raw(wanted.reverse ? 'desc' : 'asc')}`)
    .limit(wanted.limit);
}

/** Selects the live rows of one reference. */
function condition(
  ctx: Context,
  { resource, reference }: User,
  id: string,
  blocking = true,
): SQL | undefined {
  const { status } = getTableColumns(resource.entity.table) as Record<string, PgColumn | undefined>;
  return and(
    visible(ctx, resource.entity),
    reference.matches ? reference.matches(id, blocking) : eq(reference.column, id),
    status ? sql`${status} = 'active'` : undefined,
    blocking && reference.unless ? sql`(${reference.unless}) is not true` : undefined,
  );
}
