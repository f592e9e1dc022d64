import type { Database, Queryable } from '@berth/db';
import { DomainError, type Id } from '@berth/kernel';
import type { Secrets } from '@berth/secrets';
import type { Registry } from './registry.ts';

/** Who is asking: the API key behind the bearer token. */
export interface Actor {
  keyId: Id<'apiKey'>;
  bootstrap: boolean;
}

/** Everything a verb may know. First argument of every domain function; made once a request from the token. */
export interface Context {
  /** Where statements run: the read pool, or the open transaction inside `write`. */
  db: Queryable;
  database: Database;
  instanceId: Id<'instance'>;
  organizationId: Id<'organization'>;
  actor: Actor;
  scopes: ReadonlySet<string>;
  registry: Registry;
  secrets: Secrets;
  /** The only clock: the moment the request began. */
  now: Date;
  requestId: string;
  /** Run when the transaction has committed; never when it has not. */
  afterCommit: (() => void)[];
}

/** Throws `forbidden` unless the key of the request holds the scope: `<path>:<access>`. */
export function requireScope(ctx: Context, scope: string): void {
  if (ctx.scopes.has(scope)) return;
  throw new DomainError('forbidden', 'You do not have permission to access this resource.', {
    hint: `The key needs the scope ${scope}.`,
  });
}
