import type { Queryable } from '@berth/db';
import { newId } from '@berth/kernel';
import { type Context, openKey } from '@berth/resource';
import { isSignedBy, type KeptKey, type KeyProvider, newSigningKey, signText } from '@berth/secrets';
import { and, desc, eq, ne } from 'drizzle-orm';
import { auditKeys } from './table.ts';

export type AuditKeyRow = typeof auditKeys.$inferSelect;

const place = (id: string) => `audit-key ${id}`;

/** Makes a signing key. Not to be called in a transaction, because wrapping may call a remote service. */
export async function newAuditKey(keys: Pick<KeyProvider, 'wrap'>, now: Date): Promise<AuditKeyRow> {
  const id = newId('auditKey', now);
  const { publicKey, privateKey } = newSigningKey();
  const { masterKeyId, wrapped } = await keys.wrap(privateKey, place(id));
  return {
    id,
    public_key: publicKey,
    master_key_id: masterKeyId,
    wrapped,
    created_at: now.toISOString(),
  };
}

/** Stores a key, which signs from then on. */
export async function storeAuditKey(db: Queryable, row: AuditKeyRow): Promise<void> {
  await db.insert(auditKeys).values(row);
}

/** True when the installation has a signing key. */
export async function hasAuditKey(db: Queryable): Promise<boolean> {
  const rows = await db.select({ id: auditKeys.id }).from(auditKeys).limit(1);
  return rows.length > 0;
}

/**
 * Checks that every master key of the signing keys is available: opens one signing key for each.
 * @throws MissingKeyError, SealError, KeyServiceError
 */
export async function proveAuditKeys(db: Queryable, provider: KeyProvider): Promise<void> {
  const rows = await db.selectDistinctOn([auditKeys.master_key_id]).from(auditKeys);
  for (const row of rows) await provider.unwrap(storedKey(row), place(row.id));
}

/** Signs a text with the newest key. Returns the key's id and the signature in base64. @throws as `openKey`. */
export async function signed(ctx: Context, text: string): Promise<{ key_id: string; signature: string }> {
  const [newest] = await ctx.db.select().from(auditKeys).orderBy(desc(auditKeys.id)).limit(1);
  if (!newest) throw new Error('There is no key to sign with');
  const privateKey = await openKey(ctx, storedKey(newest), place(newest.id));
  return { key_id: newest.id, signature: signText(privateKey, text).toString('base64') };
}

/** Lists signing keys that are wrapped under other master keys than this one. */
export async function auditKeysNotUnder(
  db: Queryable,
  masterKeyId: string,
  limit: number,
): Promise<KeptKey<Queryable>[]> {
  const rows = await db.select().from(auditKeys).where(ne(auditKeys.master_key_id, masterKeyId)).limit(limit);
  return rows.map((row) => ({
    stored: storedKey(row),
    place: place(row.id),
    replace: async (inner, { masterKeyId: master_key_id, wrapped }) => {
      await inner
        .update(auditKeys)
        .set({ master_key_id, wrapped })
        .where(and(eq(auditKeys.id, row.id), eq(auditKeys.master_key_id, row.master_key_id)));
    },
  }));
}

const storedKey = ({ master_key_id: masterKeyId, wrapped }: AuditKeyRow) => ({ masterKeyId, wrapped });

/** True for a signature by one of the installation's keys. */
export async function isOurs(ctx: Context, text: string, keyId: string, signature: string): Promise<boolean> {
  const [key] = await ctx.db.select().from(auditKeys).where(eq(auditKeys.id, keyId));
  return key !== undefined && isSignedBy(key.public_key, text, Buffer.from(signature, 'base64'));
}

/** Lists the public keys, to verify a checkpoint elsewhere: Ed25519, SPKI DER in base64. */
export async function publicKeys(
  ctx: Context,
): Promise<{ id: string; public_key: string; created_at: string }[]> {
  const rows = await ctx.db.select().from(auditKeys).orderBy(auditKeys.id);
  return rows.map(({ id, public_key, created_at }) => ({
    id,
    public_key: public_key.toString('base64'),
    created_at,
  }));
}
