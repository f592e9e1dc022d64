import type { Network } from '@berth/connectivity';
import type { Database, Queryable } from '@berth/db';
import type { Dependent, Id } from '@berth/kernel';
import type { Secrets } from '@berth/secrets';
import type { AuditTrail, NewEvent } from './audit.ts';
import { lacksScope } from './errors.ts';
import type { Reach } from './reach.ts';
import type { Registry } from './registry.ts';

/** The caller: the API key behind the bearer token, or the setup session whose page writes. */
export interface Actor {
  keyId: Id<'apiKey'> | Id<'setupSession'>;
  /** The name of the key, for messages; null for work that no key asked for. */
  keyName: string | null;
  bootstrap: boolean;
}

/** The proof, inside the transaction of a write or a reveal, that the caller still has the rights of its context. */
export interface Authority {
  /**
   * Holds the key and the instance of the caller as they are until the transaction ends. Sends two statements, at once.
   * @throws DomainError `unauthorized` when either has ended since; `forbidden` when the key has lost rights.
   */
  hold(ctx: Context): Promise<void>;
}

/** Settings of the operator for the domain. */
export interface DomainSettings {
  /** The number of revisions of a value to keep; null keeps all. */
  keptRevisions: number | null;
  /** The number of times per minute that one key may reveal secrets. */
  revealsPerMinute: number;
  /** Allows a test to reach private addresses and local names. */
  allowPrivate: boolean;
  /** The URL under which people reach the server: an origin and the base path, without a closing slash. */
  publicUrl: string;
}

/** The caller's options for a write. */
export interface WriteOptions {
  /** Validate only; change nothing. */
  dryRun: boolean;
  /** Proceed even if dependents block the write. */
  force: boolean;
  /** Proceed only if the `row_version` of the row is one of these; null accepts any version. */
  ifVersion: readonly number[] | null;
  /** Proceed only if the row's `row_version` is none of these; `any` refuses each row, null accepts any version. */
  notVersion: readonly number[] | 'any' | null;
  /** True when the instance requires a version and the request names none. */
  lacksVersion: boolean;
  /** Proceed only if no such row exists yet. */
  ifNew: boolean;
  idempotency: Idempotency | null;
}

/**
 * Makes a write happen once, however often its request is repeated. Both functions run in the transaction of the write;
 * `begin` also before it, in one of its own, for a verb that asks others first.
 */
export interface Idempotency {
  /**
   * Returns the earlier answer to the same request; null for the first request.
   * @throws DomainError when its key was used for another request, or while the first request is under way.
   */
  begin(ctx: Context): Promise<Record<string, unknown> | null>;
  /** Keeps the answer, which must not hold anything that is shown only once. */
  record(ctx: Context, answer: Record<string, unknown>): Promise<void>;
}

/** The default options of a write. */
export const PLAIN_WRITE: WriteOptions = {
  dryRun: false,
  force: false,
  ifVersion: null,
  notVersion: null,
  lacksVersion: false,
  ifNew: false,
  idempotency: null,
};

/** The origin of a request. */
export interface Client {
  ip: string | null;
  userAgent: string | null;
}

/** The caller, the instance and the time of a request. */
export interface Caller {
  instanceId: Id<'instance'>;
  /** The name of the instance, for messages; null for work that no key asked for. */
  instanceName: string | null;
  organizationId: Id<'organization'>;
  actor: Actor;
  /** Null for work that no key asks for at this moment. */
  authority: Authority | null;
  client: Client;
  scopes: ReadonlySet<string>;
  /** The rows that the key is limited to; null for all of the instance. */
  reach: Reach | null;
  /** True when the instance requires every change to name the version that it applies to. */
  requiresPreconditions: boolean;
  /** The only clock: the moment the whole request had arrived. */
  now: Date;
  requestId: string;
}

/** The services of the process for every request. */
export interface Services {
  registry: Registry;
  secrets: Secrets;
  settings: DomainSettings;
  /** The network for reaching providers. It must not be used inside a transaction. */
  network: Network;
  audit: AuditTrail;
}

/** The options of a write and the results that it collects. */
export interface WriteState {
  options: WriteOptions;
  /** Run one after the other when the transaction has committed, before the answer; never after a rollback. */
  afterCommit: (() => void | Promise<void>)[];
  /** The other rows that the write changes, or whose behaviour it changes. A verb adds to it. */
  touched: Dependent[];
  /** The events of the steps that are verbs of their own. They go with the event of the write, at its end. */
  events: NewEvent[];
  /** Further members for the event of the write. */
  noted: Record<string, unknown>;
}

/**
 * Everything that a verb may use. The first argument of every domain function; made once per request from the token.
 */
export interface Context extends Caller {
  /** The place where statements run: the read pool, or the open transaction of a write. */
  db: Queryable;
  database: Database;
  services: Services;
  write: WriteState;
}

/** The state of a write at its start, with these options. */
export const newWrite = (options: WriteOptions = PLAIN_WRITE): WriteState => ({
  options,
  afterCommit: [],
  touched: [],
  events: [],
  noted: {},
});

/** Makes the context read from the primary, when its reads go to a replica. */
export const onPrimary = (ctx: Context): Context =>
  ctx.database.primary ? { ...ctx, db: ctx.database.primary.read, database: ctx.database.primary } : ctx;

/** Makes the context read from a database: the primary, or a replica of it. */
export const readingFrom = (ctx: Context, database: Database): Context => ({
  ...ctx,
  db: database.read,
  database,
});

/** Adds rows to those that a write touches, each once. */
export function addTouched({ write: { touched } }: Pick<Context, 'write'>, rows: readonly Dependent[]): void {
  const keyOf = ({ object, id }: Dependent) => `${object} ${id}`;
  const known = new Set(touched.map(keyOf));
  for (const row of rows) {
    if (!known.has(keyOf(row))) touched.push(row);
    known.add(keyOf(row));
  }
}

/** Throws `forbidden` unless the key of the request holds the scope: `<path>:<access>`. */
export const requireScope = (ctx: Context, scope: string): void => requireOneOf(ctx, [scope]);

/** Makes the context of a step that goes with the verb of the caller, and so needs no scope of its own. */
export const granting = (ctx: Context, scope: string): Context =>
  ctx.scopes.has(scope) ? ctx : { ...ctx, scopes: new Set([...ctx.scopes, scope]) };

/** Throws `forbidden` unless the key of the request holds one of the scopes. */
export function requireOneOf(ctx: Context, scopes: readonly string[]): void {
  if (!scopes.some((scope) => ctx.scopes.has(scope))) throw lacksScope(ctx, scopes);
}
