import { type Context, change } from '@berth/resource';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import { specificationById } from '../target.ts';
import {
  type Edit,
  pinsOf,
  purgeExcess,
  recheckFollowers,
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
async function editVault(ctx: Context, vault: Vault, edit: Edit): Promise<void> {
  if (edit.kind === 'keep') return;
  const specification = await specificationById(ctx, vault.specification_id);
  const next = await storeNext(ctx, vault, await termsOf(ctx, specification), edit);
  if (!next) return;
  const { revision, value } = next;
  await change(ctx, configVaultEntity, vault.id, { revision });
  await recheckFollowers(ctx, vault, specification, value);
  await purgeExcess(ctx, vaultValue, { id: vault.id, revision });
}
