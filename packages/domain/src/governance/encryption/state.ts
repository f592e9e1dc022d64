import type { Context } from '@berth/resource';
import { count } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { auditKeys } from '../audit-key/table.ts';
import { dataKeysOf } from '../data-key/index.ts';
import { dataKeys } from '../data-key/table.ts';
import type { EncryptionView } from './schema.ts';

/**
 * Reads the keys that the values of the instance need, and which of them are active.
 * @throws DomainError `unavailable`.
 */
export async function encryptionOf(ctx: Context): Promise<EncryptionView> {
  const active = await ctx.services.secrets.activeKeyId();
  const wrapped = unionAll(
    ctx.db.select({ id: dataKeys.master_key_id }).from(dataKeys),
    ctx.db.select({ id: auditKeys.master_key_id }).from(auditKeys),
  ).as('wrapped');
  const counts = await ctx.db.select({ id: wrapped.id, keys: count() }).from(wrapped).groupBy(wrapped.id);
  const own = await dataKeysOf(ctx);
  const newest = own.at(-1)?.version;
  const others = counts.filter(({ id }) => id !== active).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    object: 'encryption',
    master_keys: [
      { id: active, active: true, keys: counts.find(({ id }) => id === active)?.keys ?? 0 },
      ...others.map(({ id, keys }) => ({ id, active: false, keys })),
    ],
    data_keys: own.map(({ id, version, master_key_id, created_at }) => ({
      id,
      version,
      active: version === newest,
      master_key_id,
      created_at,
    })),
  };
}
