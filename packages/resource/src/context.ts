import type { Network } from '@berth/connectivity';
import type { Database, Queryable } from '@berth/db';
import { type Dependent, DomainError, type Id } from '@berth/kernel';
import type { Secrets } from '@berth/secrets';
import type { AuditTrail } from './audit.ts';
import type { Registry } from './registry.ts';

/** Who is asking: the API key behind the bearer token. */
export interface Actor {
  keyId: Id<'apiKey'>;
  bootstrap: boolean;
}

/** What the operator may set for the domain. */
export interface DomainSettings {
  /** How many revisions of a value are kept; null keeps all. */
  keptRevisions: number | null;
  /** How often one key may reveal secrets in a minute. */
  revealsPerMinute: number;
  /** Whether a test may go to private addresses and local names. */
  allowPrivate: boolean;
}

/** How a caller wants a write to be done. */
export interface WriteOptions {
  /** Everything but the commit. */
  dryRun: boolean;
  /** Also where dependents stand in the way. */
  force: boolean;
  /** Only when the row is of one of these versions (its `row_version`); null for whatever it is. */
  ifVersion: readonly number[] | null;
  /** The instance wants a version to be named, and none was. */
  lacksVersion: boolean;
  /** Only when nothing like it is there yet. */
  ifNew: boolean;
  idempotency: Idempotency | null;
}

/** Has a write happen once, however often its request comes. Both run in the transaction of the write. */
export interface Idempotency {
  /**
   * What was answered to the request before; null the first time.
   * @throws DomainError when its key was used for another request, or the first one is still under way.
   */
  begin(ctx: Context): Promise<Record<string, unknown> | null>;
  /** Keeps the answer. It must hold nothing that is shown once. */
  record(ctx: Context, answer: Record<string, unknown>): Promise<void>;
}

/** A write as it is when nobody says otherwise. */
export const PLAIN_WRITE: WriteOptions = {
  dryRun: false,
  force: false,
  ifVersion: null,
  lacksVersion: false,
  ifNew: false,
  idempotency: null,
};

/** Where a request came from. */
export interface Client {
  ip: string | null;
  userAgent: string | null;
}

/** Who asks, for which instance, and when. */
export interface Caller {
  instanceId: Id<'instance'>;
  organizationId: Id<'organization'>;
  actor: Actor;
  client: Client;
  scopes: ReadonlySet<string>;
  /** Whether the instance wants every change to name the version that it is meant for. */
  requiresPreconditions: boolean;
  /** The only clock: the moment the request began. */
  now: Date;
  requestId: string;
}

/** What the process offers to every request. */
export interface Services {
  registry: Registry;
  secrets: Secrets;
  settings: DomainSettings;
  /** How providers are reached. Never inside a transaction. */
  network: Network;
  audit: AuditTrail;
}

/** How a write is to be done, and what it collects on its way. */
export interface WriteState {
  options: WriteOptions;
  /** Run when the transaction has committed; never when it has not. */
  afterCommit: (() => void)[];
  /** The rows of others that the write changes or that will behave otherwise for it. A verb adds to it. */
  touched: Dependent[];
}

/** Everything a verb may know. First argument of every domain function; made once a request from the token. */
export interface Context extends Caller {
  /** Where statements run: the read pool, or the open transaction inside a write. */
  db: Queryable;
  database: Database;
  services: Services;
  write: WriteState;
}

/** The state of a write before it begins, with these options. */
export const newWrite = (options: WriteOptions = PLAIN_WRITE): WriteState => ({
  options,
  afterCommit: [],
  touched: [],
});

/** Throws `forbidden` unless the key of the request holds the scope: `<path>:<access>`. */
export const requireScope = (ctx: Context, scope: string): void => requireOneOf(ctx, [scope]);

/** Throws `forbidden` unless the key of the request holds one of the scopes. */
export function requireOneOf(ctx: Context, scopes: readonly string[]): void {
  if (scopes.some((scope) => ctx.scopes.has(scope))) return;
  throw new DomainError('forbidden', 'You do not have permission to access this resource.', {
    hint: `The key needs the scope ${scopes.join(' or ')}.`,
  });
}
