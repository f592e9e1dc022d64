import { pgArray } from '@berth/db';
import { is, type SQL, sql } from 'drizzle-orm';
import { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Deprecated } from './verb.ts';

/** The comparisons of a window: later than, from, earlier than, up to. */
export const windowSides = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;
export type WindowSide = keyof typeof windowSides;

/** A range of ISO 8601 times in UTC, with any of its sides. */
export type DateWindow = Partial<Record<WindowSide, string>>;

/** The form of a filter's value in the query. The face parses and documents the filter from this alone. */
export type FilterInput =
  | { kind: 'text'; many: boolean }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'boolean' }
  | { kind: 'window' };

export type FilterValue = string[] | boolean | DateWindow;

/** A filter applied to a value. Equal shapes must mean equal SQL text in `where`; values are sent in `params` only. */
export interface Applied {
  shape: string;
  params: Record<string, unknown>;
  where: () => SQL;
  /** Present when the filter selects one or several values of a column, so that the column's index can be walked. */
  walk?: ColumnWalk;
  /** Ids outside of which no row can match. */
  ids?: { from?: string; to?: string };
  /** Present when an index finds the rows that match, for a value that few rows have. */
  seek?: Seek;
  /** Present when the filter keeps some of the words of a column. */
  choice?: Choice;
  /** Present when the filter searches for a text. */
  text?: SearchedText;
}

/**
 * The rows that match a filter, in the order of an index: by the instance, this column and the id. When the column is a
 * status, the index has the rows of each status in the order by id.
 */
export interface Seek {
  where: () => SQL;
  by: PgColumn;
  /** Present with indexes by the lag and the id. */
  lags?: Lags;
}

/** The text of a row in each index by its lag, and the parameters of the ranges: steps, first ids and last ones. */
export interface Lags {
  /** The columns that each have an index: by the instance and the key. */
  within: readonly PgColumn[];
  key: (within: PgColumn) => SQL;
  params: readonly [steps: string, firsts: string, lasts: string];
}

/** The words that a column of a closed set may have, as literals. */
export interface Choice {
  column: PgColumn;
  words: readonly SQL[];
}

export interface SearchedText {
  text: string;
  /** The expression of the search index: all searched columns as one text. Null without an index. */
  document: (() => SQL) | null;
  param: string;
}

/** The values of a column whose index leads to the rows of a filter. */
export interface ColumnWalk {
  column: PgColumn;
  param: string;
  /** True when the parameter is a `text[]`. */
  many: boolean;
  /** Selects the values of the column to walk, each once, for the values of the parameter. */
  select?: (inside?: ColumnWalk) => SQL;
  /** The column of a walk that `select` can be kept inside of, so that this walk is the narrower one of the two. */
  inside?: PgColumn;
  /** The condition of the filter's rows among those of the values, where the values have others too. */
  rest?: () => SQL;
  /** Another column; an index by the instance and the `pairKey` has the rows with a value of both. */
  paired?: PgColumn;
}

export interface Filter {
  input: FilterInput;
  /** Describes in one sentence which rows the filter keeps, given its name. */
  about: (name: string) => string;
  required: boolean;
  /** The value to apply when the query does not name the filter. */
  byDefault?: FilterValue;
  /** True when the kept rows change with the time, without a write. */
  drifts?: true;
  deprecated?: Deprecated;
  /** Resolves aliases to ids. Unknown ones are left out. */
  identify?: (ctx: Context, texts: string[]) => Promise<string[]>;
  /** Present when filters are answered together: those with the same search are applied once. */
  joint?: Joint;
  apply(name: string, value: FilterValue): Applied;
}

/** One search for the values of several filters, which resources of different folders may contribute. */
export interface Joint<Part = never> {
  /** Reads the parts that one value adds to the search; no part when there is no such row. */
  part(ctx: Context, texts: string[]): Promise<Part[]>;
  /** Finds the values of the column, given the parts of each filter by its name, and the values of all filters. */
  find: FindJoint<Part>;
}

