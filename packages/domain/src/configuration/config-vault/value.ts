import { type Context, change } from '@berth/resource';
import { requireApprovedSpecification } from '../approved.ts';
import { lookAgainAtFollowersOf } from '../look-again.ts';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import { specificationAfter, specificationById } from '../target.ts';
import {
  type Edit,
  pinsOf,
  purgeExcess,
  recheckFollowers,
  type StaleSecrets,
  sentOver,
  storeNext,
  termsOf,
  type ValueOwner,
} from '../value/index.ts';

type Vault = typeof configVaults.$inferSelect;

export const vaultValue: ValueOwner<Vault> = {
  path: 'provider-config-vaults',
  entity: configVaultEntity,
  called: 'a vault',
  outlivesArchive: true,
  pins: pinsOf,
  edit: editVault,
};

/** Edits a vault's value. The configs that follow the vault get the new value at once and are checked with it. */
async function editVault(ctx: Context, vault: Vault, edit: Edit): Promise<StaleSecrets> {
  if (edit.kind === 'keep') return [];
  const before = await specificationById(ctx, vault.specification_id);
  const specification = await specificationAfter(ctx, before, edit);
  const moved = edit.kind === 'restore' && specification.id !== before.id ? { from: before } : {};
  if (moved.from) await requireApprovedSpecification(ctx, { specification_id: specification.id });
  const terms = await termsOf(ctx, specification);
  const { kept, document, stale } = await storeNext(ctx, vault, terms, { ...edit, ...moved });
  if (kept === null) return stale;
  await change(ctx, configVaultEntity, vault.id, { ...kept, specification_id: specification.id });
  const followers = await recheckFollowers(ctx, vault, specification, document, sentOver(edit));
  await purgeExcess(ctx, vaultValue, { id: vault.id, revision: kept.revision });
  await lookAgainAtFollowersOf(ctx, vault.id);
  return [...stale, ...followers];
}
