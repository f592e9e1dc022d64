import { isDeepStrictEqual } from 'node:util';
import { allOf, type Database, type Queryable, runPrepared } from '@berth/db';
import type { Authority, Context } from '@berth/resource';
import { eq, sql } from 'drizzle-orm';
import { scopesOfKey } from '../api-key/index.ts';
import { apiKeys } from '../api-key/table.ts';
import { tell } from '../changes/index.ts';
import { instances } from '../tables/instance.ts';
import { type Credential, findCredential, inForce } from './authenticate.ts';
import { authenticationErrors } from './errors.ts';

const ID = 'id';

/**
 * Makes the proof of a credential. It takes the weakest lock of both rows. The archive of the instance waits for it,
 * and a revocation of the key after its commit (`afterWrites`). A second statement, sent with the first, reads the key:
 * PostgreSQL may lock a row and give the version of before, when an update ends between the look and the lock.
 */
export const authorityOf = (database: Database, credential: Credential, ip: string | null): Authority => ({
  hold: async (ctx) => {
    const params = { [ID]: credential.keyId };
    const [, [held]] = await allOf(
      runPrepared(ctx, 'hold caller', (db) => callerIn(db).for('key share'), params),
      runPrepared(ctx, 'held caller', callerIn, params),
    );
    inForce(credential, ctx.now);
    if (held?.version === credential.keyVersion && held.instance === 'active') return;
    tell(database); // this process has not heard of the change yet
    refuseLess(ctx, credential, inForce(await findCredential(ctx, credential.tokenHash), ctx.now), ip);
  },
});

const callerIn = (db: Queryable) =>
  db
    .select({ version: apiKeys.row_version, instance: instances.status })
    .from(apiKeys)
    .innerJoin(instances, eq(instances.id, apiKeys.instance_id))
    .where(eq(apiKeys.id, sql.placeholder(ID)));

/** Refuses a key that has lost any right that the request began with. @throws DomainError `forbidden`. */
function refuseLess({ services }: Context, before: Credential, now: Credential, ip: string | null): void {
  const { registry } = services;
  const scopes = scopesOfKey(now, registry.scopes);
  const isWhole =
    [...scopesOfKey(before, registry.scopes)].every((scope) => scopes.has(scope)) &&
    (now.reach === null || isDeepStrictEqual(now.reach, before.reach)) &&
    now.isAllowedFrom(ip);
  if (!isWhole) throw authenticationErrors.narrowed();
}
