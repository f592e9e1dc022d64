import type { Queryable } from '@berth/db';
import type { Context } from '@berth/resource';
import type { KeptKey, WrappedKey } from '@berth/secrets';
import { count, ne } from 'drizzle-orm';
import { auditKeysNotUnder } from '../audit-key/index.ts';
import { auditKeys } from '../audit-key/table.ts';
import { dataKeysNotUnder } from '../data-key/index.ts';
import { dataKeys } from '../data-key/table.ts';
import type { JobHandler } from '../job/index.ts';

/** The keys of one step. Each takes two calls of the key service, which may be remote, and a step has half a minute. */
const BATCH = 20;

/**
 * Wraps every key of the installation under the active master key. The keys themselves stay the same, so everything
 * stays readable throughout. The state is empty: the rows show the keys that are left.
 */
export const masterKeysJob: JobHandler<null, object> = {
  kind: 'master-keys.rotate',
  unique: true,
  begin: async (ctx) => {
    const active = await ctx.services.secrets.activeKeyId();
    const [data] = await ctx.db
      .select({ keys: count() })
      .from(dataKeys)
      .where(ne(dataKeys.master_key_id, active));
    const [audit] = await ctx.db
      .select({ keys: count() })
      .from(auditKeys)
      .where(ne(auditKeys.master_key_id, active));
    return { state: {}, total: (data?.keys ?? 0) + (audit?.keys ?? 0) };
  },
  step: async (ctx, state) => {
    const active = await ctx.services.secrets.activeKeyId();
    const kept = [
      ...(await dataKeysNotUnder(ctx.db, active, BATCH)),
      ...(await auditKeysNotUnder(ctx.db, active, BATCH)),
    ].slice(0, BATCH);
    if (kept.length === 0) return null;
    const wrapped = await Promise.all(kept.map((key) => wrapAgain(ctx, key)));
    return {
      state,
      advanced: kept.length,
      write: async ({ db }) => {
        for (const [n, key] of kept.entries()) await key.replace(db, wrapped[n] as WrappedKey);
      },
    };
  },
};

const wrapAgain = async (
  { services: { secrets } }: Context,
  { stored, place }: KeptKey<Queryable>,
): Promise<WrappedKey> => secrets.wrap(await secrets.open(stored, place), place);
