import { invalidMember } from '@berth/kernel';
import { beyondReach, type Context, findRow, hold, refuseArchived } from '@berth/resource';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { providerConfigEntity, type providerConfigs } from '../tables/provider-config.ts';
import { holdDeployment, holdTarget, holdTargetOf, refuseOtherProvider } from '../target.ts';
import type { Placement } from '../value/index.ts';
import { configErrors, configProblems } from './errors.ts';
import { isDefault } from './presenter.ts';

type Config = typeof providerConfigs.$inferSelect;
type Vault = typeof configVaults.$inferSelect;

/** The place that a config gets. */
export interface Place {
  vault: Vault | null;
  hasOtherVault: boolean;
  /** The columns to change. */
  columns: Partial<
    Pick<Config, 'provider_deployment_id' | 'provider_config_vault_id' | 'default_of_deployment_id'>
  >;
}

/**
 * Holds a live vault of the provider, so that its value stays as it is.
 * @throws DomainError `not_found`; `use_after_delete`; `provider_mismatch`.
 */
export async function holdVault(ctx: Context, providerId: string, id: string): Promise<Vault> {
  const vault = await hold(ctx, configVaultEntity, id, 'read');
  refuseArchived(configVaultEntity, vault);
  refuseOtherProvider({ provider_id: providerId, provider_config_vault_id: vault.provider_id });
  return vault;
}

/** @throws DomainError `deployment_lock_mismatch` when the vault is locked to another deployment. */
export function refuseOtherLock(
  { id, provider_deployment_id: lock }: Vault,
  deploymentId: string | null,
): void {
  if (lock === null || lock === deploymentId) return;
  throw configErrors.otherLock({ entity: configVaultEntity.name, id });
}

/**
 * Finds the place that a config gets, under the rules of a create. A vault that is locked to a deployment brings it to
 * a config without one.
 * @throws DomainError the errors of a create; `invalid_data` for `keep_value` alone; `conflict`.
 */
export async function placeAfter(ctx: Context, config: Config, asked: Placement): Promise<Place> {
  const { provider_config_vault_id: vaultId = config.provider_config_vault_id } = asked;
  if (asked.keep_value !== undefined && asked.provider_config_vault_id === undefined) {
    throw invalidMember(configProblems.keepsWhat(['keep_value']));
  }
  const hasOtherVault = vaultId !== config.provider_config_vault_id;
  const vault = await vaultAfter(ctx, config, vaultId);
  const deploymentId = await deploymentAfter(ctx, config, asked, { vault, hasOtherVault });
  const columns = {
    ...(hasOtherVault ? { provider_config_vault_id: vaultId } : {}),
    ...(deploymentId === config.provider_deployment_id ? {} : { provider_deployment_id: deploymentId }),
    ...(await defaultAfter(ctx, config, deploymentId)),
  };
  return { vault, hasOtherVault, columns };
}

async function vaultAfter(ctx: Context, config: Config, id: string | null): Promise<Vault | null> {
  if (id === null) return null;
  if (id === config.provider_config_vault_id) return findRow(beyondReach(ctx), configVaultEntity, id);
  await holdTargetOf(ctx, { provider_id: config.provider_id });
  return holdVault(ctx, config.provider_id, id);
}

async function deploymentAfter(
  ctx: Context,
  config: Config,
  { provider_deployment_id: asked }: Placement,
  { vault, hasOtherVault }: Pick<Place, 'vault' | 'hasOtherVault'>,
): Promise<string | null> {
  const before = config.provider_deployment_id;
  const id = asked === undefined ? before : asked;
  if (id === before && !hasOtherVault) return id;
  if (id !== null && id !== before) {
    await holdTarget(ctx, { provider_id: config.provider_id, provider_deployment_id: id });
  }
  const lock = vault?.provider_deployment_id ?? null;
  if (lock !== null && id === null && asked === undefined) {
    return (await holdDeployment(ctx, config.provider_id, lock)).id;
  }
  if (vault) refuseOtherLock(vault, id);
  return id;
}

/**
 * Keeps the default config of a deployment bound to it, unless `force` leaves the deployment without one.
 * @throws DomainError `conflict`.
 */
async function defaultAfter(ctx: Context, config: Config, deploymentId: string | null) {
  const { default_of_deployment_id: of } = config;
  if (of === null || of === deploymentId || !isDefault(config)) return {};
  const { id, name } = await findRow(ctx, deploymentEntity, of);
  const deployment = { object: deploymentEntity.name, id, name };
  if (!ctx.write.options.force) {
    throw configErrors.isDefault({
      entity: providerConfigEntity.name,
      id: config.id,
      dependents: [deployment],
    });
  }
  ctx.write.touched.push(deployment);
  return { default_of_deployment_id: null };
}
