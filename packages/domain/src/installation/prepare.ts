import { type Database, type Queryable, stamp } from '@berth/db';
import { type Id, newId } from '@berth/kernel';
import { transact } from '@berth/resource';
import { type KeyProvider, proveProvider, type Secrets } from '@berth/secrets';
import { asc, eq } from 'drizzle-orm';
import { issueKey } from '../governance/api-key/index.ts';
import { hasAuditKey, newAuditKey, proveAuditKeys, storeAuditKey } from '../governance/audit-key/index.ts';
import { countChange } from '../governance/changes/index.ts';
import { newInstanceKey, proveDataKeys, storeDataKey } from '../governance/data-key/index.ts';
import { instances } from '../governance/tables/instance.ts';
import { loadCatalog } from './catalog.ts';
import { installationErrors } from './errors.ts';

/** An arbitrary constant, the same in every process that prepares. */
const PREPARATION_LOCK = 7_270_116;

export interface PrepareOptions {
  /** The first key of the first instance, in place of a generated one. 32 or more printable characters. */
  bootstrapKey?: string;
  now: Date;
}

/**
 * Prepares a migrated database for serving: checks that the master keys open it, creates the first instance with its
 * bootstrap key when there is none, and brings the shipped catalogue up to date. Safe to repeat, and from several
 * processes at once. `createdKey` is the bootstrap key if it was generated now; it is stored nowhere.
 * @throws MissingKeyError, SealError, KeyServiceError when the keys are not those of this database, or unreachable.
 */
export async function prepareInstallation(
  database: Database,
  { provider }: Pick<Secrets, 'provider'>,
  options: PrepareOptions,
): Promise<{ createdKey: string | null }> {
  const { now } = options;
  const isFirst = !(await hasInstance(database.read));
  const lacksAuditKey = !(await hasAuditKey(database.read));
  // After the look, so that existing keys are checked here. Keys that are made below are checked at the end.
  await proveKeys(database.read, provider);
  // Wrapped before the transaction. If another process has stored its keys meanwhile, those stay and these are dropped.
  const instanceId = newId('instance', now);
  const dataKey = isFirst ? await newInstanceKey(provider, instanceId, now) : null;
  const auditKey = lacksAuditKey ? await newAuditKey(provider, now) : null;
  const createdKey = await transact({ database }, async (db) => {
    if (database.driver === 'postgres') await db.execute(`select pg_advisory_xact_lock(${PREPARATION_LOCK})`);
    const created =
      dataKey && !(await hasInstance(db)) ? await createFirstInstance(db, instanceId, options) : null;
    if (created && dataKey) await storeDataKey(db, dataKey);
    if (auditKey && !(await hasAuditKey(db))) await storeAuditKey(db, auditKey);
    await loadCatalog({ db, ownerId: 'public', now });
    await countChange({ db }); // the catalogue, or a migration, may have changed what other processes show
    return created?.generatedKey ?? null;
  });
  if (dataKey || auditKey) await proveKeys(database.read, provider);
  return { createdKey };
}

/**
 * Checks the key provider and every master key that the database needs.
 * @throws MissingKeyError, SealError, KeyServiceError
 */
export async function proveKeys(db: Queryable, provider: KeyProvider): Promise<void> {
  await proveProvider(provider);
  await proveDataKeys(db, provider);
  await proveAuditKeys(db, provider);
}

async function hasInstance(db: Queryable): Promise<boolean> {
  const rows = await db.select({ id: instances.id }).from(instances).limit(1);
  return rows.length > 0;
}

async function createFirstInstance(
  db: Queryable,
  instanceId: Id<'instance'>,
  { bootstrapKey, now }: PrepareOptions,
): Promise<{ generatedKey: string | null }> {
  await db.insert(instances).values({
    id: instanceId,
    organization_id: newId('organization', now),
    slug: 'default',
    name: 'Default',
    type: 'production',
    ...stamp(now),
  });
  const { secret } = await issueKey(
    { db, instanceId, now },
    {
      name: 'Bootstrap key',
      type: 'secret',
      scopes: [],
      bootstrap: true,
      ...(bootstrapKey === undefined ? {} : { token: bootstrapKey }),
    },
  );
  return { generatedKey: bootstrapKey === undefined ? secret : null };
}

/**
 * Creates another bootstrap key of the first instance, for an operator who has lost all keys but holds the database.
 */
export async function createRecoveryKey(
  database: Database,
  now: Date,
): Promise<{ key: string; instanceId: string }> {
  return transact({ database }, async (db) => {
    const [first] = await db
      .select({ id: instances.id })
      .from(instances)
      .where(eq(instances.status, 'active'))
      .orderBy(asc(instances.id))
      .limit(1);
    if (!first) throw installationErrors.noInstance();
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
