import { archived } from '@berth/db';
import { isEmptySchema } from '@berth/json-schema';
import { DomainError, withMembers } from '@berth/kernel';
import {
  archiveVerb,
  beyondReach,
  type Context,
  change,
  findRow,
  granting,
  hold,
  holdLive,
  idsInside,
  Nothing,
  performStep,
  refuseArchived,
  releaseDependents,
  requireScope,
  unarchiveVerb,
  updateVerb,
  type Verb,
} from '@berth/resource';
import { defaultConfigName, defaultOf, holdDefaultOf } from '../default-rows.ts';
import { findConfigId } from '../find-config.ts';
import { createAsDefault, providerConfig, unarchiveProviderConfig } from '../provider-config/index.ts';
import { providerConfigEntity, providerConfigs } from '../tables/provider-config.ts';
import {
  type DeploymentRow,
  type ProviderRow,
  refuseOtherProvider,
  specificationInForce,
} from '../target.ts';
import { catchUp } from '../upgrade/index.ts';
import { findRevision } from '../value/index.ts';
import { deploymentErrors } from './errors.ts';
import type { CreateDeployment } from './schema.ts';

/*
 * The default config of a deployment is a row of its own. Each change of it is a step of the verb on the deployment: it
 * takes the scope to write configs and leaves an event. An empty config that Berth makes by itself holds nothing of the
 * caller's, and goes with its deployment without that scope.
 */

const WRITE = 'provider-configs:write';

type Config = typeof providerConfigs.$inferSelect;

interface Place {
  provider: ProviderRow;
  deployment: DeploymentRow;
}

/**
 * Makes the default config that the body of a new deployment describes. Without a description it makes an empty one,
 * when there is nothing to configure.
 */
export async function makeDefaultConfig(
  ctx: Context,
  place: Place,
  described: CreateDeployment['provider_config'],
): Promise<void> {
  const { provider, deployment } = place;
  if (described) {
    await storeDefault(ctx, place, described);
    return;
  }
  const specification = await specificationInForce(ctx, provider.id, deployment.locked_version_id);
  if (isEmptySchema(specification.config_schema)) await makeEmptyDefault(ctx, place);
}

/** Makes an empty default config, for which no body asks. Returns its id. */
export const makeEmptyDefault = (ctx: Context, place: Place): Promise<string> =>
  storeDefault(granting(ctx, WRITE), place, { value: {} });

async function storeDefault(
  ctx: Context,
  { provider, deployment }: Place,
  described: NonNullable<CreateDeployment['provider_config']>,
): Promise<string> {
  const input = {
    ...described,
    provider_id: provider.id,
    provider_deployment_id: deployment.id,
    name: described.name ?? defaultConfigName(deployment),
    metadata: deployment.metadata,
  };
  const verb = createAsDefault({ provider, deployment }, ['provider_config']);
  return String((await performStep(ctx, providerConfig, verb, { input })).id);
}

/** Makes an existing config the default of a deployment. The deployment that the config is bound to stays the same. */
export const adoptConfig = async (ctx: Context, deployment: DeploymentRow, id: string): Promise<void> => {
  await performStep(ctx, providerConfig, serving(deployment), { id });
};

/** Makes an existing config the default in place of the present one, which stays live; null leaves no default. */
export async function replaceDefaultConfig(
  ctx: Context,
  row: DeploymentRow,
  named: string | null,
): Promise<boolean> {
  const present = await defaultOf(ctx, providerConfigs, row.id);
  if (present === named) return false;
  requireScope(ctx, WRITE);
  const wanted = named === null ? null : await findConfigId(ctx, named);
  if (present === wanted) return false;
  if (present !== null) await release(ctx, present);
  if (wanted !== null) await adoptConfig(ctx, row, wanted);
  return true;
}

/** The verb on a config that makes it the default of a deployment, or of none. */
const serving = (deployment: DeploymentRow | null): Verb =>
  updateVerb({
    input: Nothing,
    run: async (ctx, id) => {
      if (deployment) await refuseDefault(ctx, deployment, id);
      const default_of_deployment_id = deployment?.id ?? null;
      ctx.write.noted.default_of_deployment_id = default_of_deployment_id;
      await change(ctx, providerConfigEntity, id, { default_of_deployment_id });
    },
  });

