import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Join, Resource } from './define.ts';
import type { Entity } from './entity.ts';
import { asParameter, type Narrowing, narrowed } from './reach.ts';

/** The prefix of the columns that tell of an embedded row if it is inside the reach. */
const INSIDE = 'inside_';

/** The embedded rows of the instance that a reach may hide. Rows of the catalogue define the row that embeds them. */
function hideable({ services }: Narrowing, { read }: Resource): [name: string, join: Join, entity: Entity][] {
  return Object.entries(read.joins).flatMap(([name, join]) => {
    const found = services.registry.resources.find(
      ({ entity }) => originalOf(entity.table) === originalOf(join.table),
    );
    return found?.entity.tenancy.of === 'tenant' ? [[name, join, found.entity] as const] : [];
  }) as [string, Join, Entity][];
}

/** The name of a table, of an alias too. drizzle keeps it under a symbol that its types leave out. */
const originalOf = (table: PgTable): unknown =>
  (table as unknown as Record<symbol, unknown>)[Symbol.for('drizzle:OriginalName')];

/** Replaces embedded rows outside the reach of the key with null. */
export function withoutOutside(ctx: Narrowing, resource: Resource, rows: unknown[]): unknown[] {
  const joins = ctx.reach ? hideable(ctx, resource) : [];
  if (joins.length === 0) return rows;
  return (rows as Record<string, unknown>[]).map((row) => {
    const shown = { ...row };
    for (const [name] of joins) {
      if (shown[INSIDE + name] !== true) shown[name] = null;
      delete shown[INSIDE + name];
    }
    return shown;
  });
}

/** The columns that tell of each embedded row if it is inside the reach of the key; none without a reach. */
export const insideFlags = (ctx: Narrowing, resource: Resource): Record<string, SQL> =>
  Object.fromEntries(
    (ctx.reach ? hideable(ctx, resource) : []).map(([name, { table }, entity]) => [
      INSIDE + name,
      sql`(${narrowed(ctx, entity, asParameter, table)})`,
    ]),
  );
