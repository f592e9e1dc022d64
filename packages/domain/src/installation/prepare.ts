import type { Database } from '@berth/db';
import { stamp } from '@berth/db';
import { DomainError, type Id, newId } from '@berth/kernel';
import type { Secrets } from '@berth/secrets';
import { asc, eq } from 'drizzle-orm';
import { issueKey } from '../governance/api-key/index.ts';
import { ensureAuditKey } from '../governance/audit-key/index.ts';
import { createDataKey, proveKeyRing } from '../governance/data-key/index.ts';
import { instances } from '../governance/instance/table.ts';
import { loadCatalogue } from './catalogue.ts';

/** Any constant will do: it only has to be the same in every process that prepares. */
const PREPARATION_LOCK = 7_270_116;

export interface PrepareOptions {
  /** The first key of the first instance, instead of a generated one. 32 or more printable characters. */
  bootstrapKey?: string;
  now: Date;
}

/**
 * Makes a migrated database ready to serve: proves that the master key opens it, makes the first instance with
 * its bootstrap key when there is none, and brings the shipped catalogue up to date. Safe to run again, and from
 * several processes at once. `createdKey` is the bootstrap key if it was generated now; it is stored nowhere.
 * @throws SealError when the data keys are under another master key.
 */
export async function prepareInstallation(
  database: Database,
  secrets: Secrets,
  { bootstrapKey, now }: PrepareOptions,
): Promise<{ createdKey: string | null }> {
  return database.transaction(async (db) => {
    if (database.driver === 'postgres') await db.execute(`select pg_advisory_xact_lock(${PREPARATION_LOCK})`);
    await proveKeyRing(db, secrets);
    const [existing] = await db.select({ id: instances.id }).from(instances).limit(1);
    let createdKey: string | null = null;
    if (!existing) {
      const instanceId = newId('instance', now);
      await db.insert(instances).values({
        id: instanceId,
        organization_id: newId('organization', now),
        slug: 'default',
        name: 'Default',
        type: 'production',
        ...stamp(now),
      });
      const ctx = { db, secrets, instanceId, now };
      await createDataKey(ctx);
      const { secret } = await issueKey(ctx, {
        name: 'Bootstrap key',
        type: 'secret',
        scopes: [],
        bootstrap: true,
        ...(bootstrapKey === undefined ? {} : { token: bootstrapKey }),
      });
      createdKey = bootstrapKey === undefined ? secret : null;
    }
    await ensureAuditKey(db, secrets, now);
    await loadCatalogue({ db, ownerId: 'public', now });
    return { createdKey };
  });
}

/** A further bootstrap key of the first instance, for an operator who has lost the keys but holds the database. */
export async function createRecoveryKey(
  database: Database,
  now: Date,
): Promise<{ key: string; instanceId: string }> {
  return database.transaction(async (db) => {
    const [first] = await db
      .select({ id: instances.id })
      .from(instances)
      .where(eq(instances.status, 'active'))
      .orderBy(asc(instances.id))
      .limit(1);
    if (!first) throw new DomainError('not_found', 'There is no instance yet: start Berth once.');
    const ctx = { db, instanceId: first.id as Id<'instance'>, now };
    const { secret } = await issueKey(ctx, {
      name: 'Recovery key',
      type: 'secret',
      scopes: [],
      bootstrap: true,
    });
    return { key: secret, instanceId: first.id };
  });
}
