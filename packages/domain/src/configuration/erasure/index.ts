import { touch } from '@berth/db';
import { breathe } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { eq } from 'drizzle-orm';
import {
  type DataKeyRow,
  dataKeysOf,
  destroyedKey,
  newInstanceKey,
  storeDataKey,
} from '../../governance/data-key/index.ts';
import { erasure } from '../../governance/instance/index.ts';
import type { JobHandler, Step } from '../../governance/job/index.ts';
import { instanceEntity, instances } from '../../governance/tables/instance.ts';
import { countSealed } from '../value/index.ts';
import { BEFORE_KEYS, PARTS } from './parts.ts';

/** The data keys of one step: each takes two calls of the key service, and a step has half a minute. */
const KEYS_A_STEP = 20;

interface Erasure {
  /** The key that proves the events from now on; null until it is made. */
  data_key_id: string | null;
  /** The number of parts that are destroyed. */
  parts: number;
  /** True once the end is recorded. */
  recorded: boolean;
}

/**
 * Destroys the data keys of its instance and everything that they seal: after the other jobs, which could write, first
 * the keys, so that nothing opens any more, then the rows part by part. A new data key takes their place, for the audit
 * trail.
 */
export const eraseJob: JobHandler<null, Erasure> = {
  ...erasure,
  begin: async (ctx) => ({
    state: { data_key_id: null, parts: 0, recorded: false },
    total: await countSealed(ctx),
  }),
  step: async (ctx, state) => {
    if (state.parts >= BEFORE_KEYS) {
      if (state.data_key_id === null) return newKey(ctx, state);
      const older = (await dataKeysOf(ctx)).filter(
        ({ id, erased_at }) => id !== state.data_key_id && erased_at === null,
      );
      if (older.length > 0) return withoutKeys(ctx, state, older.slice(0, KEYS_A_STEP));
    }
    const part = PARTS[state.parts];
    if (part) {
      const ids = await part.find(ctx);
      if (ids.length === 0)
        return { state: { ...state, parts: state.parts + 1 }, advanced: 0, write: async () => {} };
      await breathe();
      return { state, advanced: part.counts ? ids.length : 0, write: (inner) => part.destroy(inner, ids) };
    }
    return state.recorded ? null : { state: { ...state, recorded: true }, advanced: 0, write: record };
  },
};

async function newKey(ctx: Context, state: Erasure): Promise<Step<Erasure>> {
  const version = ((await dataKeysOf(ctx)).at(-1)?.version ?? 0) + 1;
  const key = await newInstanceKey(ctx.services.secrets, ctx.instanceId, ctx.now, version);
  return { state: { ...state, data_key_id: key.id }, advanced: 0, write: ({ db }) => storeDataKey(db, key) };
}

/** Destroys data keys. */
async function withoutKeys(
  ctx: Context,
  state: Erasure,
  keys: readonly DataKeyRow[],
): Promise<Step<Erasure>> {
  const writes = await Promise.all(keys.map((row) => destroyedKey(ctx, row)));
  const write = async (inner: Context) => {
    for (const destroy of writes) await destroy(inner);
  };
  return { state, advanced: 0, write };
}

/** Records the end on the instance and in its trail. */
async function record(ctx: Context): Promise<void> {
  const erased_at = ctx.now.toISOString();
  await ctx.db
    .update(instances)
    .set({ erased_at, ...touch(instances, ctx.now) })
    .where(eq(instances.id, ctx.instanceId));
  await ctx.services.audit.append(ctx, {
    action: 'instances.erased',
    resource_type: instanceEntity.name,
    resource_id: ctx.instanceId,
    before: { erased_at: null },
    after: { erased_at },
  });
}
