import { notFound } from '@berth/kernel';
import { type Context, refuseArchived } from '@berth/resource';
import { aliasedTable, and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { specifications } from '../../catalog/tables/specification.ts';
import { configVaults } from '../tables/config-vault.ts';
import { providerConfigEntity, providerConfigs, vaultOfConfig } from '../tables/provider-config.ts';
import { isCurrentRevision, valueRevisions } from '../tables/value-revision.ts';
import {
  type Layers,
  openRevision,
  type RevisionRow,
  statesFrom,
  statesOfLayers,
  type ValueState,
} from '../value/index.ts';

export const ownRevisions = aliasedTable(valueRevisions, 'own_revisions');
export const vaultRevisions = aliasedTable(valueRevisions, 'vault_revisions');

/** The revision of the vault that the config has: the pinned one, or the current one. */
export const isVaultRevision = (): SQL | undefined =>
  and(
    eq(vaultRevisions.instance_id, configVaults.instance_id),
    eq(vaultRevisions.owner_id, configVaults.id),
    sql`${vaultRevisions.revision} = coalesce(${providerConfigs.vault_revision}, ${configVaults.revision})`,
  );

/** A config's value as it lies in the database, opened. */
export interface StoredValue extends Layers {
  config: typeof providerConfigs.$inferSelect;
}

/** The same before it is opened. */
type SealedValue = Omit<StoredValue, 'own' | 'vault'> & Record<'own' | 'vault', RevisionRow | null>;

/** One config with its value, opened. @throws DomainError `not_found`; `gone` when a part of it was destroyed. */
export async function readStoredValue(ctx: Context, id: string): Promise<StoredValue> {
  return opened(ctx, await readSealed(ctx, id));
}

/** One that is in use: nothing that it is made of can be destroyed. @throws DomainError `not_found`; `use_after_delete`. */
export async function readLiveValue(ctx: Context, id: string): Promise<StoredValue> {
  const sealed = await readSealed(ctx, id);
  refuseArchived(providerConfigEntity, sealed.config);
  return opened(ctx, sealed);
}

/** Configs with their values, opened; in no order, and without those that are not there. */
export async function readStoredValues(ctx: Context, ids: readonly string[]): Promise<StoredValue[]> {
  const values: StoredValue[] = [];
  // One after the other: the first one brings the data key for all.
  for (const sealed of await readAllSealed(ctx, ids)) values.push(await opened(ctx, sealed));
  return values;
}

const opened = async (ctx: Context, { own, vault, ...rest }: SealedValue): Promise<StoredValue> => ({
  ...rest,
  own: own && (await openRevision(ctx, own)),
  vault: vault && (await openRevision(ctx, vault)),
});

async function readSealed(ctx: Context, id: string): Promise<SealedValue> {
  const [sealed] = await readAllSealed(ctx, [id]);
  if (!sealed) throw notFound(providerConfigEntity.name, id);
  return sealed;
}

/**
 * Reads configs with everything that their values are made of, in one statement: two would see a vault and a config at
 * different moments, and put a value together that nobody has checked. Specifications never change, and come once each.
 */
async function readAllSealed(ctx: Context, ids: readonly string[]): Promise<SealedValue[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({
      config: providerConfigs,
      own: ownRevisions as typeof valueRevisions,
      vault: vaultRevisions as typeof valueRevisions,
    })
    .from(providerConfigs)
    .leftJoin(configVaults, vaultOfConfig.on)
    .leftJoin(ownRevisions, isCurrentRevision(providerConfigs, ownRevisions))
    .leftJoin(vaultRevisions, isVaultRevision())
    .where(and(eq(providerConfigs.instance_id, ctx.instanceId), inArray(providerConfigs.id, [...ids])));
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

/** The states of the leaves of a value that lies over a vault's. */
export async function statesTogether(ctx: Context, id: string): Promise<ValueState> {
  const sealed = await readSealed(ctx, id);
  // What was destroyed says nothing of its leaves any more.
  if (!sealed.own?.ciphertext || !sealed.vault?.ciphertext) {
    return statesFrom('own', sealed.own?.value_state ?? []);
  }
  return statesOfLayers(await opened(ctx, sealed));
}
