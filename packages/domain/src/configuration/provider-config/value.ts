import { DomainError, invalidMember } from '@berth/kernel';
import { type Context, change, findRow, hold, refuseGone, show } from '@berth/resource';
import { configVaultEntity } from '../config-vault/table.ts';
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
import type { UpdateProviderConfig } from './schema.ts';
import { readStoredValue } from './stored-value.ts';
import { providerConfigEntity, type providerConfigs } from './table.ts';

type Config = typeof providerConfigs.$inferSelect;

/**
 * Holds a config to change its value. The vault first, as an edit of the vault does, and so that its current
 * revision stays what the value is checked with.
 */
async function holdValue(ctx: Context, id: string): Promise<Config> {
  const { provider_config_vault_id } = await findRow(ctx, providerConfigEntity, id);
  if (provider_config_vault_id) await hold(ctx, configVaultEntity, provider_config_vault_id, 'read');
  const config = await hold(ctx, providerConfigEntity, id, 'change');
  refuseGone(providerConfigEntity, config, 'updated');
  return config;
}

/** Does what a PATCH says of the value, if it says anything. */
export async function patchConfigValue(ctx: Context, id: string, input: UpdateProviderConfig): Promise<void> {
  const edit = editOf(input);
  const { vault_revision, if_revision } = input;
  if (edit.kind === 'keep' && vault_revision === undefined && if_revision === undefined) return;
  const config = await holdValue(ctx, id);
  refuseOtherRevision(input, config.revision);
  await edited(ctx, config, edit, vault_revision);
}

/** Changes a config's value as a whole. */
export async function changeConfigValue(ctx: Context, id: string, edit: Edit): Promise<undefined> {
  await edited(ctx, await holdValue(ctx, id), edit, undefined);
}

/** Stores the value after an edit, valid together with the vault's, and pins or frees the vault's revision. */
async function edited(
  ctx: Context,
  config: Config,
  edit: Edit,
  pin: number | null | undefined,
): Promise<void> {
  if (edit.kind === 'keep' && pin === undefined) return;
  const stored = await readStoredValue(ctx, config.id);
  const { own, vault, specification } = stored;
  const base = pin === undefined ? vault : await pinned(ctx, config, pin);
  const { document, effective, changed } = editValue(
    await termsOf(ctx, specification),
    {
      base: base?.document.value ?? null,
      baseBefore: vault?.document.value ?? null,
      own: own?.document ?? null,
    },
    edit,
    edit.kind === 'keep' ? ['vault_revision'] : edit.kind === 'replace' ? ['value_replace'] : ['value'],
  );
  const revision = changed
    ? await storeRevision(ctx, {
        ownerId: config.id,
        specification,
        document,
        ...(base ? { effective } : {}),
        before: own,
      })
    : config.revision;
  await change(ctx, providerConfigEntity, config.id, {
    revision,
    invalid_reasons: null,
    ...(pin === undefined ? {} : { vault_revision: pin }),
  });
  if (revision !== null) await purgeRevisions(ctx, { id: config.id, revision });
}

/** The vault's revision that a config is about to have. @throws DomainError `invalid_data`. */
async function pinned(ctx: Context, config: Config, pin: number | null) {
  const refuse = (message: string) => invalidMember(['vault_revision'], 'invalid_revision', message);
  if (config.provider_config_vault_id === null) throw refuse('The config is not made from a vault');
  const vault = await findRow(ctx, configVaultEntity, config.provider_config_vault_id);
  if (pin !== null && pin > vault.revision) throw refuse('The vault has no such revision');
  const row = await findRevision(ctx, vault.id, pin ?? vault.revision);
  if (row.ciphertext === null) throw refuse('The revision was destroyed');
  return openRevision(ctx, row);
}

/** Brings back what a revision held, as a new one. @throws DomainError `not_found`; `gone` when it was destroyed. */
export async function restoreConfigRevision(
  ctx: Context,
  id: string,
  _input: unknown,
  n: string,
): Promise<undefined> {
  const config = await holdValue(ctx, id);
  const { document } = await openRevision(ctx, await findRevision(ctx, id, revisionNumber(n)));
  await edited(ctx, config, { kind: 'restore', document }, undefined);
}

/** Destroys a revision for good. @throws DomainError `conflict` for the current one of a live config; `gone`. */
export async function destroyConfigRevision(
  ctx: Context,
  id: string,
  _input: unknown,
  n: string,
): Promise<object> {
  const config = await hold(ctx, providerConfigEntity, id, 'change');
  const row = await findRevision(ctx, id, revisionNumber(n));
  if (row.revision === config.revision && config.status === 'active') {
    throw new DomainError('conflict', 'The current revision of a live config cannot be destroyed.', {
      entity: valueRevision.name,
      id: row.id,
    });
  }
  await destroyRevision(ctx, row);
  return show(ctx, valueRevision, row.id);
}
