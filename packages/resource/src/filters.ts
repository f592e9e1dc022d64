import { pgArray } from '@berth/db';
import { firstId } from '@berth/kernel';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Entity, EntityTable } from './entity.ts';
import type { Deprecated } from './verb.ts';

/** `{ gt?, lt? }`, both exclusive, ISO 8601. */
export interface DateWindow {
  gt?: string;
  lt?: string;
}

/** What a filter takes from the query. The face parses it, and documents it, from this alone. */
export type FilterInput =
  | { kind: 'text'; many: boolean }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'boolean' }
  | { kind: 'window' };

export type FilterValue = string[] | boolean | DateWindow;

/**
 * A filter applied to a value. `shape` and the text of `where` belong together: equal shapes mean equal SQL, and
 * the values travel in `params` only.
 */
export interface Applied {
  shape: string;
  params: Record<string, unknown>;
  where: () => SQL;
  /** The filter wants one value of a column, or one of several: the column's index can be walked for it. */
  walk?: Walk;
}

export interface Walk {
  column: PgColumn;
  param: string;
  /** Whether the parameter is a `text[]`. */
  many: boolean;
}

export interface Filter {
  input: FilterInput;
  /** Which rows it keeps, in one sentence, by the name of the filter. */
  about: (name: string) => string;
  required: boolean;
  /** No row matches, whatever is asked for. */
  matchesNothing?: true;
  /** Applied when the query does not name the filter. */
  byDefault?: FilterValue;
  deprecated?: Deprecated;
  /** Turns what a caller may write in place of an id into ids. Unknown ones are left out. */
  identify?: (ctx: Context, texts: string[]) => Promise<string[]>;
  apply(name: string, value: FilterValue): Applied;
}

/** The rows whose column is one of the values. */
export function oneOf(column: PgColumn, options: Pick<Filter, 'identify'> = {}): Filter {
  return {
    input: { kind: 'text', many: true },
    about: (name) => `Rows whose \`${name}\` is one of these.`,
    required: false,
    ...options,
    apply: (name, value) => {
      const values = unique(value);
      if (values.length === 1) {
        return {
          shape: `${name}=`,
          params: { [name]: values[0] },
          walk: { column, param: name, many: false },
          where: () => sql`${column} = ${sql.placeholder(name)}`,
        };
      }
      return {
        shape: `${name}[]`,
        params: { [name]: pgArray(values) },
        where: () => isAny(column, name),
        walk: { column, param: name, many: true },
      };
    },
  };
}

/** The column is one of the values of the parameter, a `text[]`. */
export const isAny = (column: PgColumn, param: string): SQL =>
  sql`${column} = any(${sql.placeholder(param)}::text[])`;

/** The parameter of every resource statement that holds the caller's instance. */
export const INSTANCE = 'ctx_instance';

/** The parameter of every resource statement that holds the moment of the request. */
export const NOW = 'ctx_now';

/**
 * The rows that a sub-query reaches from the values. `where` gets the SQL of the values, a `text[]`, and of the
 * caller's instance, to write `column in (select … where other = any(values) and instance_id = instance)`.
 */
export function through(
  where: (values: SQL, instance: SQL) => SQL,
  options: { required?: boolean; many?: boolean; about?: string } = {},
): Filter {
  return {
    input: { kind: 'text', many: options.many ?? true },
    about: (name) => options.about ?? `Rows that belong to one of these, each a \`${name}\`.`,
    required: options.required ?? false,
    apply: (name, value) => ({
      shape: `${name}*`,
      params: { [name]: pgArray(unique(value)) },
      where: () => where(sql`${sql.placeholder(name)}::text[]`, sql`${sql.placeholder(INSTANCE)}`),
    }),
  };
}

/** One of a closed set of words. They stand in the statement as literals, so that partial indexes apply. */
export function choice(column: PgColumn, values: readonly string[], byDefault?: readonly string[]): Filter {
  return {
    input: { kind: 'choice', values },
    about: (name) => `Rows whose \`${name}\` is one of these.`,
    required: false,
    ...(byDefault ? { byDefault: [...byDefault] } : {}),
    apply: (name, value) => {
      const chosen = unique(value).sort();
      const literals = sql.raw(chosen.map((word) => `'${word.replaceAll("'", "''")}'`).join(', '));
      return {
        shape: `${name}:${chosen.join('|')}`,
        params: {},
        where: () => (chosen.length === 1 ? sql`${column} = ${literals}` : sql`${column} in (${literals})`),
      };
    },
  };
}

