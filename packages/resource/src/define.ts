import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { GetColumnData, InferSelectModel, SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Entity, EntityTable } from './entity.ts';
import type { Example } from './example.ts';
import type { Filter } from './filters.ts';
import type { Measure } from './large-columns.ts';
import type { Deprecated, Verb } from './verb.ts';

export type Columns = Record<string, PgColumn>;

/** A row of another table that is embedded in this one, read in the same statement. Null when there is no such row. */
export interface Join<C extends Columns = Columns> {
  table: PgTable;
  /** `and(…)` has `undefined` in its type; PostgreSQL refuses a join without a condition. */
  on: SQL | undefined;
  columns: C;
}

type RowOf<C extends Columns> = { [K in keyof C]: GetColumnData<C[K]> };

/** The row of a resource as `list` and `get` read it: its own columns, and one member for each join. */
export type ResourceRow<T extends PgTable, J extends Record<string, Join>> = InferSelectModel<T> & {
  [K in keyof J]: RowOf<J[K]['columns']> | null;
};

/** The appearance of a resource on the root face. */
export interface Wire {
  path: string;
  /** Describes in one sentence what a row is. */
  about: string;
  /** Further, deprecated paths with the same answers. */
  aliases: Readonly<Record<string, Omit<Deprecated, 'instead'>>>;
  view: TSchema;
  present: (row: never) => unknown;
  /** Further scopes beside those of its verbs, for the resource's own rules. */
  scopes: readonly string[];
  example: Example;
  /** Makes the row that the API reference shows, from the shipped catalogue where it can; `example` by default. */
  shown?: Example;
  /** Keeps the reads of a catalogue resource from publishable keys. */
  secretKeysOnly?: true;
  /** A slug that every installation has. The API reference shows reads with it. */
  known?: string;
}

/** The way rows are read. */
export interface Read {
  joins: Record<string, Join>;
  /** Joins for reading a single row. A list leaves them out. */
  details: Record<string, Join>;
  /** Columns for reading a single row. A list leaves them out. */
  alone: readonly string[];
  /** The members of the view that not every answer shows: only that of a single row, or of a write. */
  shownBy: Readonly<Record<string, 'row' | 'write'>>;
  /** Columns of JSON that may take megabytes in one row. A page ends with the row that fills it. */
  large: readonly string[];
  /** Sums the bytes of what a row attaches from other tables, with the measure of a column: they fill its page too. */
  attachedBytes?: (bytesOf: Measure) => SQL;
  filters: Record<string, Filter>;
  /** Columns to sort lists by, beside the id. A row with null in the column is left out of that order. */
  sorts: readonly string[];
  /** Adds to the rows the result of one batched query per relation. */
  attach: (ctx: Context, rows: never[]) => Promise<unknown[]>;
  /** Removes from a single row, or from its view, what the key may not see. The audit trail records it all the same. */
  withhold?: <Seen extends object>(ctx: Context, seen: Seen) => Seen;
  /** Resolves a slug or another alias to the id. Returns any other text unchanged. */
  identify?: (ctx: Context, text: string) => Promise<string>;
  /**
   * The reason why rows change without a write of their instance, such as with the time. Such rows are read for every
   * answer, also for a caller who has the answer already.
   */
  drifts?: string;
  /** Called for every list and get. */
  note?: (ctx: Context) => Promise<void>;
}

/**
 * A column of this resource that refers to a row of another one. The registry knows it; the other resource does not.
 */
export interface Reference {
  column: PgColumn;
  /** The name of the referenced entity. */
  to: string;
  /** True when a live row with this reference blocks archiving the referenced row. */
  blocks: boolean;
  /** The condition of rows that do not block. */
  unless?: SQL;
  /** True when `force` archives the referenced row and leaves the reference as it is. */
  keptByForce?: true;
  /** The member in which answers embed the referenced row, for readers who ask for it. */
  as?: string;
  /** Further rows that a row refers to by way of this one, by the names of their entities. */
  through?: Readonly<Record<string, ReferenceThrough>>;
}

/** A reference that leads over another row. It is never detached. */
export interface ReferenceThrough {
  blocks: boolean;
  /** The condition of rows that refer to the row with this id; of those that block archiving it, when `blocking`. */
  matches(id: string, blocking: boolean): SQL;
}

/** Further paths for a list, below each row of other resources: `/<parent path>/:id/<as>` and `…/:n`. */
export interface Within {
  paths: readonly string[];
  as: string;
  /** The filter that takes the parent's id. */
  filter: string;
  /** The member of a row whose text stands for `:n`. */
  by: string;
  /** Resolves `:n` below a parent to an id. @throws DomainError `not_found`. */
  find(ctx: Context, parentId: string, n: string): Promise<string>;
}

/** Members that the dry run of a create shows beside the row that it makes: the schema, and the function for a row. */
export interface Preview {
  members: TObject;
  run(ctx: Context, id: string): Promise<object>;
}

/** The relations of a resource to others. */
export interface Links {
  references: Record<string, Reference>;
  /** Filters that this resource adds to resources it builds on, by the names of those. */
  contributes: Record<string, Record<string, Filter>>;
  /** Verbs that this resource adds to rows of resources it builds on, by the names of those. */
  actions: Record<string, readonly Verb[]>;
  /** Members that this resource adds to the dry run of a create of resources it builds on, by the names of those. */
  previews: Record<string, Preview>;
  within?: Within;
  /** Locks further rows before the row itself, for a resource whose other writes lock in that order. */
  holdFirst?: (ctx: Context, id: string) => Promise<void>;
}

/** A resource without the types of its rows, as the layers use it. `defineResource` makes it. */
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
  read: Partial<Omit<Read, 'joins' | 'alone' | 'shownBy' | 'large' | 'sorts' | 'attach'>> & {
    joins?: J;
    alone?: readonly (keyof T['_']['columns'] & string)[];
    shownBy?: Partial<Record<keyof Static<V> & string, 'row' | 'write'>>;
    large?: readonly (keyof T['_']['columns'] & string)[];
    sorts?: readonly (keyof T['_']['columns'] & string)[];
    attach?: (ctx: Context, rows: ResourceRow<T, J>[]) => Promise<Attached[]>;
  };
  links?: Partial<Links>;
  verbs?: readonly Verb[];
}

/** A resource with the types of its rows, for `list` and `get`. */
export interface TypedResource<Row> extends Resource {
  /** For the type only; it has no value. */
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
    read: {
      joins: {},
      details: {},
      alone: [],
      shownBy: {},
      large: [],
      filters: {},
      sorts: [],
      attach,
      ...read,
    },
    links: { references: {}, contributes: {}, actions: {}, previews: {}, ...links },
    verbs: verbs ?? [],
  } as unknown as TypedResource<Attached>; // erases the types: the layers pass functions only values that they made
}
