import { notFound } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { aliasedTable, and, eq, type SQL, sql } from 'drizzle-orm';
import { specifications } from '../../catalog/specification/table.ts';
import { configVaults } from '../config-vault/table.ts';
import {
  layered,
  type OpenRevision,
  openRevision,
  overlay,
  type Specification,
  secretsOf,
  sentAsSecret,
  type ValueState,
} from '../value/index.ts';
import { type valueRevisions as Revisions, valueRevisions } from '../value-revision/table.ts';
import { providerConfigEntity, providerConfigs } from './table.ts';

export const ownRevisions = aliasedTable(valueRevisions, 'own_revisions');
export const vaultRevisions = aliasedTable(valueRevisions, 'vault_revisions');

/** The revision of the config's own value. */
export const isOwnRevision = (): SQL | undefined =>
  and(
    eq(ownRevisions.instance_id, providerConfigs.instance_id),
    eq(ownRevisions.owner_id, providerConfigs.id),
    eq(ownRevisions.revision, providerConfigs.revision),
  );

/** The revision of the vault that the config has: the pinned one, or the current one. */
export const isVaultRevision = (): SQL | undefined =>
  and(
    eq(vaultRevisions.instance_id, configVaults.instance_id),
    eq(vaultRevisions.owner_id, configVaults.id),
    sql`${vaultRevisions.revision} = coalesce(${providerConfigs.vault_revision}, ${configVaults.revision})`,
  );

/** A config's value as it lies in the database, opened. */
export interface StoredValue {
  config: typeof providerConfigs.$inferSelect;
  specification: Specification;
  own: OpenRevision | null;
  vault: OpenRevision | null;
}

/**
 * Reads a config with everything that its value is made of, in one statement: two would see the vault and the
 * config at different moments, and put a value together that nobody has checked.
 */
export async function readStoredValue(ctx: Context, id: string): Promise<StoredValue> {
  const [row] = await ctx.db
    .select({
      config: providerConfigs,
      specification: specifications,
      own: ownRevisions as typeof Revisions,
      vault: vaultRevisions as typeof Revisions,
    })
    .from(providerConfigs)
    .innerJoin(specifications, eq(specifications.id, providerConfigs.specification_id))
    .leftJoin(
      configVaults,
      and(
        eq(configVaults.instance_id, providerConfigs.instance_id),
        eq(configVaults.id, providerConfigs.provider_config_vault_id),
      ),
    )
    .leftJoin(ownRevisions, isOwnRevision())
    .leftJoin(vaultRevisions, isVaultRevision())
    .where(and(eq(providerConfigs.instance_id, ctx.instanceId), eq(providerConfigs.id, id)));
  if (!row) throw notFound(providerConfigEntity.name, id);
  return {
    config: row.config,
    specification: row.specification,
    own: row.own && (await openRevision(ctx, row.own)),
    vault: row.vault && (await openRevision(ctx, row.vault)),
  };
}

/** What may be known of the leaves of a value that lies over a vault's. */
export async function statesTogether(ctx: Context, id: string): Promise<ValueState> {
  const { specification, own, vault } = await readStoredValue(ctx, id);
  if (!own || !vault) return [];
  const effective = overlay(vault.document.value, own.document.value);
  const secrets = secretsOf(specification, effective, sentAsSecret(own.document, vault.document));
  return layered(specification, { value: own.document.value, states: own.states }, vault, effective, secrets);
}
