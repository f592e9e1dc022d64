import { DomainError } from '@berth/kernel';
import { type Context, change, hold, refuseGone } from '@berth/resource';
import { pinsOf, recheckFollowers } from '../followers.ts';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import { specificationById } from '../target.ts';
import { type Edit, purgeRevisions, storeNext, termsOf } from '../value/index.ts';
import type { ValueOwner } from '../value-owner.ts';

type Vault = typeof configVaults.$inferSelect;

export const vaultValue: ValueOwner<Vault> = {
  path: 'provider-config-vaults',
  hold: async (ctx, id) => {
    const vault = await hold(ctx, configVaultEntity, id, 'change');
    refuseGone(configVaultEntity, vault, 'updated');
    return vault;
  },
  release: releaseRevision,
  purge: async (ctx, id, most) => purgeUnneeded(ctx, await hold(ctx, configVaultEntity, id, 'change'), most),
  edit: editVault,
};

/** The configs that follow the vault have the edited value at once, and are checked with it. */
async function editVault(ctx: Context, vault: Vault, edit: Edit): Promise<void> {
  if (edit.kind === 'keep') return;
  const specification = await specificationById(ctx, vault.specification_id);
  const next = await storeNext(ctx, vault, await termsOf(ctx, specification), edit);
  if (!next) return;
  const { revision, value } = next;
  await change(ctx, configVaultEntity, vault.id, { revision });
  await recheckFollowers(ctx, vault, specification, value);
  await purgeUnneeded(ctx, { id: vault.id, revision });
}

/** A revision that a config is pinned to is kept, however old. */
async function purgeUnneeded(
  ctx: Context,
  vault: Pick<Vault, 'id' | 'revision'>,
  most?: number,
): Promise<number[]> {
  const pins = await pinsOf(ctx, vault.id);
  return purgeRevisions(ctx, vault, { but: pins.map((pin) => pin.vault_revision), most });
}

/** The current revision is needed, and each one that a config is pinned to. */
async function releaseRevision(ctx: Context, id: string, n: number): Promise<void> {
  const vault = await hold(ctx, configVaultEntity, id, 'change');
  const needed = { entity: configVaultEntity.name, id };
  if (n === vault.revision) {
    throw new DomainError('conflict', 'The current revision of a vault cannot be destroyed.', needed);
  }
  const pins = (await pinsOf(ctx, id)).filter((pin) => pin.vault_revision === n);
  if (pins.length === 0) return;
  const dependents = pins.map(({ vault_revision: _, ...config }) => config);
  throw new DomainError('conflict', 'Configs are pinned to the revision.', { ...needed, dependents });
}
