import { archived, stamp, touch, unarchived } from '@berth/db';
import { invalidMember, newId } from '@berth/kernel';
import {
  type Context,
  change,
  createVerb,
  findRow,
  granting,
  holdArchived,
  holdLive,
  performStep,
  releaseDependents,
  resourceNamed,
  type Written,
} from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { madeName, sent } from '../../fields.ts';
import { holdPlace } from '../../hold-place.ts';
import { requireFlags, requireFree } from '../guard.ts';
import { changedLabels, newLabels } from '../labels.ts';
import { deploymentEntity, deployments } from '../tables/deployment.ts';
import { type DeploymentRow, holdTarget, holdTargetOf } from '../target.ts';
import { archiveDefaultAuth, unarchiveDefaultAuth } from './default-auth.ts';
import {
  adoptConfig,
  archiveDefaultConfig,
  makeDefaultConfig,
  replaceDefaultConfig,
  unarchiveDefaultConfig,
} from './default-config.ts';
import { deploymentProblems } from './errors.ts';
import { CURRENT, findLockedVersion, policyAfter } from './policy.ts';
import { CreateDeployment, type UpdateDeployment } from './schema.ts';

/**
 * Creates a deployment of a provider. Its default config is the one that the body describes, or an empty one when the
 * schema has nothing to configure.
 */
export async function createDeployment(ctx: Context, input: CreateDeployment): Promise<Written> {
  return { id: (await insertDeployment(ctx, input, false)).id };
}

/** The verb `create` for the default deployment of a provider. */
const createDefault = createVerb({
  input: CreateDeployment,
  run: async (ctx, input) => ({ id: (await insertDeployment(ctx, input, true)).id }),
});

/**
 * Holds the default deployment of a provider, and makes it when the instance has none yet: of several callers at once
 * one makes it, and the others wait for that.
 */
export async function holdDefaultDeployment(ctx: Context, providerId: string): Promise<DeploymentRow> {
  const found = await heldDefault(ctx, providerId);
  if (found) return found;
  await holdDefaultPlace(ctx, providerId);
  const made = await heldDefault(ctx, providerId);
  if (made) return made;
  const { name } = await findRow(ctx, providerEntity, providerId);
  const input = {
    provider_id: providerId,
    name: madeName(`Default Deployment for ${name}`),
    description: 'Made by Berth.',
  };
  const { id } = await performStep(
    granting(ctx, 'provider-deployments:write'),
    resourceNamed(ctx.services.registry, deploymentEntity.name),
    createDefault,
    { input },
  );
  return findRow(ctx, deploymentEntity, String(id));
}

async function heldDefault(ctx: Context, providerId: string): Promise<DeploymentRow | undefined> {
  const [found] = await ctx.db
    .select()
    .from(deployments)
    .where(isDefaultFor(ctx, providerId))
    .for('key share');
  return found;
}

/** Waits for others that give the provider its default deployment. */
const holdDefaultPlace = (ctx: Context, providerId: string): Promise<void> =>
  holdPlace(ctx, 'default deployment', providerId);

/** The condition of the live default deployment of a provider. */
const isDefaultFor = (ctx: Context, providerId: string) =>
  and(
    eq(deployments.instance_id, ctx.instanceId),
    eq(deployments.provider_id, providerId),
    eq(deployments.is_default, true),
    eq(deployments.status, 'active'),
  );

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
  else await makeDefaultConfig(ctx, { provider, deployment }, input.provider_config);
  return deployment;
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
  if (input.provider_config_id === undefined) return;
  if (!(await replaceDefaultConfig(ctx, row, input.provider_config_id))) return;
  const isRow = and(eq(deployments.instance_id, ctx.instanceId), eq(deployments.id, id));
  await ctx.db.update(deployments).set(touch(deployments, ctx.now)).where(isRow);
}

/**
 * Archives a deployment together with its own default config and its default auth config. Other live rows that are
 * bound to it prevent this, unless `force` detaches them.
 * @throws DomainError `conflict` with those rows; `forbidden` without the scopes to write the rows that change with it.
 */
export async function archiveDeployment(ctx: Context, id: string): Promise<void> {
  const row = await holdLive(ctx, deploymentEntity, id, 'archive');
  requireFree(ctx, row);
  await releaseDependents(ctx, deploymentEntity, id);
  await archiveDefaultConfig(ctx, id);
  await archiveDefaultAuth(ctx, id);
  await change(ctx, deploymentEntity, id, archived(ctx.now));
}

/**
 * Makes an archived deployment live again, with the default config and the default auth config that were archived with
 * it. The default deployment of a provider is one again unless there is another by now.
 * @throws DomainError `use_after_delete`; the errors of unarchiving those.
 */
export async function unarchiveDeployment(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, deploymentEntity, id);
  requireFree(ctx, row);
  const { provider } = await holdTargetOf(ctx, { provider_id: row.provider_id });
  await findLockedVersion(ctx, provider.id, row.locked_version_id);
  if (row.is_default) await holdDefaultPlace(ctx, provider.id);
  const is_default = row.is_default && !(await hasDefault(ctx, provider.id));
  await change(ctx, deploymentEntity, id, { ...unarchived(), is_default });
  await unarchiveDefaultConfig(ctx, { provider, deployment: row });
  await unarchiveDefaultAuth(ctx, id);
}

async function hasDefault(ctx: Context, providerId: string): Promise<boolean> {
  return (await ctx.db.$count(deployments, isDefaultFor(ctx, providerId))) > 0;
}
