import type { Queryable } from '@berth/db';
import { type Id, newId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { auditMacUnder, digestUnder, newDataKey, open, type Secrets, seal } from '@berth/secrets';
import { and, desc, eq } from 'drizzle-orm';
import { dataKeys } from './table.ts';

type Keeper = Pick<Context, 'db' | 'instanceId' | 'secrets'>;

/** Where a sealed value belongs. All three are bound into it, so that it opens nowhere else. */
export interface Place {
  ownerId: string;
  revision: number;
}

export interface SealedValue {
  dataKeyId: string;
  ciphertext: Buffer;
}

/** Makes the instance's data key. It is stored sealed under the active master key only. */
export async function createDataKey(ctx: Keeper & Pick<Context, 'now'>): Promise<void> {
  const id = newId('dataKey', ctx.now);
  const { masterKeyId, wrapped } = ctx.secrets.ring.wrap(newDataKey(), wrapPlace(ctx.instanceId, id));
  await ctx.db.insert(dataKeys).values({
    instance_id: ctx.instanceId,
    id,
    version: 1,
    master_key_id: masterKeyId,
    wrapped,
    created_at: ctx.now.toISOString(),
  });
}

/** The newest data key of an instance at work: it seals, and makes digests. */
export interface Sealer {
  seal(place: Place, value: unknown): SealedValue;
  /** The digest of a text under the key: `<key version>.<hex>`. */
  digest(text: string): string;
  /** What proves an audit event, in the same form. */
  auditMac(text: string): string;
}

/** Opens the instance's newest data key. */
export async function sealerOf(ctx: Keeper): Promise<Sealer> {
  const [newest] = await ctx.db
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.instance_id, ctx.instanceId))
    .orderBy(desc(dataKeys.version))
    .limit(1);
  if (!newest) throw new Error(`The instance ${ctx.instanceId} has no data key`);
  const key = unwrap(ctx, newest);
  return {
    seal: (place, value) => ({
      dataKeyId: newest.id,
      ciphertext: seal(key, Buffer.from(JSON.stringify(value)), valuePlace(ctx, place)),
    }),
    digest: digestUnder(key, newest.version),
    auditMac: auditMacUnder(key, newest.version),
  };
}

/** What makes the proofs of audit events, by the version of the data key. */
export async function auditMacs(ctx: Keeper): Promise<Map<number, (text: string) => string>> {
  const rows = await ctx.db.select().from(dataKeys).where(eq(dataKeys.instance_id, ctx.instanceId));
  return new Map(rows.map((row) => [row.version, auditMacUnder(unwrap(ctx, row), row.version)]));
}

/** Opens what was sealed for the same place. @throws SealError for any other place or changed bytes. */
export async function openValue(ctx: Keeper, place: Place, sealed: SealedValue): Promise<unknown> {
  const key = await dataKeyOf(ctx, sealed.dataKeyId);
  return JSON.parse(open(key, sealed.ciphertext, valuePlace(ctx, place)).toString());
}

/** Asks the database once for each key and process: a data key never changes. */
async function dataKeyOf(ctx: Keeper, id: string): Promise<Buffer> {
  const known = ctx.secrets.dataKeys.get(cacheKey(ctx, id));
  if (known) return known;
  const [row] = await ctx.db
    .select()
    .from(dataKeys)
    .where(and(eq(dataKeys.instance_id, ctx.instanceId), eq(dataKeys.id, id)));
  if (!row) throw new Error(`The data key ${id} is missing`);
  return unwrap(ctx, row);
}

/** Proves that the key ring opens the data keys of this database. @throws SealError naming the missing key. */
export async function proveKeyRing(db: Queryable, secrets: Secrets): Promise<void> {
  const rows = await db.selectDistinctOn([dataKeys.master_key_id]).from(dataKeys);
  for (const row of rows) unwrap({ secrets, instanceId: row.instance_id as Id<'instance'> }, row);
}

function unwrap(ctx: Pick<Context, 'secrets' | 'instanceId'>, row: typeof dataKeys.$inferSelect): Buffer {
  const known = ctx.secrets.dataKeys.get(cacheKey(ctx, row.id));
  if (known) return known;
  const key = ctx.secrets.ring.unwrap(
    { masterKeyId: row.master_key_id, wrapped: row.wrapped },
    wrapPlace(ctx.instanceId, row.id),
  );
  ctx.secrets.dataKeys.set(cacheKey(ctx, row.id), key);
  return key;
}

/** The instance too: the id alone would open another instance's values. */
const cacheKey = (ctx: Pick<Context, 'instanceId'>, id: string) => `${ctx.instanceId} ${id}`;
const wrapPlace = (instanceId: string, id: string) => `data-key ${instanceId} ${id}`;
const valuePlace = (ctx: Pick<Context, 'instanceId'>, { ownerId, revision }: Place) =>
  `value ${ctx.instanceId} ${ownerId} ${revision}`;
