import { allOf, archived, insertedRow, insertRow, stamp, unarchived } from '@berth/db';
import { invalidMember, newId, spellingsOf, withMembers } from '@berth/kernel';
import {
  beyondReach,
  type Context,
  change,
  hold,
  holdArchived,
  holdLive,
  idInside,
  type Outcome,
  refuseArchived,
  releaseDependents,
  taken,
  type Written,
} from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import { checkedMetadata, mergedMetadata } from '../../described.ts';
import { sent } from '../../fields.ts';
import { sealerOf } from '../../governance/data-key/index.ts';
import { touchDeployment } from '../default-rows.ts';
import { changedLabels, newLabels } from '../labels.ts';
import { lookAgainAtThoseOf } from '../look-again.ts';
import { configVaultEntity, type configVaults } from '../tables/config-vault.ts';
import { providerConfigEntity, providerConfigs } from '../tables/provider-config.ts';
import {
  holdDeployment,
  holdTarget,
  holdTargetOf,
  type SpecificationRow,
  specificationForNew,
  type Target,
  termsForNew,
} from '../target.ts';
import {
  type Detailed,
  EMPTY,
  findRevision,
  holdOwner,
  inBody,
  misfitOf,
  type OpenRevision,
  openRevision,
  patchValue,
  problemsOver,
  refuseQuestions,
  specificationById,
  storeFirst,
  type Terms,
  withStale,
} from '../value/index.ts';
import { configErrors, configProblems } from './errors.ts';
import { readHandle } from './handle.ts';
import { holdVault, refuseOtherLock } from './move.ts';
import type { ProviderConfigRow } from './presenter.ts';
import { refuseQuestionsBelow } from './questions-below.ts';
import type { CreateProviderConfig, UpdateProviderConfig, ValueSource } from './schema.ts';
import { readStoredValue } from './stored-value.ts';
import { configValue, movedOn, pinned } from './value.ts';

/** Creates a config of a provider, with its own value or with a vault's. */
export async function createProviderConfig(ctx: Context, input: CreateProviderConfig): Promise<Written> {
  return insertConfig(ctx, await holdTarget(ctx, input), input);
}

/**
 * Stores a config for a target that is held. `path` leads to the source of the value in the caller's body;
 * `asDefault` makes it the default config of the target's deployment.
 */
export async function insertConfig(
  ctx: Context,
  target: Target,
  input: Omit<CreateProviderConfig, 'provider_id' | 'provider_deployment_id'>,
  { path = [], asDefault = false }: { path?: string[]; asDefault?: boolean } = {},
): Promise<Written> {
  const { provider, deployment, vault, specification, terms } = await readSource(ctx, target, input, path);
  const handle = readHandle(input.handle ?? null, [...path, 'handle']);
  const id = newId('providerConfig', ctx.now);
  const stored =
    input.value === undefined || terms === null
      ? null
      : await storeFirst(ctx, id, terms, input.value, [...path, 'value']);
  if (handle !== null) await refuseTakenHandle(ctx, handle, null);
  const values = {
    instance_id: ctx.instanceId,
    id,
    handle,
    enabled: input.enabled ?? true,
    ...newLabels(input),
    provider_owner: provider.owner_id,
    provider_id: provider.id,
    specification_id: specification.id,
    provider_deployment_id: deployment?.id ?? null,
    default_of_deployment_id: asDefault && deployment ? deployment.id : null,
    provider_config_vault_id: vault?.id ?? null,
    vault_revision: input.vault_revision ?? null,
    ...stored?.kept,
    ...stamp(ctx.now),
  };
  insertRow(ctx, providerConfigs, values);
  if (vault !== null || stored === null) return { id };
  // The version in force has its specification, so it is not behind
  const row: ProviderConfigRow & Detailed = withMembers(insertedRow(providerConfigs, values), {
    deployment,
    vault: null,
    vault_deployment: null,
    in_force: null,
    own_value: stored.shown,
    vault_value: null,
  });
  return { id, row };
}

