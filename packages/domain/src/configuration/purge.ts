import { isId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, asc, count, eq, isNotNull, notExists, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { JobHandler } from '../governance/job/index.ts';
import { vaultValue } from './config-vault/index.ts';
import { configVaultEntity, configVaults } from './config-vault/table.ts';
import { configValue } from './provider-config/index.ts';
import { providerConfigEntity, providerConfigs } from './provider-config/table.ts';
import { valueRevisions } from './value-revision/table.ts';

/** The most revisions of one config or vault that are destroyed at once, and so named by one event. */
const BATCH = 100;

/** The last revision that was dealt with, in the order of owner and number. */
interface Cursor {
  owner_id: string;
  revision: number;
}

/**
 * Destroys the revisions that are kept no longer, of one config or vault after the other. An edit does so for its own;
 * this is for those that nobody edits, after fewer are to be kept or a pin is gone. Each step leaves an event.
 */
export const purgeJob: JobHandler<null, Cursor> = {
  kind: 'value-revisions.purge',
  unique: true,
  begin: async (ctx) => {
    const excess = excessOf(ctx);
    const [found] = await ctx.db
      .select({ total: count() })
      .from(excess)
      .where(eq(excess.instance_id, ctx.instanceId));
    return { state: { owner_id: '', revision: 0 }, total: found?.total ?? 0 };
  },
  step: async (ctx, { owner_id, revision }) => {
    const excess = excessOf(ctx);
    const rows = await ctx.db
      .select({ owner_id: excess.owner_id, revision: excess.revision })
      .from(excess)
      .where(
        and(
          eq(excess.instance_id, ctx.instanceId),
          sql`(${excess.owner_id}, ${excess.revision}) > (${owner_id}, ${revision}::integer)`,
        ),
      )
      .orderBy(asc(excess.owner_id), asc(excess.revision))
      .limit(BATCH);
    const batch = rows.filter((row) => row.owner_id === rows[0]?.owner_id);
    const last = batch.at(-1);
    if (!last) return null;
    return { state: last, advanced: batch.length, write: (inner) => purgeOwner(inner, last) };
  },
  due: async (ctx) => {
    if (ctx.settings.keptRevisions === null) return [];
    const excess = excessOf(ctx);
    const rows = await ctx.db.selectDistinct({ instance_id: excess.instance_id }).from(excess);
    return rows.map((row) => row.instance_id);
  },
};

/** The rule is the owner's own: what has been needed again since the batch was read stays. */
async function purgeOwner(ctx: Context, { owner_id, revision }: Cursor): Promise<void> {
  const isVault = isId('configVault', owner_id);
  const value = isVault ? vaultValue : configValue;
  const destroyed = await value.purge(ctx, owner_id, revision);
  if (destroyed.length === 0) return;
  await ctx.audit.append(ctx, {
    action: `${value.path}.purge`,
    resource_type: (isVault ? configVaultEntity : providerConfigEntity).name,
    resource_id: owner_id,
    before: null,
    after: { destroyed_revisions: destroyed },
  });
}

/** The revisions of all instances that are kept no longer, but for those that a live config is pinned to. */
function excessOf({ db, settings }: Pick<Context, 'db' | 'settings'>) {
  const owners = unionAll(
    db
      .select({ instance_id: configVaults.instance_id, id: configVaults.id, current: configVaults.revision })
      .from(configVaults),
    db
      .select({
        instance_id: providerConfigs.instance_id,
        id: providerConfigs.id,
        current: sql<number>`${providerConfigs.revision}`, // null where all of the value is a vault's
      })
      .from(providerConfigs),
  ).as('owners');
  const pins = db
    .select({ pinned: sql`1` })
    .from(providerConfigs)
    .where(
      and(
        eq(providerConfigs.instance_id, valueRevisions.instance_id),
        eq(providerConfigs.provider_config_vault_id, valueRevisions.owner_id),
        eq(providerConfigs.vault_revision, valueRevisions.revision),
        sql`${providerConfigs.status} = 'active'`,
      ),
    );
  return db
    .select({
      instance_id: valueRevisions.instance_id,
      owner_id: valueRevisions.owner_id,
      revision: valueRevisions.revision,
    })
    .from(valueRevisions)
    .innerJoin(
      owners,
      and(eq(owners.instance_id, valueRevisions.instance_id), eq(owners.id, valueRevisions.owner_id)),
    )
    .where(
      and(
        isNotNull(valueRevisions.ciphertext),
        sql`${valueRevisions.revision} <= ${owners.current} - ${settings.keptRevisions}::integer`,
        notExists(pins),
      ),
    )
    .as('excess');
}
