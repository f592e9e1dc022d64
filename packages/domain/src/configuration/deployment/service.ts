import { archived, stamp, touch, unarchived } from '@berth/db';
import { isEmptySchema } from '@berth/json-schema';
import { invalidMember, newId } from '@berth/kernel';
import {
  beyondReach,
  type Context,
  change,
  findRow,
  hold,
  holdArchived,
  holdLive,
  refuseArchived,
  releaseDependents,
  type Written,
} from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { madeName, sent } from '../../fields.ts';
import { enqueueRevocation } from '../auth-config/index.ts';
import { authConfigEntity, authConfigs } from '../auth-config/table.ts';
import { defaultConfigName, defaultOf, isDefaultOf } from '../default-rows.ts';
import { findConfigId } from '../find-config.ts';
import { requireFlags, requireFree } from '../guard.ts';
import { changedLabels, newLabels } from '../labels.ts';
import { insertConfig, unarchiveProviderConfig } from '../provider-config/index.ts';
import { deploymentEntity, deployments } from '../tables/deployment.ts';
import { providerConfigEntity, providerConfigs } from '../tables/provider-config.ts';
import {
  type DeploymentRow,
  holdTarget,
  holdTargetOf,
  type ProviderRow,
  refuseOtherProvider,
  specificationInForce,
} from '../target.ts';
import { catchUp } from '../upgrade/index.ts';
import { deploymentErrors, deploymentProblems } from './errors.ts';
import { CURRENT, findLockedVersion, policyAfter } from './policy.ts';
import type { CreateDeployment, UpdateDeployment } from './schema.ts';

/**
 * Creates a deployment of a provider. Its default config is the one that the body describes, or an empty one when the
 * schema needs no values.
 */
export async function createDeployment(ctx: Context, input: CreateDeployment): Promise<Written> {
  return { id: (await insertDeployment(ctx, input, false)).id };
}

/** Holds the default deployment of a provider, and makes it when the instance has none yet. */
export async function holdDefaultDeployment(ctx: Context, providerId: string): Promise<DeploymentRow> {
  const isDefault = and(
    eq(deployments.instance_id, ctx.instanceId),
    eq(deployments.provider_id, providerId),
    eq(deployments.is_default, true),
    eq(deployments.status, 'active'),
  );
  const [found] = await ctx.db.select().from(deployments).where(isDefault).for('key share');
  if (found) return found;
  const { name } = await findRow(ctx, providerEntity, providerId);
  const input = {
    provider_id: providerId,
    name: madeName(`Default Deployment for ${name}`),
    description: 'Made by Berth.',
  };
  const made = await insertDeployment(ctx, input, true);
  ctx.write.touched.push({ object: deploymentEntity.name, id: made.id, name: made.name });
  return made;
}

async function insertDeployment(
  ctx: Context,
  input: CreateDeployment,
  isDefault: boolean,
): Promise<DeploymentRow> {
  if (input.provider_config_id && input.provider_config) {
    throw invalidMember(deploymentProblems.twoConfigs(['provider_config']));
  }
  requireFlags(ctx, { managed: false, internal: false }, input);
  const { provider } = await holdTarget(ctx, { provider_id: input.provider_id });
  const start = { provider_id: provider.id, ...CURRENT };
  const policy = await policyAfter(ctx, start, input);
  const [deployment] = await ctx.db
    .insert(deployments)
    .values({
      instance_id: ctx.instanceId,
      id: newId('deployment', ctx.now),
      ...newLabels(input),
      managed: input.managed ?? false,
      internal: input.internal ?? false,
      is_default: isDefault,
      provider_owner: provider.owner_id,
      provider_id: provider.id,
      ...policy,
      ...stamp(ctx.now),
    })
    .returning();
  if (!deployment) throw new Error('The deployment was not stored');
  if (input.provider_config_id) await adoptConfig(ctx, deployment, input.provider_config_id);
  else await makeDefaultConfig(ctx, provider, deployment, input);
  return deployment;
}

/** Makes an existing config the default of a deployment. The deployment that the config is bound to stays the same. */
async function adoptConfig(ctx: Context, deployment: DeploymentRow, named: string): Promise<void> {
  const configId = await findConfigId(ctx, named);
  const config = await hold(ctx, providerConfigEntity, configId, 'change');
  refuseArchived(providerConfigEntity, config);
  refuseOtherProvider({ provider_id: deployment.provider_id, provider_config_id: config.provider_id });
  if (config.default_of_deployment_id !== null) {
    throw deploymentErrors.otherDefault({ entity: providerConfigEntity.name, id: config.id });
  }
  await change(ctx, providerConfigEntity, configId, { default_of_deployment_id: deployment.id });
}

