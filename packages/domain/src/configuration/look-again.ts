import { touch } from '@berth/db';
import type { Context } from '@berth/resource';
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { deployments } from './tables/deployment.ts';
import { providerConfigs } from './tables/provider-config.ts';

/**
 * Has deployments that follow safely and stay on their version looked at again, because a config of them has changed.
 * One that another transaction holds is passed over: it is being moved, and waits for this transaction, or changed.
 */
export async function lookAgain(ctx: Context, ids: SQL): Promise<void> {
  const blocked = ctx.db
    .select({ id: deployments.id })
    .from(deployments)
    .where(
      and(
        eq(deployments.instance_id, ctx.instanceId),
        // Literals, as in the partial index
        sql`${deployments.follows_safely} and ${deployments.status} = 'active'`,
        isNotNull(deployments.upgrade_blocked),
        sql`${deployments.id} in (${ids})`,
      ),
    )
    .for('no key update', { skipLocked: true });
  await ctx.db
    .update(deployments)
    .set({ upgrade_blocked: null, ...touch(deployments, ctx.now) })
    .where(and(eq(deployments.instance_id, ctx.instanceId), sql`${deployments.id} in (${blocked})`));
}

/** Has the deployments of a config looked at again. */
export const lookAgainAtThoseOf = (
  ctx: Context,
  row: { provider_deployment_id: string | null; default_of_deployment_id: string | null },
): Promise<void> | undefined => {
  const ids = [row.provider_deployment_id, row.default_of_deployment_id].filter((id) => id !== null);
  return ids.length === 0
    ? undefined
    : lookAgain(
        ctx,
        sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        ),
      );
};

/** Has the deployments of the configs that follow a vault looked at again. */
export const lookAgainAtFollowersOf = (ctx: Context, vaultId: string): Promise<void> =>
  lookAgain(
    ctx,
    sql`select unnest(array[${providerConfigs.provider_deployment_id}, ${providerConfigs.default_of_deployment_id}])
      from ${providerConfigs} where ${providerConfigs.instance_id} = ${ctx.instanceId}
      and ${providerConfigs.provider_config_vault_id} = ${vaultId} and ${providerConfigs.status} = 'active'`,
  );
