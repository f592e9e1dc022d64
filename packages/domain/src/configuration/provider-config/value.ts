import { type DomainError, invalidMember } from '@berth/kernel';
import { type Context, change, findRow, hold } from '@berth/resource';
import { configVaultEntity } from '../tables/config-vault.ts';
import { providerConfigEntity, type providerConfigs } from '../tables/provider-config.ts';
import {
  type Edit,
  findRevision,
  openRevision,
  purgeExcess,
  type StaleSecrets,
  storeOver,
  termsOf,
  type ValueOwner,
} from '../value/index.ts';
import { configErrors, configProblems } from './errors.ts';
import { readStoredValue } from './stored-value.ts';

type Config = typeof providerConfigs.$inferSelect;

export const configValue: ValueOwner<Config> = {
  path: 'provider-configs',
  entity: providerConfigEntity,
  called: 'a live config',
  holdFirst: holdVaultOf,
  edit: editConfig,
};

/**
 * Holds the vault of a config, if there is one, before the config: an edit of the vault takes its locks in the same
 * order. The vault's current revision then stays the one that the value is checked with.
 */
export async function holdVaultOf(ctx: Context, id: string): Promise<void> {
  const { provider_config_vault_id } = await findRow(ctx, providerConfigEntity, id);
  if (provider_config_vault_id) await hold(ctx, configVaultEntity, provider_config_vault_id, 'read');
}

/** Stores the value after an edit, valid together with the vault's, and pins or unpins the vault revision. */
async function editConfig(
  ctx: Context,
  config: Config,
  edit: Edit,
  asked?: number | null,
): Promise<StaleSecrets> {
  // Null is what a config without a vault shows.
  const pin = asked === null && config.provider_config_vault_id === null ? undefined : asked;
  if (edit.kind === 'keep' && pin === undefined) return [];
  const stored = await readStoredValue(ctx, config.id);
  const { own, vault, specification } = stored;
  if (edit.kind === 'shown' && edit.vaultRevision !== (vault?.revision ?? null)) throw movedOn();
  const base = pin === undefined ? vault : await pinned(ctx, config, pin);
  const under = { own, base, baseBefore: vault };
  const next = await storeOver(ctx, config.id, await termsOf(ctx, specification), under, edit);
  const revision = next.revision ?? config.revision;
  await change(ctx, providerConfigEntity, config.id, {
    revision,
    ...(edit.kind === 'confirm' ? {} : { invalid_reasons: null }),
    ...(pin === undefined ? {} : { vault_revision: pin }),
  });
  await purgeExcess(ctx, configValue, { id: config.id, revision });
  return next.stale;
}

/** Builds the error for a config or vault that has changed since the caller read it. */
export const movedOn = (): DomainError => configErrors.movedOn({ entity: providerConfigEntity.name });

/** Finds the vault revision to pin a config to. @throws DomainError `invalid_data`. */
async function pinned(ctx: Context, config: Config, pin: number | null) {
  const path = ['vault_revision'];
  if (config.provider_config_vault_id === null) throw invalidMember(configProblems.noVault(path));
  const vault = await findRow(ctx, configVaultEntity, config.provider_config_vault_id);
  if (pin !== null && pin > vault.revision) {
    throw invalidMember(configProblems.noRevision({ revision: vault.revision }, path));
  }
  const row = await findRevision(ctx, vault.id, pin ?? vault.revision);
  if (row.ciphertext === null) throw invalidMember(configProblems.destroyed(path));
  return openRevision(ctx, row);
}
