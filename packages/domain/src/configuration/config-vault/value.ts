import { DomainError } from '@berth/kernel';
import { type Context, change, hold, refuseGone, show } from '@berth/resource';
import { pinsOf, recheckFollowers } from '../followers.ts';
import { specificationById } from '../target.ts';
import {
  destroyRevision,
  type Edit,
  editOf,
  editValue,
  findRevision,
  openRevision,
  purgeRevisions,
  refuseOtherRevision,
  revisionNumber,
  storeRevision,
  termsOf,
} from '../value/index.ts';
import { valueRevision } from '../value-revision/index.ts';
import type { UpdateConfigVault } from './schema.ts';
import { configVaultEntity, type configVaults } from './table.ts';

type Vault = typeof configVaults.$inferSelect;

async function holdVault(ctx: Context, id: string): Promise<Vault> {
  const vault = await hold(ctx, configVaultEntity, id, 'change');
  refuseGone(configVaultEntity, vault, 'updated');
  return vault;
}

/** Does what a PATCH says of the value, if it says anything. */
export async function patchVaultValue(ctx: Context, id: string, input: UpdateConfigVault): Promise<void> {
  const edit = editOf(input);
  if (edit.kind === 'keep' && input.if_revision === undefined) return;
  const vault = await holdVault(ctx, id);
  refuseOtherRevision(input, vault.revision);
  await edited(ctx, vault, edit);
}

/** Changes a vault's value as a whole. */
export async function changeVaultValue(ctx: Context, id: string, edit: Edit): Promise<undefined> {
  await edited(ctx, await holdVault(ctx, id), edit);
}

/** Stores the value after an edit. The configs that follow the vault have it at once, and are checked with it. */
async function edited(ctx: Context, vault: Vault, edit: Edit): Promise<void> {
  if (edit.kind === 'keep') return;
  const specification = await specificationById(ctx, vault.specification_id);
  const before = await openRevision(ctx, await findRevision(ctx, vault.id, vault.revision));
  const terms = await termsOf(ctx, specification);
  const path = edit.kind === 'replace' ? ['value_replace'] : ['value'];
  const { document, changed } = editValue(terms, { base: null, own: before.document }, edit, path);
  if (!changed) return;
  const revision = await storeRevision(ctx, { ownerId: vault.id, specification, document, before });
  await change(ctx, configVaultEntity, vault.id, { revision });
  await recheckFollowers(ctx, vault, specification, document.value);
  const pins = await pinsOf(ctx, vault.id);
  await purgeRevisions(
    ctx,
    { id: vault.id, revision },
    pins.map((pin) => pin.vault_revision),
  );
}

/** Brings back what a revision held, as a new one. @throws DomainError `not_found`; `gone` when it was destroyed. */
export async function restoreVaultRevision(
  ctx: Context,
  id: string,
  _input: unknown,
  n: string,
): Promise<undefined> {
  const vault = await holdVault(ctx, id);
  const { document } = await openRevision(ctx, await findRevision(ctx, id, revisionNumber(n)));
  await edited(ctx, vault, { kind: 'restore', document });
}

/** Destroys a revision for good. @throws DomainError `conflict` for the current one, and one that is pinned; `gone`. */
export async function destroyVaultRevision(
  ctx: Context,
  id: string,
  _input: unknown,
  n: string,
): Promise<object> {
  const vault = await hold(ctx, configVaultEntity, id, 'change');
  const row = await findRevision(ctx, id, revisionNumber(n));
  const inUse = { entity: valueRevision.name, id: row.id };
  if (row.revision === vault.revision) {
    throw new DomainError('conflict', 'The current revision of a vault cannot be destroyed.', inUse);
  }
  const dependents = (await pinsOf(ctx, id)).filter((pin) => pin.vault_revision === row.revision);
  if (dependents.length > 0) {
    throw new DomainError('conflict', 'Configs are pinned to the revision.', {
      ...inUse,
      dependents: dependents.map(({ vault_revision: _, ...config }) => config),
    });
  }
  await destroyRevision(ctx, row);
  return show(ctx, valueRevision, row.id);
}
