import type { Queryable } from '@berth/db';
import { newId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { isSignedBy, newSigningKey, type Secrets, signText } from '@berth/secrets';
import { desc, eq } from 'drizzle-orm';
import { auditKeys } from './table.ts';

const place = (id: string) => `audit-key ${id}`;

/** Makes the installation's first signing key when there is none. */
export async function ensureAuditKey(db: Queryable, secrets: Secrets, now: Date): Promise<void> {
  const [existing] = await db.select({ id: auditKeys.id }).from(auditKeys).limit(1);
  if (existing) return;
  const id = newId('auditKey', now);
  const { publicKey, privateKey } = newSigningKey();
  const { masterKeyId, wrapped } = secrets.ring.wrap(privateKey, place(id));
  await db.insert(auditKeys).values({
    id,
    public_key: publicKey,
    master_key_id: masterKeyId,
    wrapped,
    created_at: now.toISOString(),
  });
}

/** Signs a text with the newest key: its id and the signature in base64. */
export async function signed(ctx: Context, text: string): Promise<{ key_id: string; signature: string }> {
  const [newest] = await ctx.db.select().from(auditKeys).orderBy(desc(auditKeys.id)).limit(1);
  if (!newest) throw new Error('There is no key to sign with');
  const { master_key_id: masterKeyId, wrapped } = newest;
  const privateKey = ctx.secrets.ring.unwrap({ masterKeyId, wrapped }, place(newest.id));
  return { key_id: newest.id, signature: signText(privateKey, text).toString('base64') };
}

/** Whether a signature is that of one of our keys. */
export async function isOurs(ctx: Context, text: string, keyId: string, signature: string): Promise<boolean> {
  const [key] = await ctx.db.select().from(auditKeys).where(eq(auditKeys.id, keyId));
  return key !== undefined && isSignedBy(key.public_key, text, Buffer.from(signature, 'base64'));
}

/** The public keys, to verify a checkpoint elsewhere: Ed25519, SPKI DER in base64. */
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