/** @throws DomainError `use_after_delete`; `provider_mismatch`; `conflict` for the default of another deployment. */
async function refuseDefault(ctx: Context, { provider_id }: DeploymentRow, id: string): Promise<void> {
  const config = await hold(ctx, providerConfigEntity, id, 'change');
  refuseArchived(providerConfigEntity, config);
  refuseOtherProvider({ provider_id, provider_config_id: config.provider_id });
  if (config.default_of_deployment_id === null) return;
  throw deploymentErrors.otherDefault({ entity: providerConfigEntity.name, id });
}

/** Takes the place of the default away from a config. One outside the reach of the key is not named. */
async function release(ctx: Context, id: string): Promise<void> {
  const isInside = (await idsInside(ctx, providerConfigEntity, [id])).length > 0;
  const whole = isInside
    ? ctx
    : withMembers(beyondReach(ctx), { write: withMembers(ctx.write, { touched: [] }) });
  await performStep(whole, providerConfig, serving(null), { id });
}

/**
 * Archives the default config of a deployment that is archived, which stays its default. One that is bound elsewhere
 * stays live and can become the default of another.
 */
export async function archiveDefaultConfig(ctx: Context, deploymentId: string): Promise<void> {
  const config = await holdDefaultRow(ctx, deploymentId, 'active');
  if (!config) return;
  if (config.provider_deployment_id !== deploymentId) await release(ctx, config.id);
  else await performStep(await mayStep(ctx, config), providerConfig, archiveBelow, { id: config.id });
}

const archiveBelow = archiveVerb({
  run: async (ctx, id) => {
    await holdLive(ctx, providerConfigEntity, id, 'archive');
    await releaseDependents(ctx, providerConfigEntity, id);
    await change(ctx, providerConfigEntity, id, archived(ctx.now));
  },
});

/**
 * Makes the default config live again that was archived with its deployment. It moves to the version in force, as any
 * config that is unarchived, if the key may write configs. One whose value was destroyed stays archived, and the
 * deployment gets the default of a new one.
 * @throws DomainError as `unarchiveProviderConfig`, but `gone`.
 */
export async function unarchiveDefaultConfig(ctx: Context, place: Place): Promise<void> {
  const { deployment } = place;
  const config = await holdDefaultRow(ctx, deployment.id, 'archived');
  if (!config) return;
  const { id } = config;
  const verb = unarchiveBelow(deployment, ctx.scopes.has(WRITE));
  const isBack = await unlessDestroyed(async () =>
    performStep(await mayStep(ctx, config), providerConfig, verb, { id }),
  );
  if (isBack) return;
  await release(ctx, id);
  await makeDefaultConfig(ctx, place, undefined);
}

/** Resolves to false for a step that a destroyed value makes impossible. It has changed nothing then. */
export async function unlessDestroyed(step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step();
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'gone') return false;
    throw error;
  }
}

const unarchiveBelow = (row: DeploymentRow, mayMove: boolean): Verb =>
  unarchiveVerb({
    run: async (ctx, id) => {
      const { config, deployment } = await unarchiveProviderConfig(ctx, id);
      // A move is a write of its own
      if (mayMove) await catchUp(ctx, config, deployment ?? row);
    },
  });

/** Holds the default config of a deployment that is held, and before it the vault of the config. */
async function holdDefaultRow(
  ctx: Context,
  deploymentId: string,
  status: 'active' | 'archived',
): Promise<Config | null> {
  const whole = beyondReach(ctx);
  const seen = await defaultOf(ctx, providerConfigs, deploymentId, status);
  if (seen === null) return null;
  await providerConfig.links.holdFirst?.(whole, seen);
  const id = await holdDefaultOf(ctx, providerConfigs, deploymentId, status);
  return id === null ? null : findRow(whole, providerConfigEntity, id);
}

const mayStep = async (ctx: Context, config: Config): Promise<Context> =>
  (await isEmptyDefault(ctx, config)) ? granting(ctx, WRITE) : ctx;

/** Tells if a config has no value and no handle, as the empty default that Berth makes for a deployment. */
async function isEmptyDefault(
  ctx: Context,
  { id, handle, provider_config_vault_id: vault, revision }: Config,
): Promise<boolean> {
  if (handle !== null || vault !== null || revision === null) return false;
  const { value_state } = await findRevision(ctx, id, revision);
  return value_state !== null && !value_state.some(({ set }) => set);
}