export type FindJoint<Part> = (
  ctx: Context,
  parts: Record<string, Part[]>,
  values: Readonly<Record<string, FilterValue>>,
) => Promise<string[]>;

interface OneOf extends Pick<Filter, 'identify'> {
  /** Lists the spellings of a value. */
  spellings?: (text: string) => string[];
  /** Another column; an index by the instance and the `pairKey` has the rows with a value of both. */
  paired?: PgColumn;
}

/** Keeps the rows whose column has one of the values, or one of the spellings of a value. */
export function oneOf(column: PgColumn, { spellings, paired, ...options }: OneOf = {}): Filter {
  const also = paired ? { paired } : {};
  return {
    input: { kind: 'text', many: true },
    about: (name) => `Filter by \`${name}\`.`,
    required: false,
    ...options,
    apply: (name, value) => {
      const values = unique(spellings ? (value as string[]).flatMap(spellings) : value);
      if (values.length === 1) {
        return {
          shape: `${name}=`,
          params: { [name]: values[0] },
          walk: { column, param: name, many: false, ...also },
          where: () => sql`${column} = ${sql.placeholder(name)}`,
        };
      }
      return {
        shape: `${name}[]`,
        params: { [name]: pgArray(values) },
        where: () => isAny(column, name),
        walk: { column, param: name, many: true, ...also },
      };
    },
  };
}

/** Keeps the rows whose column has one of the values that `find` finds for this filter and those that share it. */
export const jointly = <Part>(column: PgColumn, joint: Joint<Part>, about: string): Filter => ({
  ...oneOf(column),
  input: { kind: 'text', many: false },
  about: () => about,
  // Erases the type of the parts: only this joint gets the parts that it made
  joint: joint as unknown as Joint,
});

/** The condition that the column has one of the values of the parameter, a `text[]`. */
export const isAny = (column: PgColumn, param: string): SQL =>
  sql`${column} = any(${sql.placeholder(param)}::text[])`;

/** The condition that a column has one of the values of the walk of another column. */
export const isWalked = (column: PgColumn, { param, many }: ColumnWalk): SQL =>
  many ? isAny(column, param) : sql`${column} = ${sql.placeholder(param)}`;

/** The parameter of every resource statement for the caller's instance. */
export const INSTANCE = 'ctx_instance';

/** The parameter of every resource statement for the moment of the request. */
export const NOW = 'ctx_now';

/**
 * Keeps the rows that a sub-query finds for the values. `where` gets the SQL of the values, a `text[]`, and of the
 * caller's instance, to write `column in (select … where other = any(values) and instance_id = instance)`.
 */
export function through(
  where: (values: SQL, instance: SQL) => SQL,
  options: { required?: boolean; many?: boolean; about?: string } & Pick<Filter, 'identify'> = {},
): Filter {
  return {
    input: { kind: 'text', many: options.many ?? true },
    about: (name) => options.about ?? `Filter by \`${name}\`.`,
    required: options.required ?? false,
    ...(options.identify ? { identify: options.identify } : {}),
    apply: (name, value) => ({
      shape: `${name}*`,
      params: { [name]: pgArray(unique(value)) },
      where: () => where(sql`${sql.placeholder(name)}::text[]`, sql`${sql.placeholder(INSTANCE)}`),
    }),
  };
}

/**
 * Keeps the rows whose column has a value that a sub-query finds for the filter's values, and walks the index of that
 * column. `select` gets the SQL of the values, a `text[]`, of the caller's instance, and the walk of the column
 * `inside` where another filter has one, to find no others than those of its values. It must not repeat a value.
 */
export function among(
  column: PgColumn,
  select: (values: SQL, instance: SQL, inside?: ColumnWalk) => SQL,
  { inside, ...options }: Pick<Filter, 'identify'> & Pick<ColumnWalk, 'inside'> = {},
): Filter {
  return {
    input: { kind: 'text', many: true },
    about: (name) => `Filter by \`${name}\`.`,
    required: false,
    ...options,
    apply: (name, value) => {
      const found = (other?: ColumnWalk) =>
        select(sql`${sql.placeholder(name)}::text[]`, sql`${sql.placeholder(INSTANCE)}`, other);
      return {
        shape: `${name}^`,
        params: { [name]: pgArray(unique(value)) },
        where: () => sql`${column} in (${found()})`,
        walk: { column, param: name, many: true, select: found, ...(inside ? { inside } : {}) },
      };
    },
  };
}

