import type { Dependent } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, asc, eq, ne } from 'drizzle-orm';
import { authConfigEntity, authConfigs } from '../../configuration/auth-config/table.ts';
import { defaultOf } from '../../configuration/default-rows.ts';
import { deploymentEntity, deployments } from '../../configuration/tables/deployment.ts';
import { providerConfigEntity, providerConfigs } from '../../configuration/tables/provider-config.ts';
import { credentials } from '../identity-credential/table.ts';
import type { IdentityRow } from '../tables/identity.ts';
import { identityErrors } from './errors.ts';
import type { Target, Use } from './use.ts';

/** The most deployments that are looked at. */
const MOST_DEPLOYMENTS = 1_000;

/**
 * The defaults of the deployment; of the provider's default deployment, or its only one, when none is named. An auth
 * config that a credential of another identity names, or has named, is not shared: it became the default by being the
 * first.
 */
export async function sharedUse(ctx: Context, identity: IdentityRow, target: Target): Promise<Use | null> {
  const deploymentId = target.deploymentId ?? (await sharedDeployment(ctx, target.providerId));
  if (deploymentId === null) return null;
  const configId = await defaultOf(ctx, providerConfigs, deploymentId);
  if (configId === null) throw identityErrors.nothingShared({ entity: providerConfigEntity.name });
  const authId = await defaultOf(ctx, authConfigs, deploymentId);
  if (authId !== null && (await isOfAnother(ctx, identity, authId))) {
    throw identityErrors.notShared({ entity: authConfigEntity.name });
  }
  return {
    from: 'shared',
    deployment_id: deploymentId,
    config_id: configId,
    auth_config_id: authId,
    identity_id: null,
    identity_credential_id: null,
    identity_delegation_id: null,
  };
}

async function isOfAnother(ctx: Context, identity: IdentityRow, authConfigId: string): Promise<boolean> {
  const found = await ctx.db
    .select({ id: credentials.id })
    .from(credentials)
    .where(
      and(
        eq(credentials.instance_id, ctx.instanceId),
        eq(credentials.auth_config_id, authConfigId),
        ne(credentials.identity_id, identity.id),
      ),
    )
    .limit(1);
  return found.length > 0;
}

async function sharedDeployment(ctx: Context, providerId: string): Promise<string | null> {
  const rows = await ctx.db
    .select({ id: deployments.id, name: deployments.name, isDefault: deployments.is_default })
    .from(deployments)
    .where(
      and(
        eq(deployments.instance_id, ctx.instanceId),
        eq(deployments.provider_id, providerId),
        eq(deployments.status, 'active'),
      ),
    )
    .orderBy(asc(deployments.id))
    .limit(MOST_DEPLOYMENTS);
  const [first, second] = rows;
  const chosen = rows.find(({ isDefault }) => isDefault) ?? (second ? undefined : first);
  if (chosen || !first) return chosen?.id ?? null;
  const dependents = ctx.reach
    ? []
    : rows.slice(0, 100).map(({ id, name }): Dependent => ({ object: deploymentEntity.name, id, name }));
  throw identityErrors.severalDeployments({ entity: deploymentEntity.name, dependents });
}
