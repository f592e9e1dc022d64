import { canonicalJson } from '@berth/json-schema';
import { type DomainError, invalidMember } from '@berth/kernel';
import { beyondReach, type Context, change, findRow, hold } from '@berth/resource';
import { requireApprovedSpecification } from '../approved.ts';
import { lookAgainAtThoseOf } from '../look-again.ts';
import { NO_OUTCOME } from '../outcome.ts';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import { providerConfigEntity, type providerConfigs } from '../tables/provider-config.ts';
import { specificationAfter } from '../target.ts';
import {
  type Edit,
  findRevision,
  historyFor,
  layersWithBonds,
  NOTHING_BELOW,
  type OpenRevision,
  openRevision,
  type Placement,
  purgeExcess,
  reasonsOf,
  type StaleSecrets,
  storeOver,
  termsOf,
  type ValueOwner,
  withoutVault,
  withVault,
} from '../value/index.ts';
import { configErrors, configProblems } from './errors.ts';
import { placeAfter } from './move.ts';
import { refuseQuestionsBelow } from './questions-below.ts';
import { readStoredValue, type StoredValue } from './stored-value.ts';

type Config = typeof providerConfigs.$inferSelect;
type Vault = typeof configVaults.$inferSelect;

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
  if (provider_config_vault_id) {
    await hold(beyondReach(ctx), configVaultEntity, provider_config_vault_id, 'read');
  }
}

/**
 * Stores the value after an edit, valid together with the vault's, and moves the config to another deployment, vault or
 * vault revision.
 */
async function editConfig(
  ctx: Context,
  config: Config,
  edit: Edit,
  asked: Placement = {},
): Promise<StaleSecrets | undefined> {
  const { vault, hasOtherVault, columns } = await placeAfter(ctx, config, asked);
  // Null is what a config without a vault shows.
  const pin = asked.vault_revision === null && vault === null ? undefined : asked.vault_revision;
  const placed = { ...columns, ...(hasOtherVault ? { vault_revision: pin ?? null } : {}) };
  if (edit.kind === 'keep' && pin === undefined && !hasOtherVault) {
    await change(ctx, providerConfigEntity, config.id, placed);
    if (Object.keys(placed).length > 0) await lookAgainAtThoseOf(ctx, config);
    return undefined;
  }
  const stored = await readStoredValue(ctx, config.id);
  const specification = await specificationAfter(ctx, stored.specification, edit);
  if (edit.kind === 'shown' && edit.vaultRevision !== (stored.vault?.revision ?? null)) throw movedOn();
  const base = pin === undefined && !hasOtherVault ? stored.vault : await pinned(ctx, vault, pin ?? null);
  const under = hasOtherVault
    ? await underOther(ctx, stored, base, asked.keep_value ?? false)
    : { own: stored.own, base, baseBefore: stored.vault };
  const at = edit.kind === 'keep' && hasOtherVault ? { at: 'provider_config_vault_id' as const } : {};
  const isOther = specification.id !== stored.specification.id;
  const moved = edit.kind === 'restore' && isOther ? { from: stored.specification } : {};
  if (moved.from) await requireApprovedSpecification(ctx, { specification_id: specification.id });
  const terms = await termsOf(ctx, specification);
  const isFit = config.invalid_reasons === null;
  const next = await storeOver(ctx, config.id, terms, { ...under, isFit }, { ...edit, ...at, ...moved });
  const revision = next.kept?.revision ?? config.revision;
  await change(ctx, providerConfigEntity, config.id, {
    ...next.kept,
    specification_id: specification.id,
    ...(isOther ? NO_OUTCOME : {}),
    ...(edit.kind === 'confirm' ? {} : { invalid_reasons: reasonsOf(next.problems) }),
    ...(pin === undefined ? {} : { vault_revision: pin }),
    ...placed,
  });
  await purgeExcess(ctx, configValue, { id: config.id, revision });
  const isOtherPin = pin !== undefined && pin !== config.vault_revision;
  const isChanged = next.kept !== null || isOther || hasOtherVault || isOtherPin;
  if (isChanged || Object.keys(columns).length > 0) await lookAgainAtThoseOf(ctx, config);
  return next.stale;
}

/** Makes the layers under an edit that goes with a move to another vault, or to none. */
async function underOther(ctx: Context, stored: StoredValue, base: OpenRevision | null, keepsValue: boolean) {
  const { specification } = stored;
  if (keepsValue) await refuseQuestionsBelow(ctx, stored);
  const history = await historyFor(ctx, specification, [stored.own, stored.vault]);
  const layers = { specification, ...(await layersWithBonds(specification, history, stored)) };
  const own = withoutVault(keepsValue ? await withVault(layers) : layers.own, base !== null);
  const isOther = canonicalJson(own?.document ?? null) !== canonicalJson(stored.own?.document ?? null);
  const isNew = isOther || (own === null && base === null);
  return { own, base, baseBefore: layers.vault ?? NOTHING_BELOW, isNew, isOtherVault: true };
}

/** Builds the error for a config or vault that has changed since the caller read it. */
export const movedOn = (): DomainError => configErrors.movedOn({ entity: providerConfigEntity.name });

/**
 * Opens a revision of the vault; null is the current one. Null without a vault. `path` leads to the pin in the body.
 * @throws DomainError `invalid_data`.
 */
export async function pinned(
  ctx: Context,
  vault: Vault | null,
  pin: number | null,
  path: readonly string[] = ['vault_revision'],
): Promise<OpenRevision | null> {
  if (vault === null && pin === null) return null;
  if (vault === null) throw invalidMember(configProblems.noVault(path));
  if (pin !== null && pin > vault.revision) {
    throw invalidMember(configProblems.noRevision({ revision: vault.revision }, path));
  }
  const row = await findRevision(ctx, vault.id, pin ?? vault.revision);
  if (row.ciphertext === null) throw invalidMember(configProblems.destroyed(path));
  return openRevision(ctx, row);
}
