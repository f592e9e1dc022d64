import { type Queryable, runPrepared } from '@berth/db';
import { newId } from '@berth/kernel';
import { type Context, type KeyContext, openKey } from '@berth/resource';
import {
  auditMacUnder,
  auditMacWith,
  auditProofKey,
  digestUnder,
  type KeptKey,
  type KeyProvider,
  newDataKey,
  open,
  requestMacUnder,
  seal,
} from '@berth/secrets';
import { and, asc, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { instances } from '../tables/instance.ts';
import { refuseErasing } from './erasing.ts';
import { keyPlace, proofPlace } from './places.ts';
import { dataKeys } from './table.ts';

export { refuseErasing } from './erasing.ts';
export { dataKeyErrors } from './errors.ts';
export { startForgetting } from './forget.ts';

type Keeper = KeyContext & Pick<Context, 'instanceId'>;

export type DataKeyRow = typeof dataKeys.$inferSelect;

/**
 * The place of a sealed value. The place and the instance are bound into the ciphertext, so that it opens nowhere else.
 */
export type Place = { ownerId: string; revision: number } | { request: string } | { signIn: string };

export interface SealedValue {
  dataKeyId: string;
  ciphertext: Buffer;
}

/**
 * Makes a data key of an instance, by default the first one. Not to be called in a transaction, because wrapping may
 * call a remote service.
 */
export async function newInstanceKey(
  keys: Pick<KeyProvider, 'wrap'>,
  instanceId: string,
  now: Date,
  version = 1,
): Promise<DataKeyRow> {
  const id = newId('dataKey', now);
  const { masterKeyId, wrapped } = await keys.wrap(newDataKey(), keyPlace(instanceId, id));
  return {
    instance_id: instanceId,
    id,
    version,
    master_key_id: masterKeyId,
    wrapped,
    created_at: now.toISOString(),
    erased_at: null,
  };
}

/** Stores a data key, which seals from then on. */
export async function storeDataKey(db: Queryable, row: DataKeyRow): Promise<void> {
  held.delete(db);
  await db.insert(dataKeys).values(row);
}

/** The newest data key of an instance that is not destroyed, opened: it seals values and makes digests. */
export interface Sealer {
  seal(place: Place, value: unknown): SealedValue;
  /** Makes the digest of a text under the key: `<key version>.<hex>`. */
  digest(text: string): string;
  /** Makes the fingerprint of a request that may be repeated, in the same form. */
  requestMac(text: string): string;
}

/**
 * Opens the instance's newest data key for a write. Holds the instance until the transaction ends, so that an erasure
 * finds what the write has sealed. @throws DomainError `conflict` once an erasure is asked for; as `openKey`.
 */
export async function sealerOf(ctx: Keeper): Promise<Sealer> {
  const { row, key } = heldKey(ctx) ?? (await holdNewest(ctx));
  return {
    seal: (place, value) => ({
      dataKeyId: row.id,
      ciphertext: seal(key, Buffer.from(JSON.stringify(value)), placeText(ctx, place)),
    }),
    digest: digestUnder(key, row.version),
    requestMac: requestMacUnder(key, row.version),
  };
}

interface OpenKey {
  row: DataKeyRow;
  key: Buffer;
}

/** The keys that open transactions hold. A write seals, proves its event and keeps its answer with one of them. */
const held = new WeakMap<Queryable, OpenKey>();

const heldKey = ({ db, instanceId }: Keeper): OpenKey | undefined => {
  const found = held.get(db);
  return found?.row.instance_id === instanceId ? found : undefined;
};

async function holdNewest(ctx: Keeper): Promise<OpenKey> {
  const [found] = await runPrepared<{ newest: DataKeyRow; instance: typeof instances.$inferSelect }>(
    ctx,
    'data key held',
    (db) =>
      db
        .select({ newest: dataKeys, instance: instances })
        .from(dataKeys)
        .innerJoin(instances, eq(instances.id, dataKeys.instance_id))
        .where(isSealing())
        .orderBy(desc(dataKeys.version))
        .limit(1)
        .for('key share', { of: instances }),
    { instance: ctx.instanceId },
  );
  if (!found) throw noDataKey(ctx);
  refuseErasing(found.instance);
  const open = { row: found.newest, key: await opened(ctx, found.newest) };
  if (ctx.db !== ctx.database.read) held.set(ctx.db, open);
  return open;
}

/** Makes `<key version>.<hex>` of a text. */
type Mac = (text: string) => string;

/** Opens the instance's newest data key to prove audit events, also those of an erasure. @throws as `openKey`. */
export async function auditMacOf(ctx: Keeper): Promise<Mac> {
  const known = heldKey(ctx);
  if (known) return auditMacUnder(known.key, known.row.version);
  const [newest] = await runPrepared<DataKeyRow>(
    ctx,
    'data key',
    (db) => db.select().from(dataKeys).where(isSealing()).orderBy(desc(dataKeys.version)).limit(1),
    { instance: ctx.instanceId },
  );
  if (!newest) throw noDataKey(ctx);
  return auditMacUnder(await opened(ctx, newest), newest.version);
}

/** The condition for the data keys of the instance that are not destroyed. */
const isSealing = () =>
  and(sql`${dataKeys.instance_id} = ${sql.placeholder('instance')}`, isNull(dataKeys.erased_at));

const noDataKey = ({ instanceId }: Keeper) => new Error(`The instance ${instanceId} has no data key`);

/** Builds the functions that prove audit events, by version of the data key, those of destroyed keys included. */
export async function auditMacsOf(ctx: Keeper): Promise<Map<number, Mac>> {
  const macs = new Map<number, Mac>();
  for (const row of await dataKeysOf(ctx)) {
    const macOf = row.erased_at === null ? auditMacUnder : auditMacWith;
    macs.set(row.version, macOf(await opened(ctx, row), row.version));
  }
  return macs;
}

/** Builds the functions that make the fingerprints of requests, by version of the data key. */
export async function requestMacsOf(ctx: Keeper): Promise<Map<number, Mac>> {
  const macs = new Map<number, Mac>();
  for (const row of (await dataKeysOf(ctx)).filter(({ erased_at }) => erased_at === null)) {
    macs.set(row.version, requestMacUnder(await opened(ctx, row), row.version));
  }
  return macs;
}

/** Opens a value that was sealed for the same place. @throws SealError for any other place or changed bytes. */
export async function openValue(ctx: Keeper, place: Place, sealed: SealedValue): Promise<unknown> {
  const key = await dataKeyOf(ctx, sealed.dataKeyId);
  return JSON.parse(open(key, sealed.ciphertext, placeText(ctx, place)).toString());
}

/**
 * Queries each key once per process, from the primary: a data key never changes until it is destroyed. One that is
 * destroyed there opens for the rows of a replica that has not replayed that yet.
 */
async function dataKeyOf(ctx: Keeper, id: string): Promise<Buffer> {
  const known = ctx.services.secrets.opened(keyPlace(ctx.instanceId, id));
  if (known) return known;
  const rowIn = async (db: Queryable): Promise<DataKeyRow | undefined> => {
    const ofId = and(eq(dataKeys.instance_id, ctx.instanceId), eq(dataKeys.id, id));
    return (await db.select().from(dataKeys).where(ofId))[0];
  };
  const { primary } = ctx.database;
  const newest = primary && (await rowIn(primary.read));
  if (primary && newest?.erased_at === null)
    return opened({ ...ctx, db: primary.read, database: primary }, newest);
  const row = await rowIn(ctx.db);
  if (!row) throw new Error(`The data key ${id} is missing`);
  return opened(ctx, row);
}

const opened = (ctx: Keeper, row: DataKeyRow): Promise<Buffer> =>
  openKey(ctx, storedKey(row), wrapPlace(row));

/**
 * Checks that every master key of the data keys is available: opens one data key for each.
 * @throws MissingKeyError, SealError, KeyServiceError
 */
export async function proveDataKeys(db: Queryable, provider: KeyProvider): Promise<void> {
  const rows = await db.selectDistinctOn([dataKeys.master_key_id]).from(dataKeys);
  for (const row of rows) await provider.unwrap(storedKey(row), wrapPlace(row));
}

/** Lists data keys of any instance that are wrapped under other master keys than this one. */
export async function dataKeysNotUnder(
  db: Queryable,
  masterKeyId: string,
  limit: number,
): Promise<KeptKey<Queryable>[]> {
  const rows = await db.select().from(dataKeys).where(ne(dataKeys.master_key_id, masterKeyId)).limit(limit);
  return rows.map((row) => ({
    stored: storedKey(row),
    place: wrapPlace(row),
    replace: async (inner, { masterKeyId: master_key_id, wrapped }) => {
      await inner
        .update(dataKeys)
        .set({ master_key_id, wrapped })
        .where(
          and(
            eq(dataKeys.instance_id, row.instance_id),
            eq(dataKeys.id, row.id),
            eq(dataKeys.master_key_id, row.master_key_id),
            row.erased_at === null ? isNull(dataKeys.erased_at) : isNotNull(dataKeys.erased_at),
          ),
        );
    },
  }));
}

/** Reads the data keys of the instance, oldest first. The last one seals. */
export const dataKeysOf = (ctx: Pick<Context, 'db' | 'instanceId'>): Promise<DataKeyRow[]> =>
  ctx.db
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.instance_id, ctx.instanceId))
    .orderBy(asc(dataKeys.version));

