import type { Static, TSchema } from '@sinclair/typebox';
import type { GetColumnData, InferSelectModel, SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Entity, EntityTable } from './entity.ts';
import type { Example } from './example.ts';
import type { Filter } from './filters.ts';
import type { Deprecated, Verb } from './verb.ts';

export type Columns = Record<string, PgColumn>;

/** A row of another table that is embedded in this one, read in the same statement. Null when there is none. */
export interface Join<C extends Columns = Columns> {
  table: PgTable;
  /** `and(…)` is typed as if it could be empty; a join without a condition is refused by PostgreSQL. */
  on: SQL | undefined;
  columns: C;
}

type RowOf<C extends Columns> = { [K in keyof C]: GetColumnData<C[K]> };

/** The row of a resource as `list` and `get` read it: its own columns, and one member for each join. */
export type ResourceRow<T extends PgTable, J extends Record<string, Join>> = InferSelectModel<T> & {
  [K in keyof J]: RowOf<J[K]['columns']> | null;
};

/** How a resource looks on the root face. */
export interface Wire {
  path: string;
  /** Says in one sentence what a row is. */
  about: string;
  /** Further paths that answer the same and are deprecated. */
  aliases: Readonly<Record<string, Omit<Deprecated, 'instead'>>>;
  view: TSchema;
  present: (row: never) => unknown;
  /** Scopes beside those of its verbs, for rules of its own. */
  scopes: readonly string[];
  example: Example;
}

/** How rows are read. */
export interface Read {
  joins: Record<string, Join>;
  /** Joins of a single row only; a list leaves them out. */
  details: Record<string, Join>;
  filters: Record<string, Filter>;
  /** Columns that its lists can be sorted by, beside the id. Rows without a value in one have no place in that order. */
  sorts: readonly string[];
  /** Adds to the rows what one batched query per relation reads. */
  attach: (ctx: Context, rows: never[]) => Promise<unknown[]>;
  /** Turns a slug or another name that may stand for the id into the id; a text without a meaning stays as it is. */
  identify?: (ctx: Context, text: string) => Promise<string>;
  /** Is told of every list and get. */
  note?: (ctx: Context) => Promise<void>;
}

/** A column of this resource that names a row of another one. The registry knows it, the other resource does not. */
export interface Reference {
  column: PgColumn;
  /** The name of the entity that is referred to. */
  to: string;
  /** Whether a live row with this reference stands in the way of archiving the other row. */
  blocks: boolean;
  /** Rows with this condition do not stand in the way. */
  unless?: SQL;
  /** The member of an answer that the row referred to can come in, for readers who ask for it. */
  as?: string;
}

/** A further place of a list: behind each row of other resources, at `/<parent path>/:id/<as>` and `…/:n`. */
export interface Within {
  paths: readonly string[];
  as: string;
  /** The filter that takes the parent's id. */
  filter: string;
  /** Gives the id that `:n` means behind a parent. @throws DomainError `not_found`. */
  find(ctx: Context, parentId: string, n: string): Promise<string>;
}

/** How a resource hangs together with others. */
export interface Links {
  references: Record<string, Reference>;
  /** Filters that this resource gives to resources it builds on, by their names. */
  contributes: Record<string, Record<string, Filter>>;
  within?: Within;
  /** Holds what a write holds before the row itself, where others take locks in that order. */
  holdFirst?: (ctx: Context, id: string) => Promise<void>;
}

/** A resource as the layers know it, built by `defineResource`. */
export interface Resource {
  entity: Entity;
  wire: Wire;
  read: Read;
  links: Links;
  verbs: readonly Verb[];
}

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

interface Definition<
  T extends EntityTable,
  J extends Record<string, Join>,
  Attached extends ResourceRow<T, J>,
  V extends TSchema,
> {
  entity: Entity<T>;
  wire: Optional<Omit<Wire, 'view' | 'present'>, 'aliases' | 'scopes'> & {
    view: V;
    present: (row: Attached) => Static<V>;
  };
  read: Partial<Omit<Read, 'joins' | 'sorts' | 'attach'>> & {
    joins?: J;
    sorts?: readonly (keyof T['_']['columns'] & string)[];
    attach?: (ctx: Context, rows: ResourceRow<T, J>[]) => Promise<Attached[]>;
  };
  links?: Partial<Links>;
  verbs?: readonly Verb[];
}

/** A resource with the types of its rows, for `list` and `get`. */
export interface TypedResource<Row> extends Resource {
  /** Type only; there is no value behind it. */
  readonly row?: Row;
}

/**
 * Defines a resource. Routes, query parsing, paging, presentation, OpenAPI, the client, the command and the
 * conformance tests follow from the definition.
 */
export function defineResource<
  T extends EntityTable,
  V extends TSchema,
  // biome-ignore lint/complexity/noBannedTypes: no joins, so no further members
  J extends Record<string, Join> = {},
  Attached extends ResourceRow<T, J> = ResourceRow<T, J>,
>({ entity, wire, read, links, verbs }: Definition<T, J, Attached, V>): TypedResource<Attached> {
  const attach = async (_ctx: Context, rows: unknown[]) => rows;
  return {
    entity,
    wire: { aliases: {}, scopes: [], ...wire },
    read: { joins: {}, details: {}, filters: {}, sorts: [], attach, ...read },
    links: { references: {}, contributes: {}, ...links },
    verbs: verbs ?? [],
  } as unknown as TypedResource<Attached>; // the erased form: the layers hand each member back what it made
}
