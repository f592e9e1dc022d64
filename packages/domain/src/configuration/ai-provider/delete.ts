import {
  type Context,
  granting,
  hold,
  perform,
  together,
  verbNamed,
  withoutPreconditions,
} from '@berth/resource';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { authConfig, retireVerb } from '../auth-config/index.ts';
import { authConfigs } from '../auth-config/table.ts';
import { deployment } from '../deployment/index.ts';
import { isGuarded } from '../guard.ts';
import { asDependent, insideOf, inUse, model, usersOf } from '../model/index.ts';
import { models } from '../model/table.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { aiProviderErrors } from './errors.ts';
import { AI_PROVIDER, asAbsent, liveType, requireAiProviderVersion } from './read.ts';

type Model = typeof models.$inferSelect;

/**
 * Archives an AI provider with all of its models and credentials and its own default config, or changes nothing.
 * @throws DomainError `forbidden` for a managed or internal provider; `conflict` while an application or a surviving
 * alias uses one of its models; `precondition_failed`, `precondition_required`.
 */
export async function deleteAiProvider(ctx: Context, id: string): Promise<void> {
  await together(ctx, async (asked) => {
    const row = await hold(asked, deploymentEntity, id, 'archive').catch(asAbsent(asked, id));
    await liveType(asked, id, row);
    await requireAiProviderVersion(asked, row);
    const inner = withoutPreconditions(asked);
    if (isGuarded(row)) {
      throw aiProviderErrors.notDeleted();
    }
    const own = await holdModels(inner, id);
    const { users, isUsed } = await usersOfAny(inner, id, own);
    if (isUsed) throw inUse(AI_PROVIDER, id, users);
    const aliasesFirst = [...own.filter(isAlias), ...own.filter((row) => !isAlias(row))];
    for (const { id: modelId } of aliasesFirst) {
      await perform(inner, model, verbNamed(model, 'archive'), { id: modelId });
    }
    for (const credential of await liveAuthConfigs(inner, id)) {
      await perform(inner, authConfig, retireVerb, { id: credential });
    }
    // Like its models and credentials, the default config goes with the provider
    const whole = granting(inner, 'provider-configs:write');
    return perform(whole, deployment, verbNamed(deployment, 'archive'), { id });
  });
}

const isAlias = (row: Model): boolean => row.references_id !== null;

/** Holds the live models of a deployment, in the order in which every writer takes these locks. */
const holdModels = (ctx: Context, deploymentId: string): Promise<Model[]> =>
  ctx.db
    .select()
    .from(models)
    .where(
      and(
        eq(models.instance_id, ctx.instanceId),
        eq(models.provider_deployment_id, deploymentId),
        eq(models.status, 'active'),
      ),
    )
    .orderBy(asc(models.id))
    .for('update');

/**
 * Lists the applications that use one of the models, and the aliases of other deployments that point to one. An alias
 * outside the reach of the key counts, and is not named.
 */
async function usersOfAny(ctx: Context, deploymentId: string, own: readonly Model[]) {
  if (own.length === 0) return { users: [], isUsed: false };
  const elsewhere = await ctx.db
    .select({ id: models.id, name: models.name })
    .from(models)
    .where(
      and(
        eq(models.instance_id, ctx.instanceId),
        inArray(
          models.references_id,
          own.map((row) => row.id),
        ),
        ne(models.provider_deployment_id, deploymentId),
        eq(models.status, 'active'),
      ),
    )
    .orderBy(asc(models.id));
  const held = own.filter((row) => row.reference_count > 0);
  const holders = await Promise.all(held.map((row) => usersOf(ctx, row.id)));
  const named = await insideOf(ctx, elsewhere);
  const users = [...named.map(asDependent), ...holders.flat()];
  return { users, isUsed: elsewhere.length + users.length > 0 };
}

async function liveAuthConfigs(ctx: Context, deploymentId: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: authConfigs.id })
    .from(authConfigs)
    .where(
      and(
        eq(authConfigs.instance_id, ctx.instanceId),
        eq(authConfigs.provider_deployment_id, deploymentId),
        eq(authConfigs.status, 'active'),
      ),
    )
    .orderBy(asc(authConfigs.id));
  return rows.map(({ id }) => id);
}