interface Source extends Target {
  vault: typeof configVaults.$inferSelect | null;
  specification: SpecificationRow;
  /** The terms of an own value; null for that of a vault. */
  terms: Terms | null;
}

/**
 * Reads the source of the value, and the specification in force. A vault that is locked to a deployment determines
 * both.
 * @throws DomainError `invalid_data` unless exactly one source is named, for a vault whose value does not fit, or for a
 * pin to a revision that is not there; `deployment_lock_mismatch`.
 */
async function readSource(ctx: Context, target: Target, input: ValueSource, path: string[]): Promise<Source> {
  const { provider, deployment } = target;
  if ((input.value === undefined) === (input.provider_config_vault_id === undefined)) {
    throw invalidMember(configProblems.oneSource([...path, 'value']));
  }
  const { vault_revision: pin = null } = input;
  if (input.provider_config_vault_id === undefined) {
    await pinned(ctx, null, pin, [...path, 'vault_revision']);
    // The key that seals the value is read behind the terms, without a wait for these
    const [terms] = await allOf(termsForNew(ctx, target), sealerOf(ctx));
    return { vault: null, specification: terms.specification, terms, ...target };
  }
  const vault = await holdVault(ctx, provider.id, input.provider_config_vault_id);
  const lock = vault.provider_deployment_id;
  if (lock !== null && deployment) refuseOtherLock(vault, deployment.id);
  const on = deployment ?? (lock === null ? null : await holdDeployment(ctx, provider.id, lock));
  const specification = await specificationForNew(ctx, { provider, deployment: on });
  const revision = pin === null ? null : await pinned(ctx, vault, pin, [...path, 'vault_revision']);
  const at = revision === null ? 'provider_config_vault_id' : 'vault_revision';
  await refuseMisfit(ctx, { vault, revision }, specification, [...path, at]);
  return { provider, deployment: on, vault, specification, terms: null };
}

/**
 * Refuses a value of the vault that does not fit another specification. `revision` is the one that is pinned; null is
 * the current one.
 * @throws DomainError `invalid_data` with the problems; `forbidden` when they could tell something about its secrets.
 */
async function refuseMisfit(
  ctx: Context,
  { vault, revision }: { vault: typeof configVaults.$inferSelect; revision: OpenRevision | null },
  specification: SpecificationRow,
  path: string[],
): Promise<void> {
  const specificationId = revision?.specificationId ?? vault.specification_id;
  if (specificationId === specification.id) return;
  const under = await specificationById(ctx, specificationId);
  const { document } =
    revision ?? (await openRevision(ctx, await findRevision(ctx, vault.id, vault.revision)));
  await refuseQuestions(ctx, { to: specification, from: null, own: null, base: { document, under } });
  const found = await problemsOver(specification, document, EMPTY);
  if (found.length > 0) throw configErrors.vaultMisfit({ entity: 'body', errors: found.map(inBody(path)) });
}

/** Changes the members of a config that were sent, the value first. */
export async function updateProviderConfig(
  ctx: Context,
  id: string,
  input: UpdateProviderConfig,
): Promise<Outcome> {
  await refuseOtherVersion(ctx, id, input.if_row_version);
  const stale = await patchValue(ctx, configValue, id, input);
  const config = await holdLive(ctx, providerConfigEntity, id, 'change');
  // A handle of an earlier release stays as it is when it is sent back
  const handle = input.handle === config.handle ? undefined : readHandle(input.handle, ['handle']);
  if (handle) await refuseTakenHandle(ctx, handle, id);
  const metadata = metadataAfter(config.metadata, input);
  const changes = sent({ handle, enabled: input.enabled, ...changedLabels(input), metadata });
  await change(ctx, providerConfigEntity, id, changes);
  return withStale(stale);
}

