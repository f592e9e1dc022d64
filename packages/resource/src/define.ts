import type { ErrorCode } from '@berth/kernel';
import type { Static, TObject, TSchema } from '@sinclair/typebox';
import type { GetColumnData, InferSelectModel, SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { AuditPolicy } from './audit.ts';
import type { Context } from './context.ts';
import type { Entity, EntityTable } from './entity.ts';
import type { Filter } from './filters.ts';

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

/** What a write answers: the id of the row, and what is shown once and never again. */
export interface Written {
  id: string;
  once?: Record<string, unknown>;
}

/** What is served still and should be left. Days are ISO 8601 dates, and begin in UTC. */
export interface Deprecated {
  since: string;
  /** When it will be gone; absent while nobody has planned that. */
  sunset?: string;
  /** The path of what takes its place. `:id` and other parameters in it are those of the request. */
  instead?: string;
}

/** What a verb may throw beside what every verb of its kind does. */
interface Throws {
  errors?: readonly ErrorCode[];
}

export interface CreateVerb<I extends TSchema = TSchema, P = unknown> extends Throws {
  input: I;
  /** The members that its answer has and no later one. */
  once?: TObject;
  audit: AuditPolicy;
  /** Runs once, before the transaction, and hands `run` what must be asked of others. */
  prepare?(ctx: Context): Promise<P>;
  run(ctx: Context, input: Static<I>, prepared: P): Promise<Written>;
}

export interface UpdateVerb<I extends TSchema = TSchema> extends Throws {
  input: I;
  audit: AuditPolicy;
  run(ctx: Context, id: string, input: Static<I>): Promise<void>;
}

export interface ArchiveVerb extends Throws {
  audit: AuditPolicy;
  run(ctx: Context, id: string): Promise<void>;
}

/**
 * What is neither list nor get nor a verb on a row: its own path, its own query or, for POST, its own body. One object
 * back, or JSON lines when it answers them one after the other.
 */
export interface Operation<Q extends TObject = TObject> extends Throws {
  name: string;
  /** What it does, for those who read the API reference: a few words, without a full stop. */
  summary: string;
  /** What else there is to know before it is asked for, in sentences. */
  about?: string;
  path: string;
  scope: string;
  method?: 'POST';
  /** Present when it writes: it runs in the frame of a write, and the object that it answers is what is recorded. */
  writes?: AuditPolicy;
  /** Whether publishable keys have the scope. */
  open?: boolean;
  query: Q;
  view: TSchema;
  /** Whether it answers JSON lines in place of one object: asked to by `progress` in the body, or by `Accept`. */
  lines?: 'always' | 'on_request';
  /** What a line is, where it is not the view. */
  line?: TSchema;
  deprecated?: Deprecated;
  run(ctx: Context, query: Static<Q>): Promise<unknown>;
}

/** A verb beyond create, update and archive, on one row: `POST` (or `DELETE`) `/<path>/:id/<action path>`. */
export interface Action<I extends TSchema = TSchema> extends Throws {
  /** Behind the row. A segment `:n` in it is handed to the verb. */
  path: string;
  method?: 'DELETE';
  /** What the trail calls it; the last segment of the path unless given. */
  name?: string;
  /** What it does, for those who read the API reference: a few words, without a full stop. */
  summary: string;
  /** What else there is to know before it is asked for, in sentences. */
  about?: string;
  /** Any one of them is enough. */
  scopes: readonly string[];
  /** Whether it runs in the frame of a write, and what that leaves in the trail. */
  writes: AuditPolicy | false;
  /** The answer may hold secrets: nothing on its way may keep it. */
  confidential?: boolean;
  input: I;
  /** What it answers; the resource's own view when it answers the row. */
  view?: TSchema;
  /** The members beside the row that its answer has and no later one: what it runs to. Of a write only. */
  once?: TObject;
  deprecated?: Deprecated;
  /** What is sent to show it in the API reference: an empty body, and 1 for `:n`, unless it is said here. */
  example?: { body?: object; n?: string };
  /** Without an answer of its own, the row as it then is. */
  run(ctx: Context, id: string, input: Static<I>, n: string): Promise<object | undefined>;
}

/** Where a resource is also listed: behind each row of others, `/<parent path>/:id/<as>` and `…/:n`. */
export interface Within {
  paths: readonly string[];
  as: string;
  /** The filter that takes the parent's id. */
  filter: string;
  /** The id that `:n` means behind a parent. @throws DomainError `not_found`. */
  find(ctx: Context, parentId: string, n: string): Promise<string>;
}

/** What an example may do: post a body, patch and read a path. Each answers the object. */
export interface ExampleApi {
  create(path: string, body: object): Promise<ExampleObject>;
  update(path: string, body: object): Promise<ExampleObject>;
  get(path: string): Promise<ExampleObject>;
  /** For what no route makes: runs it in a transaction, in the context of a request. Answers what it answers. */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}
export type ExampleObject = { id: string } & Record<string, unknown>;

/** Makes one valid row over the API and answers its id. */
export type Example = (api: ExampleApi) => Promise<string>;

/** A column of this resource that names a row of another one. Known to the registry, not to the other side. */
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

/** What the layers know of a resource. Built by `defineResource`; members that a resource lacks are absent. */
export interface Resource extends Entity {
  path: string;
  /** What a row is, in one sentence. */
  about: string;
  /** Further paths that answer the same, all of them to be left for `path`. */
  aliases: Readonly<Record<string, Omit<Deprecated, 'instead'>>>;
  id: PgColumn;
  joins: Record<string, Join>;
  /** Joins of a single row only: what a list leaves out. */
  details: Record<string, Join>;
  view: TSchema;
  filters: Record<string, Filter>;
  /** Columns that its lists can be sorted by, beside the id. Rows without a value in one have no place in that order. */
  sorts: readonly string[];
  references: Record<string, Reference>;
  /** Filters that this resource gives to resources it builds on, by their names. */
  contributes: Record<string, Record<string, Filter>>;
  attach: (ctx: Context, rows: never[]) => Promise<unknown[]>;
  present: (row: never) => unknown;
  /** Turns what a caller may write in place of the id into the id; what means nothing stays as it is. */
  identify?: (ctx: Context, text: string) => Promise<string>;
  create?: CreateVerb;
  update?: UpdateVerb;
  archive?: ArchiveVerb;
  operations: readonly Operation[];
  actions: readonly Action[];
  /** Scopes that it asks for beside those of its routes. */
  scopes: readonly string[];
  /** Whether callers may ask what uses a row. */
  used: boolean;
  /** What a write holds before the row itself, where others take locks in that order. */
  holdFirst?: (ctx: Context, id: string) => Promise<void>;
  /** Told of every list and get. */
  noteRead?: (ctx: Context) => Promise<void>;
  within?: Within;
  example: Example;
}

interface Definition<
  T extends EntityTable,
  J extends Record<string, Join>,
  Attached extends ResourceRow<T, J>,
  V extends TSchema,
  C extends TSchema,
  U extends TSchema,
  P,
> {
  entity: Entity<T>;
  path: string;
  about: string;
  aliases?: Resource['aliases'];
  joins?: J;
  details?: Record<string, Join>;
  view: V;
  filters: Record<string, Filter>;
  sorts?: readonly (keyof T['_']['columns'] & string)[];
  references?: Record<string, Reference>;
  contributes?: Record<string, Record<string, Filter>>;
  /** Adds what one batched query per relation reads. Never a query per row. */
  attach?: (ctx: Context, rows: ResourceRow<T, J>[]) => Promise<Attached[]>;
  present: (row: Attached) => Static<V>;
  identify?: (ctx: Context, text: string) => Promise<string>;
  create?: CreateVerb<C, P>;
  update?: UpdateVerb<U>;
  archive?: ArchiveVerb;
  operations?: readonly Operation[];
  // biome-ignore lint/suspicious/noExplicitAny: each has an input of its own, checked against it before it runs
  actions?: readonly Action<any>[];
  scopes?: readonly string[];
  used?: boolean;
  holdFirst?: (ctx: Context, id: string) => Promise<void>;
  noteRead?: (ctx: Context) => Promise<void>;
  within?: Within;
  example: Example;
}

/** A resource with the types of its rows, for `list` and `get`. */
export interface TypedResource<Row> extends Resource {
  /** Type only; there is no value behind it. */
  readonly row?: Row;
}

/**
 * Defines a resource: what it is called, where its rows are, what may be asked of it. Routes, query parsing,
 * paging, presentation and the conformance tests follow from this.
 */
export function defineResource<
  T extends EntityTable,
  V extends TSchema,
  // biome-ignore lint/complexity/noBannedTypes: no joins, so no further members
  J extends Record<string, Join> = {},
  Attached extends ResourceRow<T, J> = ResourceRow<T, J>,
  C extends TSchema = TSchema,
  U extends TSchema = TSchema,
  P = undefined,
>({ entity, ...definition }: Definition<T, J, Attached, V, C, U, P>): TypedResource<Attached> {
  return {
    ...entity,
    id: entity.table.id,
    aliases: {},
    joins: {},
    details: {},
    sorts: [],
    references: {},
    contributes: {},
    operations: [],
    actions: [],
    scopes: [],
    used: false,
    attach: async (_ctx: Context, rows: unknown[]) => rows,
    ...definition,
  } as unknown as TypedResource<Attached>; // the erased form: the layers hand each member back what it made
}