const storedKey = ({ master_key_id: masterKeyId, wrapped }: DataKeyRow) => ({ masterKeyId, wrapped });

const wrapPlace = ({ instance_id, id, erased_at }: DataKeyRow) =>
  erased_at === null ? keyPlace(instance_id, id) : proofPlace(instance_id, id);

/**
 * Prepares the destruction of a data key: what it has proved stays provable, what it has sealed never opens again. Not
 * to be called in a transaction. Returns the write that destroys the key.
 */
export async function destroyedKey(ctx: Keeper, row: DataKeyRow): Promise<(inner: Context) => Promise<void>> {
  const { secrets } = ctx.services;
  const { instance_id, id } = row;
  const proofKey = auditProofKey(await opened(ctx, row));
  const { masterKeyId: master_key_id, wrapped } = await secrets.wrap(proofKey, proofPlace(instance_id, id));
  return async ({ db, now, write }) => {
    held.delete(db);
    await db
      .update(dataKeys)
      .set({ master_key_id, wrapped, erased_at: now.toISOString() })
      .where(and(eq(dataKeys.instance_id, instance_id), eq(dataKeys.id, id), isNull(dataKeys.erased_at)));
    write.afterCommit.push(() => secrets.forget(keyPlace(instance_id, id)));
  };
}

const placeText = ({ instanceId }: Pick<Context, 'instanceId'>, place: Place) =>
  'request' in place
    ? `answer ${instanceId} ${place.request}`
    : 'signIn' in place
      ? `sign-in ${instanceId} ${place.signIn}`
      : `value ${instanceId} ${place.ownerId} ${place.revision}`;