/** Creates the default config. Unless the body describes one, it is created only when there is nothing to configure. */
async function makeDefaultConfig(
  ctx: Context,
  provider: ProviderRow,
  deployment: DeploymentRow,
  input: CreateDeployment,
): Promise<void> {
  if (!input.provider_config) {
    const specification = await specificationInForce(ctx, provider.id, deployment.locked_version_id);
    if (!isEmptySchema(specification.config_schema)) return;
  }
  const described = input.provider_config ?? { value: {} };
  const name = described.name ?? defaultConfigName(deployment);
  await insertConfig(
    ctx,
    { provider, deployment },
    { ...described, name, metadata: deployment.metadata },
    { path: ['provider_config'], asDefault: true },
  );
}

/** Changes the members of a deployment that were sent. Only administrators may change a managed or internal one. */
export async function updateDeployment(ctx: Context, id: string, input: UpdateDeployment): Promise<void> {
  const row = await holdLive(ctx, deploymentEntity, id, 'change');
  requireFree(ctx, row);
  requireFlags(ctx, row, input);
  const changes = sent({
    ...(await policyAfter(ctx, row, input)),
    managed: input.managed,
    internal: input.internal,
    ...changedLabels(input),
  });
  await change(ctx, deploymentEntity, id, changes);
  if (input.provider_config_id !== undefined) await replaceDefaultConfig(ctx, row, input.provider_config_id);
}

/** Makes an existing config the default in place of the present one, which stays live; null leaves no default. */
async function replaceDefaultConfig(ctx: Context, row: DeploymentRow, named: string | null): Promise<void> {
  const present = await defaultOf(ctx, providerConfigs, row.id);
  const wanted = named === null ? null : await findConfigId(ctx, named);
  if (present === wanted) return;
  if (present !== null) {
    const { id, name } = await hold(beyondReach(ctx), providerConfigEntity, present, 'change');
    await change(ctx, providerConfigEntity, id, { default_of_deployment_id: null });
    ctx.write.touched.push({ object: providerConfigEntity.name, id, name });
  }
  if (wanted !== null) await adoptConfig(ctx, row, wanted);
  const isRow = and(eq(deployments.instance_id, ctx.instanceId), eq(deployments.id, row.id));
  await ctx.db.update(deployments).set(touch(deployments, ctx.now)).where(isRow);
}

/**
 * Archives a deployment together with its own default config and its default auth config. Other live rows that are
 * bound to it prevent this, unless `force` detaches them.
 * @throws DomainError `conflict` with those rows.
 */
export async function archiveDeployment(ctx: Context, id: string): Promise<void> {
  const row = await holdLive(ctx, deploymentEntity, id, 'archive');
  requireFree(ctx, row);
  await releaseDependents(ctx, deploymentEntity, id);
  const isDefault = isDefaultOf(ctx, providerConfigs, id);
  await ctx.db
    .update(providerConfigs)
    .set({ ...archived(ctx.now), ...touch(providerConfigs, ctx.now) })
    .where(and(isDefault, eq(providerConfigs.provider_deployment_id, id)));
  // A default config that is not bound to this deployment stays live and can become the default of another.
  await ctx.db
    .update(providerConfigs)
    .set({ default_of_deployment_id: null, ...touch(providerConfigs, ctx.now) })
    .where(isDefault);
  const credentials = await ctx.db
    .update(authConfigs)
    .set({ ...archived(ctx.now), ...touch(authConfigs, ctx.now) })
    .where(isDefaultOf(ctx, authConfigs, id))
    .returning();
  for (const row of credentials) await enqueueRevocation(ctx, row);
  await change(ctx, deploymentEntity, id, archived(ctx.now));
}

/**
 * Makes an archived deployment live again, with the default config and the default auth config that were archived with
 * it. The config moves to the version in force, as any config that is unarchived, if the key may write configs.
 * @throws DomainError `use_after_delete`; the errors of unarchiving those.
 */
export async function unarchiveDeployment(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, deploymentEntity, id);
  requireFree(ctx, row);
  const { provider } = await holdTargetOf(ctx, { provider_id: row.provider_id });
  await findLockedVersion(ctx, provider.id, row.locked_version_id);
  await change(ctx, deploymentEntity, id, unarchived());
  const configs = await ctx.db
    .select({ id: providerConfigs.id, name: providerConfigs.name })
    .from(providerConfigs)
    .where(isDefaultOf(ctx, providerConfigs, id, 'archived'));
  for (const { id: configId } of configs) {
    const { config, deployment } = await unarchiveProviderConfig(ctx, configId);
    // A move is a write of its own
    if (ctx.scopes.has('provider-configs:write')) await catchUp(ctx, config, deployment ?? row);
  }
  const credentials = await ctx.db
    .update(authConfigs)
    .set({ ...unarchived(), ...touch(authConfigs, ctx.now) })
    .where(isDefaultOf(ctx, authConfigs, id, 'archived'))
    .returning({ id: authConfigs.id, name: authConfigs.name });
  ctx.write.touched.push(
    ...configs.map((config) => ({ object: providerConfigEntity.name, ...config })),
    ...credentials.map((credential) => ({ object: authConfigEntity.name, ...credential })),
  );
}
