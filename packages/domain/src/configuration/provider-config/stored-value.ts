import { breathe } from '@berth/kernel';
import { type Context, missing, refuseArchived, visible } from '@berth/resource';
import { aliasedTable, and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { configVaults } from '../tables/config-vault.ts';
import { deployments } from '../tables/deployment.ts';
import { providerConfigEntity, providerConfigs, vaultOfConfig } from '../tables/provider-config.ts';
import { isCurrentRevision, valueRevisions } from '../tables/value-revision.ts';
import { type CountingVersion, countingVersion } from '../target.ts';
import {
  type Layers,
  openRevision,
  type RevisionRow,
  statesFrom,
  statesOfLayers,
  unlessSealed,
  type ValueState,
} from '../value/index.ts';

export const ownRevisions = aliasedTable(valueRevisions, 'own_revisions');
export const vaultRevisions = aliasedTable(valueRevisions, 'vault_revisions');

/** Joins the vault revision of a config: the pinned one, or else the current one. */
export const isVaultRevision = (): SQL | undefined =>
  and(
    eq(vaultRevisions.instance_id, configVaults.instance_id),
    eq(vaultRevisions.owner_id, configVaults.id),
    sql`${vaultRevisions.revision} = coalesce(${providerConfigs.vault_revision}, ${configVaults.revision})`,
  );

/** A config with its stored value, decrypted. */
export interface StoredValue extends Layers {
  config: typeof providerConfigs.$inferSelect;
  /** The version by which the specification of the config counts. */
  version: CountingVersion | null;
}

/** The same before decryption. */
type SealedValue = Omit<StoredValue, 'own' | 'vault'> & Record<'own' | 'vault', RevisionRow | null>;

/** Reads one config and decrypts its value. @throws DomainError `not_found`; `gone` when a part of it was destroyed. */
export async function readStoredValue(ctx: Context, id: string): Promise<StoredValue> {
  return opened(ctx, await readSealed(ctx, id));
}

/**
 * Reads a live config, no part of whose value can have been destroyed.
 * @throws DomainError `not_found`; `use_after_delete`.
 */
export async function readLiveValue(ctx: Context, id: string): Promise<StoredValue> {
  const sealed = await readSealed(ctx, id);
  refuseArchived(providerConfigEntity, sealed.config);
  return opened(ctx, sealed);
}

/** Reads configs and decrypts their values, in no particular order and without missing ones. */
export async function readStoredValues(ctx: Context, ids: readonly string[]): Promise<StoredValue[]> {
  const values: StoredValue[] = [];
  // Sequential: the first one loads the data key for all.
  for (const sealed of await readAllSealed(ctx, ids)) {
    await breathe();
    values.push(await opened(ctx, sealed));
  }
  return values;
}

/** A config, with its value when all parts of that open; null when one was destroyed, or its key is gone. */
export interface OpenableValue extends Pick<StoredValue, 'config' | 'specification'> {
  value: StoredValue | null;
}

/** Reads configs and decrypts those of their values that open, in no particular order and without missing ones. */
export async function readOpenableValues(ctx: Context, ids: readonly string[]): Promise<OpenableValue[]> {
  const values: OpenableValue[] = [];
  for (const sealed of await readAllSealed(ctx, ids)) {
    await breathe();
    const { config, specification, own, vault } = sealed;
    const isDestroyed = [own, vault].some((part) => part !== null && part.ciphertext === null);
    values.push({
      config,
      specification,
      value: isDestroyed ? null : await unlessSealed(() => opened(ctx, sealed)),
    });
  }
  return values;
}

const opened = async (ctx: Context, { own, vault, ...rest }: SealedValue): Promise<StoredValue> => ({
  ...rest,
  own: own && (await openRevision(ctx, own)),
  vault: vault && (await openRevision(ctx, vault)),
});

async function readSealed(ctx: Context, id: string): Promise<SealedValue> {
  const [sealed] = await readAllSealed(ctx, [id]);
  if (!sealed) throw missing(ctx, providerConfigEntity, id);
  return sealed;
}

/**
 * Reads configs with all parts of their values in one statement. Two statements could see a vault and a config at
 * different times and combine a value that was never validated. Specifications never change, so each is read once.
 */
async function readAllSealed(ctx: Context, ids: readonly string[]): Promise<SealedValue[]> {
  if (ids.length === 0) return [];
  const locked = sql`(
    select ${deployments.locked_version_id} from ${deployments}
    where ${deployments.instance_id} = ${providerConfigs.instance_id}
    and ${deployments.id} = ${providerConfigs.provider_deployment_id}
  )`;
  const version = ctx.db
    .select(countingVersion.columns)
    .from(providerVersions)
    .where(eq(providerVersions.specification_id, providerConfigs.specification_id))
    .orderBy(...countingVersion.order(ctx.instanceId, locked))
    .limit(1)
    .as('counting');
  const rows = await ctx.db
    .select({
      version: { id: version.id, version: version.version },
      config: providerConfigs,
      own: ownRevisions as typeof valueRevisions,
      vault: vaultRevisions as typeof valueRevisions,
    })
    .from(providerConfigs)
    .leftJoin(configVaults, vaultOfConfig.on)
    .leftJoin(ownRevisions, isCurrentRevision(providerConfigs, ownRevisions))
    .leftJoin(vaultRevisions, isVaultRevision())
    .leftJoinLateral(version, sql`true`)
    .where(and(visible(ctx, providerConfigEntity), inArray(providerConfigs.id, [...ids])));
  const needed = [...new Set(rows.map(({ config }) => config.specification_id))];
  const known =
    needed.length === 0
      ? []
      : await ctx.db.select().from(specifications).where(inArray(specifications.id, needed));
  return rows.map((row) => {
    const specification = known.find(({ id }) => id === row.config.specification_id);
    if (!specification) throw new Error(`The specification ${row.config.specification_id} is missing`);
    return { ...row, specification };
  });
}

/** Reads the states of the leaves of a vault's value, under an own one or under another specification. */
export async function statesTogether(ctx: Context, id: string): Promise<ValueState> {
  const sealed = await readSealed(ctx, id);
  // A destroyed revision has no states.
  if (sealed.own?.ciphertext === null || !sealed.vault?.ciphertext) {
    return statesFrom('own', sealed.own?.value_state ?? []);
  }
  return statesOfLayers(await opened(ctx, sealed));
}
