import { insertedRow, insertRow, stamp, unarchived } from '@berth/db';
import { newId, withMembers } from '@berth/kernel';
import {
  archiveRow,
  type Context,
  change,
  holdArchived,
  holdLive,
  type Outcome,
  type Written,
} from '@berth/resource';
import { changedDescription, newDescription } from '../../described.ts';
import { sent } from '../../fields.ts';
import { configVaultEntity, configVaults } from '../tables/config-vault.ts';
import { holdTarget, holdTargetOf, termsForNew } from '../target.ts';
import {
  type Detailed,
  findRevision,
  openRevision,
  patchValue,
  storeFirst,
  withStale,
} from '../value/index.ts';
import type { ConfigVaultRow } from './presenter.ts';
import type { CreateConfigVault, UpdateConfigVault } from './schema.ts';
import { vaultValue } from './value.ts';

/** Creates a vault. A vault that names a deployment serves only configs of that deployment. */
export async function createConfigVault(ctx: Context, input: CreateConfigVault): Promise<Written> {
  const { provider, deployment } = await holdTarget(ctx, input);
  const terms = await termsForNew(ctx, { provider, deployment });
  const id = newId('configVault', ctx.now);
  const { kept, shown } = await storeFirst(ctx, id, terms, input.value, ['value']);
  const values = {
    instance_id: ctx.instanceId,
    id,
    name: input.name.trim(),
    ...newDescription(input),
    provider_owner: provider.owner_id,
    provider_id: provider.id,
    specification_id: terms.specification.id,
    provider_deployment_id: deployment?.id ?? null,
    ...kept,
    ...stamp(ctx.now),
  };
  insertRow(ctx, configVaults, values);
  const row: ConfigVaultRow & Detailed = withMembers(insertedRow(configVaults, values), {
    deployment,
    own_value: shown,
  });
  return { id, row };
}

/** Changes the members of a vault that were sent, the value first. */
export async function updateConfigVault(
  ctx: Context,
  id: string,
  input: UpdateConfigVault,
): Promise<Outcome> {
  const stale = await patchValue(ctx, vaultValue, id, input);
  await holdLive(ctx, configVaultEntity, id, 'change');
  const changes = sent({ name: input.name?.trim(), ...changedDescription(input) });
  await change(ctx, configVaultEntity, id, changes);
  return withStale(stale);
}

/**
 * Archives a vault that no live config follows. With `force` the configs keep working, and the vault cannot be changed
 * until it is unarchived.
 * @throws DomainError `conflict` with those configs.
 */
export const archiveConfigVault = (ctx: Context, id: string): Promise<void> =>
  archiveRow(ctx, configVaultEntity, id);

/** Makes an archived vault live again. @throws DomainError `use_after_delete`, `gone` when its value was destroyed. */
export async function unarchiveConfigVault(ctx: Context, id: string): Promise<void> {
  const vault = await holdArchived(ctx, configVaultEntity, id);
  await holdTargetOf(ctx, vault);
  await openRevision(ctx, await findRevision(ctx, id, vault.revision));
  await change(ctx, configVaultEntity, id, unarchived());
}