/** @throws DomainError `conflict` when the row has changed since the caller read it. */
async function refuseOtherVersion(ctx: Context, id: string, version: number | undefined): Promise<void> {
  if (version === undefined) return;
  const { row_version } = await holdOwner(ctx, configValue, id);
  if (row_version !== version) throw movedOn();
}

function metadataAfter(
  known: Record<string, unknown> | null,
  { metadata, metadata_patch }: UpdateProviderConfig,
): Record<string, unknown> | null | undefined {
  if (metadata_patch === undefined) return checkedMetadata(metadata);
  if (metadata !== undefined) throw invalidMember(configProblems.twoMetadata(['metadata_patch']));
  return checkedMetadata(mergedMetadata(known, metadata_patch), ['metadata_patch']);
}

/** Enables or disables a config. @throws DomainError `invalid_state` when it already is. */
export async function switchProviderConfig(ctx: Context, id: string, enabled: boolean): Promise<void> {
  const config = await holdLive(ctx, providerConfigEntity, id, 'change');
  if (config.enabled === enabled) {
    const refusal = enabled ? configErrors.enabledAlready : configErrors.disabledAlready;
    throw refusal({ entity: providerConfigEntity.name, id });
  }
  await change(ctx, providerConfigEntity, id, { enabled });
}

/**
 * Archives a config. Its handle becomes free, and its deployment has no default config any more.
 * @throws DomainError `conflict` when rows that need it use it.
 */
export async function archiveProviderConfig(ctx: Context, id: string): Promise<void> {
  const config = await holdLive(ctx, providerConfigEntity, id, 'archive');
  await lookAgainAtThoseOf(ctx, config);
  await releaseDependents(ctx, providerConfigEntity, id);
  await touchDeployment(ctx, config.default_of_deployment_id);
  await change(ctx, providerConfigEntity, id, { ...archived(ctx.now), default_of_deployment_id: null });
}

/**
 * Makes an archived config live again, under its handle. A value that no longer fits, because its vault has changed,
 * marks the config invalid. Returns the config as it was, and its deployment, which is held.
 * @throws DomainError `use_after_delete`; `conflict` when the handle is taken; `gone` when its value was destroyed.
 */
export async function unarchiveProviderConfig(
  ctx: Context,
  id: string,
): Promise<Pick<Target, 'deployment'> & { config: typeof providerConfigs.$inferSelect }> {
  const config = await holdArchived(ctx, providerConfigEntity, id);
  const { deployment } = await holdTargetOf(ctx, config);
  if (config.provider_config_vault_id !== null) {
    const vault = await hold(
      beyondReach(ctx),
      configVaultEntity,
      config.provider_config_vault_id,
      'reference',
    );
    refuseArchived(configVaultEntity, vault);
  }
  if (config.handle !== null) await refuseTakenHandle(ctx, config.handle, id);
  const stored = await readStoredValue(ctx, id);
  await refuseQuestionsBelow(ctx, stored);
  const invalid_reasons = await misfitOf(stored);
  await change(ctx, providerConfigEntity, id, { ...unarchived(), invalid_reasons });
  return { config, deployment };
}

/**
 * Refuses a handle that is taken in any spelling, and names the other config. Between concurrent writers the unique
 * index decides.
 */
async function refuseTakenHandle(ctx: Context, handle: string, except: string | null): Promise<void> {
  const holders = await ctx.db
    .select({ id: providerConfigs.id })
    .from(providerConfigs)
    .where(
      and(
        eq(providerConfigs.instance_id, ctx.instanceId),
        inArray(providerConfigs.handle, spellingsOf(handle)),
        eq(providerConfigs.status, 'active'),
      ),
    );
  const other = holders.find(({ id }) => id !== except);
  if (!other) return;
  const named = await idInside(ctx, providerConfigEntity, other.id);
  throw taken(providerConfigEntity.name, 'handle', handle, named);
}
