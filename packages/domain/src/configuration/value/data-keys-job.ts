import type { Context } from '@berth/resource';
import { SealError } from '@berth/secrets';
import { and, asc, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { dataKeysOf, newInstanceKey, sealerOf, storeDataKey } from '../../governance/data-key/index.ts';
import { dataKeys } from '../../governance/data-key/table.ts';
import { dataKeysRotation } from '../../governance/encryption/index.ts';
import type { JobHandler } from '../../governance/job/index.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import { valueErrors } from './content/errors.ts';
import { countSealed, resealRevision } from './revisions/revisions.ts';

const BATCH = 50;

/** The new data key; null until it is made. */
interface Rotation {
  data_key_id: string | null;
}

/**
 * Gives the instance a new data key and reseals all of its values with it, with new digests. Older keys stay: they open
 * values that are not yet resealed, and prove the events of their time.
 */
export const dataKeysJob: JobHandler<null, Rotation> = {
  ...dataKeysRotation,
  begin: async (ctx) => ({ state: { data_key_id: null }, total: await countSealed(ctx) }),
  step: async (ctx, { data_key_id }) => {
    if (data_key_id === null) {
      const version = ((await dataKeysOf(ctx)).at(-1)?.version ?? 0) + 1;
      const key = await newInstanceKey(ctx.services.secrets, ctx.instanceId, ctx.now, version);
      return { state: { data_key_id: key.id }, advanced: 0, write: ({ db }) => storeDataKey(db, key) };
    }
    const ids = await sealedOtherwise(ctx, data_key_id);
    if (ids.length === 0) return null;
    return { state: { data_key_id }, advanced: ids.length, write: (inner) => reseal(inner, ids) };
  },
};

/** Lists values that are sealed under older keys of the instance. */
async function sealedOtherwise(ctx: Context, dataKeyId: string): Promise<string[]> {
  const older = ctx.db
    .select({ id: dataKeys.id })
    .from(dataKeys)
    .where(and(eq(dataKeys.instance_id, ctx.instanceId), ne(dataKeys.id, dataKeyId)));
  const rows = await ctx.db
    .select({ id: valueRevisions.id })
    .from(valueRevisions)
    .where(
      and(
        eq(valueRevisions.instance_id, ctx.instanceId),
        inArray(valueRevisions.data_key_id, older),
        isNotNull(valueRevisions.ciphertext),
      ),
    )
    .limit(BATCH);
  return rows.map(({ id }) => id);
}

async function reseal(ctx: Context, ids: readonly string[]): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(valueRevisions)
    .where(
      and(
        eq(valueRevisions.instance_id, ctx.instanceId),
        inArray(valueRevisions.id, [...ids]),
        isNotNull(valueRevisions.ciphertext), // it may have been destroyed since
      ),
    )
    .orderBy(asc(valueRevisions.id))
    .for('update');
  const sealer = await sealerOf(ctx);
  for (const row of rows) {
    try {
      await resealRevision(ctx, row, sealer);
    } catch (cause) {
      if (!(cause instanceof SealError)) throw cause;
      throw valueErrors.doesNotOpen({ id: row.id }, {}, { cause });
    }
  }
}