/**
 * Keeps the rows whose column has one of a closed set of words. The statement holds the words as literals, so that
 * partial indexes apply.
 */
export function choice(column: PgColumn, values: readonly string[], byDefault?: readonly string[]): Filter {
  return {
    input: { kind: 'choice', values },
    about: (name) => `Filter by \`${name}\`.`,
    required: false,
    ...(byDefault ? { byDefault: [...byDefault] } : {}),
    apply: (name, value) => {
      const chosen = unique(value).sort();
      const words = chosen.map((word) => sql.raw(`'${word.replaceAll("'", "''")}'`));
      const literals = sql.join(words, sql`, `);
      return {
        shape: `${name}:${chosen.join('|')}`,
        params: {},
        where: () => (chosen.length === 1 ? sql`${column} = ${literals}` : sql`${column} in (${literals})`),
        choice: { column, words },
      };
    },
  };
}

/** Keeps the rows in one of a closed set of states, each defined by a condition, for states that no column holds. */
export function state(conditions: Record<string, () => SQL>, byDefault?: readonly string[]): Filter {
  return {
    input: { kind: 'choice', values: Object.keys(conditions) },
    about: (name) => `Filter by \`${name}\`.`,
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

/**
 * Keeps the rows for which `where` is true, or those for which it is not. `few` is present when a partial index has the
 * rows of one of the two, which few rows may be: by the instance, the column `by` and the id.
 */
export function flag(where: () => SQL, few?: { value: boolean; by: PgColumn }): Filter {
  return {
    input: { kind: 'boolean' },
    about: (name) => `Filter by \`${name}\`: true or false.`,
    required: false,
    apply: (name, value) => {
      const condition = () => (value === true ? where() : sql`(${where()}) is not true`);
      return {
        shape: `${name}:${value}`,
        params: {},
        where: condition,
        ...(few?.value === value ? { seek: { where: condition, by: few.by } } : {}),
      };
    },
  };
}

/** Keeps the rows in which one of the columns contains the text, ignoring case. */
export const search = (...columns: (PgColumn | SQL)[]): Filter => searchIn(columns, null);

/** Like `search`, for a table with the search index of `documentOf` these columns. */
export const indexedSearch = (...columns: PgColumn[]): Filter => searchIn(columns, () => documentOf(columns));

const searchIn = (columns: readonly (PgColumn | SQL)[], document: SearchedText['document']): Filter => ({
  input: { kind: 'text', many: false },
  about: () => 'Filter by text, ignoring case.',
  required: false,
  apply: (name, value) => {
    const text = unique(value)[0] ?? '';
    if (text === '') return { shape: '', params: {}, where: () => sql`true` }; // rows without any text too
    return {
      shape: `${name}~`,
      params: { [name]: `%${text.replaceAll(/[\\%_]/g, '\\$&')}%` },
      text: { text, document, param: name },
      where: () =>
        sql`(${sql.join(
          columns.map((column) => sql`${folding(column)} ilike ${sql.placeholder(name)}`),
          sql` or `,
        )})`,
    };
  },
});

/** The column under the collation of the database: that of ids and handles ignores the case of ASCII letters only. */
const folding = (column: PgColumn | SQL): SQL =>
  is(column, PgColumn) ? sql`${column} collate "default"` : sql`${column}`;

/** The columns as one text, as the search index of a table has them. */
const documentOf = (columns: readonly PgColumn[]): SQL =>
  sql`(${sql.join(
    columns.map((column) => sql`coalesce(${folding(column)}, '')`),
    sql` || ' ' || `,
  )})`;

const unique = (value: FilterValue): string[] => [...new Set(value as string[])];