/** One of a closed set of words, each with a condition of its own: for what no column says. */
export function state(conditions: Record<string, () => SQL>, byDefault?: readonly string[]): Filter {
  return {
    input: { kind: 'choice', values: Object.keys(conditions) },
    about: (name) => `Rows whose \`${name}\` is one of these.`,
    required: false,
    ...(byDefault ? { byDefault: [...byDefault] } : {}),
    apply: (name, value) => {
      const chosen = unique(value).sort();
      return {
        shape: `${name}:${chosen.join('|')}`,
        params: {},
        where: () =>
          sql`(${sql.join(
            chosen.map((word) => sql`(${conditions[word]?.() ?? sql`false`})`),
            sql` or `,
          )})`,
      };
    },
  };
}

/** A yes-or-no question; `where` answers yes. */
export function flag(where: () => SQL): Filter {
  return {
    input: { kind: 'boolean' },
    about: (name) => `Rows of which \`${name}\` is true, or false.`,
    required: false,
    apply: (name, value) => ({
      shape: `${name}:${value}`,
      params: {},
      where: () => (value === true ? where() : sql`(${where()}) is not true`),
    }),
  };
}

/** Rows whose time is inside an open window. */
export function window(column: PgColumn | SQL): Filter {
  return {
    input: { kind: 'window' },
    about: (name) => `Rows whose \`${name}\` is after \`gt\` and before \`lt\`.`,
    required: false,
    apply: (name, value) => {
      const { gt, lt } = value as DateWindow;
      const bounds = [
        ...(gt === undefined ? [] : [{ key: `${name}_gt`, operator: sql.raw('>'), at: gt }]),
        ...(lt === undefined ? [] : [{ key: `${name}_lt`, operator: sql.raw('<'), at: lt }]),
      ];
      return {
        shape: bounds.map((bound) => bound.key).join(),
        params: Object.fromEntries(bounds.map((bound) => [bound.key, bound.at])),
        where: () =>
          bounds.length === 0
            ? sql`true`
            : sql.join(
                bounds.map(
                  ({ key, operator }) => sql`${column} ${operator} ${sql.placeholder(key)}::timestamptz`,
                ),
                sql` and `,
              ),
      };
    },
  };
}

/**
 * Rows created inside an open window. The time in an id is never before the row's own, so where the window begins
 * the walk in id order can begin as well; it would read every older row first.
 */
export function created({ kind, table }: Entity): Filter {
  const inside = window(table.created_at);
  return {
    ...inside,
    apply: (name, value) => {
      const applied = inside.apply(name, value);
      const { gt } = value as DateWindow;
      if (gt === undefined) return applied;
      const first = `${name}_first`;
      return {
        ...applied,
        params: { ...applied.params, [first]: firstId(kind, new Date(gt)) },
        where: () => sql`${applied.where()} and ${table.id} > ${sql.placeholder(first)}`,
      };
    },
  };
}

/** The filters of every resource whose rows are archived in place of being deleted. */
export const archivableFilters = (entity: Entity<EntityTable & { status: PgColumn }>) => ({
  status: choice(entity.table.status, ['active', 'archived'], ['active']),
  id: oneOf(entity.table.id),
  created_at: created(entity),
  updated_at: window(entity.table.updated_at),
});

/** Rows of which one of the columns contains the text, whatever its case. */
export function search(...columns: PgColumn[]): Filter {
  return {
    input: { kind: 'text', many: false },
    about: () => 'Rows that contain this text, whatever its case.',
    required: false,
    apply: (name, value) => ({
      shape: `${name}~`,
      params: { [name]: `%${unique(value)[0]?.replaceAll(/[\\%_]/g, '\\$&') ?? ''}%` },
      where: () =>
        sql`(${sql.join(
          columns.map((column) => sql`${column} ilike ${sql.placeholder(name)}`),
          sql` or `,
        )})`,
    }),
  };
}

/** A filter of the contract whose resource does not exist here: whatever is asked for, no row has it. */
export const matchesNothing: Filter = {
  input: { kind: 'text', many: true },
  about: () => 'Taken from existing clients; nothing here has one, so no row matches.',
  required: false,
  matchesNothing: true,
  apply: (name) => ({ shape: `${name}!`, params: {}, where: () => sql`false` }),
};

const unique = (value: FilterValue): string[] => [...new Set(value as string[])];
