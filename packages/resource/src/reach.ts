import { pgArray } from '@berth/db';
import { getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import { alias, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Entity } from './entity.ts';

/** The parts of a reach. A row is inside when any part names it, or names a row that it hangs on. */
export const REACH_PARTS = ['providers', 'deployments', 'configs', 'handles'] as const;
export type ReachPart = (typeof REACH_PARTS)[number];

/** The rows that a key is limited to: ids of providers, deployments, configs, and handles in which `*` is any text. */
export type Reach = Record<ReachPart, string[]>;

/**
 * The columns, by name, that tie the rows of an entity to the parts of a reach. An entity without ties is outside of
 * every reach.
 */
export interface Ties<C extends string = string>
  extends Partial<Record<Exclude<ReachPart, 'handles'>, readonly C[]>> {
  handles?: C;
  /** The rows hang on rows of entities, given by name, or of tables with ties: those whose `by` is in the column. */
  through?: { column: C; to: readonly (string | Tied)[]; by: string };
  /** False for columns without an index of their own. A list then walks its usual index. */
  walked?: false;
}

/** A table with ties, such as one that joins two others. */
interface Tied {
  ties?: Ties;
  table: PgTable;
}

/** The members of a context that narrow a statement. */
export type Narrowing = Pick<Context, 'reach' | 'services'>;

/** The prefix of the parameters of a reach in prepared statements. */
const PARAM = 'ctx_reach_';
/** The first and the last handle, in the order of bytes, that a pattern can match. */
export const HANDLES_FROM = `${PARAM}from`;
export const HANDLES_TO = `${PARAM}to`;
const LONGEST_HANDLE = 100;

/** Writes the values of a part as a `text[]`: bound in place, or as a parameter of a prepared statement. */
type Write = (part: ReachPart) => SQL;

export const asParameter: Write = (part) => sql`${sql.placeholder(PARAM + part)}::text[]`;

/** The parameters of a reach in prepared statements; none without a reach. */
export function reachParams({ reach }: Narrowing): Record<string, string> {
  if (!reach) return {};
  return {
    ...Object.fromEntries(partsOf(reach).map((part) => [PARAM + part, pgArray(valuesOf(reach, part))])),
    [HANDLES_FROM]: pgArray(reach.handles.map(prefixOf)),
    [HANDLES_TO]: pgArray(
      reach.handles.map(
        (text) => prefixOf(text) + (text.includes('*') ? '\u{10ffff}'.repeat(LONGEST_HANDLE) : ''),
      ),
    ),
  };
}

/** The suffix of a statement's shape. Reaches with the same parts have the same text. */
export const reachShape = ({ reach }: Narrowing): string => (reach ? `~${partsOf(reach).join('+')}` : '');

/** The parts that name anything. */
export const partsOf = (reach: Reach): ReachPart[] => REACH_PARTS.filter((part) => reach[part].length > 0);

/** The condition that a row is inside the reach of the key, its values bound; undefined without a reach. */
export const insideReach = (ctx: Narrowing, entity: Tied): SQL | undefined =>
  narrowed(ctx, entity, (part) => sql`${pgArray(ctx.reach ? valuesOf(ctx.reach, part) : [])}::text[]`);

/** The condition that a row is inside the reach of the key; undefined without a reach. `table` may be an alias. */
export function narrowed(
  { reach, services }: Narrowing,
  { ties, table }: Tied,
  write: Write,
  aliased: PgTable = table,
): SQL | undefined {
  if (!reach) return undefined;
  const named = partsOf(reach).flatMap((part) =>
    tiedColumns(ties, part, aliased).map((column) =>
      part === 'handles' ? sql`${column} like any(${write(part)})` : sql`${column} = any(${write(part)})`,
    ),
  );
  const { through } = ties ?? {};
  const behind = (through?.to ?? []).map((to) => {
    const owner =
      typeof to === 'string'
        ? services.registry.resources.find((resource) => resource.entity.name === to)?.entity
        : to;
    if (!owner) throw new Error(`There is no entity ${to}`);
    // An alias of its own: the statement may read the table itself too
    const other = alias(owner.table as PgTable, 'reached');
    const { instance_id } = columnsOf(aliased);
    const sameInstance = instance_id ? sql`${columnsOf(other).instance_id} = ${instance_id} and ` : sql``;
    return sql`exists (select 1 from ${owner.table} as "reached" where ${sameInstance}${column(other, through?.by ?? '')} = ${column(aliased, through?.column ?? '')} and ${narrowed({ reach, services }, owner, write, other)})`;
  });
  return or(...named, ...behind) ?? sql`false`;
}

/** The columns that tie a table to a part of a reach. */
export function tiedColumns(ties: Ties | undefined, part: ReachPart, table: PgTable): PgColumn[] {
  const names = part === 'handles' ? [ties?.handles ?? []].flat() : (ties?.[part] ?? []);
  return names.map((name) => column(table, name));
}

const columnsOf = (table: PgTable) => getTableColumns(table) as Record<string, PgColumn | undefined>;

function column(table: PgTable, name: string): PgColumn {
  const found = columnsOf(table)[name];
  if (!found) throw new Error(`A tie names no column: ${name}`);
  return found;
}

const valuesOf = (reach: Reach, part: ReachPart): string[] =>
  part === 'handles' ? reach.handles.map(likePattern) : [...reach[part]];

/** `team-*` → `team-%`, with the other characters of LIKE escaped. */
const likePattern = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&').replaceAll('*', '%');

const prefixOf = (text: string): string => text.split('*', 1)[0] ?? '';

/**
 * Reads and locks what a row in reach already refers to. It must not be used for a row that the request names.
 */
export const beyondReach = (ctx: Context): Context => (ctx.reach ? { ...ctx, reach: null } : ctx);

/** Finds which of the ids are of rows inside the reach of the key; all of them without a reach. */
export async function idsInside(ctx: Context, entity: Entity, ids: string[]): Promise<string[]> {
  if (!ctx.reach || ids.length === 0) return ids;
  const rows = await ctx.db
    .select({ id: entity.table.id })
    .from(entity.table as PgTable)
    .where(sql`${entity.table.id} = any(${pgArray(ids)}::text[]) and ${insideReach(ctx, entity)}`);
  const inside = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => inside.has(id));
}

/** The details of an error that names a row: its id, unless the row is outside the reach of the key. */
export const idInside = async (ctx: Context, entity: Entity, id: string): Promise<{ id?: string }> =>
  (await idsInside(ctx, entity, [id])).length > 0 ? { id } : {};
