import type { Queryable } from '@berth/db';
import { newId } from '@berth/kernel';
import { type Context, type KeyContext, openKey } from '@berth/resource';
import {
  auditMacUnder,
  digestUnder,
  type KeptKey,
  type KeyProvider,
  newDataKey,
  open,
  requestMacUnder,
  seal,
} from '@berth/secrets';
import { and, asc, desc, eq, ne } from 'drizzle-orm';
import { dataKeys } from './table.ts';

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
  const { masterKeyId, wrapped } = await keys.wrap(newDataKey(), wrapPlace(instanceId, id));
  return {
    instance_id: instanceId,
    id,
    version,
    master_key_id: masterKeyId,
    wrapped,
    created_at: now.toISOString(),
  };
}

/** Stores a data key, which seals from then on. */
export async function storeDataKey(db: Queryable, row: DataKeyRow): Promise<void> {
  await db.insert(dataKeys).values(row);
}

/** The newest data key of an instance, opened: it seals values and makes digests. */
export interface Sealer {
  seal(place: Place, value: unknown): SealedValue;
  /** Makes the digest of a text under the key: `<key version>.<hex>`. */
  digest(text: string): string;
  /** Makes the proof of an audit event, in the same form. */
  auditMac(text: string): string;
  /** Makes the fingerprint of a request that may be repeated, in the same form. */
  requestMac(text: string): string;
}

/** Opens the instance's newest data key. @throws as `openKey`. */
export async function sealerOf(ctx: Keeper): Promise<Sealer> {
  const [newest] = await ctx.db
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.instance_id, ctx.instanceId))
    .orderBy(desc(dataKeys.version))
    .limit(1);
  if (!newest) throw new Error(`The instance ${ctx.instanceId} has no data key`);
  const key = await opened(ctx, newest);
  return {
    seal: (place, value) => ({
      dataKeyId: newest.id,
      ciphertext: seal(key, Buffer.from(JSON.stringify(value)), placeText(ctx, place)),
    }),
    digest: digestUnder(key, newest.version),
    auditMac: auditMacUnder(key, newest.version),
    requestMac: requestMacUnder(key, newest.version),
  };
}

/** Makes `<key version>.<hex>` of a text. */
type Mac = (text: string) => string;

/** Builds the functions for one kind of proof, by version of the data key, oldest first. */
export async function macsOf(
  ctx: Keeper,
  macUnder: (dataKey: Buffer, version: number) => Mac,
): Promise<Map<number, Mac>> {
  const macs = new Map<number, Mac>();
  for (const row of await dataKeysOf(ctx))
    macs.set(row.version, macUnder(await opened(ctx, row), row.version));
  return macs;
}

/** Opens a value that was sealed for the same place. @throws SealError for any other place or changed bytes. */
export async function openValue(ctx: Keeper, place: Place, sealed: SealedValue): Promise<unknown> {
  const key = await dataKeyOf(ctx, sealed.dataKeyId);
  return JSON.parse(open(key, sealed.ciphertext, placeText(ctx, place)).toString());
}

/** Queries each key once per process: a data key never changes. */
async function dataKeyOf(ctx: Keeper, id: string): Promise<Buffer> {
  const known = ctx.services.secrets.opened(wrapPlace(ctx.instanceId, id));
  if (known) return known;
  const [row] = await ctx.db
    .select()
    .from(dataKeys)
    .where(and(eq(dataKeys.instance_id, ctx.instanceId), eq(dataKeys.id, id)));
  if (!row) throw new Error(`The data key ${id} is missing`);
  return opened(ctx, row);
}

const opened = (ctx: Keeper, row: DataKeyRow): Promise<Buffer> =>
  openKey(ctx, storedKey(row), wrapPlace(row.instance_id, row.id));

/**
 * Checks that every master key of the data keys is available: opens one data key for each.
 * @throws MissingKeyError, SealError, KeyServiceError
 */
export async function proveDataKeys(db: Queryable, provider: KeyProvider): Promise<void> {
  const rows = await db.selectDistinctOn([dataKeys.master_key_id]).from(dataKeys);
  for (const row of rows) await provider.unwrap(storedKey(row), wrapPlace(row.instance_id, row.id));
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
    place: wrapPlace(row.instance_id, row.id),
    replace: async (inner, { masterKeyId: master_key_id, wrapped }) => {
      await inner
        .update(dataKeys)
        .set({ master_key_id, wrapped })
        .where(
          and(
            eq(dataKeys.instance_id, row.instance_id),
            eq(dataKeys.id, row.id),
            eq(dataKeys.master_key_id, row.master_key_id),
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

/** Includes the instance: with the id alone the key would open another instance's values. */
const wrapPlace = (instanceId: string, id: string) => `data-key ${instanceId} ${id}`;
const placeText = ({ instanceId }: Pick<Context, 'instanceId'>, place: Place) =>
  'request' in place
    ? `answer ${instanceId} ${place.request}`
    : 'signIn' in place
      ? `sign-in ${instanceId} ${place.signIn}`
      : `value ${instanceId} ${place.ownerId} ${place.revision}`;
