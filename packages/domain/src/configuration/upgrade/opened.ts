import { pgArray } from '@berth/db';
import type { Problem } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { SealError } from '@berth/secrets';
import { aliasedTable, and, asc, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { authConfigs } from '../auth-config/table.ts';
import { nameOfValue } from '../outcome.ts';
import { configVaults } from '../tables/config-vault.ts';
import { providerConfigs, vaultOfConfig } from '../tables/provider-config.ts';
import { isCurrentRevision, valueRevisions } from '../tables/value-revision.ts';
import { openDocument, type SealedDocument, type ValueDocument } from '../value/index.ts';
import { type Affected, isAffected, isPlaced, type Slice } from './affected.ts';
import type { OwnerName } from './schema.ts';

/** A row with its opened value. */
export interface Owner {
  of: OwnerName;
  id: string;
  handle: string | null;
  name: string | null;
  specificationId: string;
  /** The problems of a value that does not fit its present specification; null when it fits. */
  invalid: Problem[] | null;
  /** The own value of a row, and the one of its vault below it. */
  own: ValueDocument | null;
  vault: ValueDocument | null;
  /** The specification that the vault's value was accepted with. */
  vaultSpecificationId: string | null;
  /** Names the value by its revisions. */
  valueName: string;
  /** True when a part of the value does not open. */
  unreadable: boolean;
  /** The auth method of an auth config, and if Berth got its tokens itself. */
  method: { id: string; key: string; type: string; automated: boolean } | null;
}

const ownRevisions = aliasedTable(valueRevisions, 'own_revisions');
const vaultRevisions = aliasedTable(valueRevisions, 'vault_revisions');

const sealed = (table: typeof valueRevisions) => ({
  owner_id: table.owner_id,
  revision: table.revision,
  specification_id: table.specification_id,
  data_key_id: table.data_key_id,
  ciphertext: table.ciphertext,
});

/**
 * Reads and opens the rows of a slice as they now are, by id. Rows that are no longer affected are left out. The value
 * of a row and that of its vault come from one statement, so they were valid together.
 */
export async function openSlice(ctx: Context, { of, ids }: Slice, affected: Affected): Promise<Owner[]> {
  const which = (id: PgColumn) =>
    and(isAffected(ctx, of, affected), isPlaced(of, affected), sql`${id} = any(${pgArray(ids)}::text[])`);
  const opener = openerOf(ctx);
  const owners: Owner[] = [];
  for (const { row, own, vault } of await READERS[of.name](ctx, which)) {
    const valueName = nameOfValue({
      revision: own?.revision,
      vaultId: vault?.owner_id,
      vaultRevision: vault?.revision,
    });
    const vaultSpecificationId = vault?.specification_id ?? null;
    owners.push({ of: of.name, ...row, valueName, vaultSpecificationId, ...(await opener(own, vault)) });
  }
  return owners;
}

type Which = (id: PgColumn) => ReturnType<typeof and>;
type Part = (SealedDocument & { specification_id: string }) | null;
interface Read {
  row: Omit<Owner, 'of' | 'own' | 'vault' | 'vaultSpecificationId' | 'valueName' | 'unreadable'>;
  own: Part;
  vault: Part;
}

const READERS: Record<OwnerName, (ctx: Context, which: Which) => Promise<Read[]>> = {
  'provider.config': async (ctx, which) => {
    const rows = await ctx.db
      .select({
        id: providerConfigs.id,
        handle: providerConfigs.handle,
        name: providerConfigs.name,
        specificationId: providerConfigs.specification_id,
        invalid: providerConfigs.invalid_reasons,
        own: sealed(ownRevisions as typeof valueRevisions),
        vault: sealed(vaultRevisions as typeof valueRevisions),
      })
      .from(providerConfigs)
      .leftJoin(configVaults, vaultOfConfig.on)
      .leftJoin(ownRevisions, isCurrentRevision(providerConfigs, ownRevisions))
      .leftJoin(
        vaultRevisions,
        and(
          eq(vaultRevisions.instance_id, configVaults.instance_id),
          eq(vaultRevisions.owner_id, configVaults.id),
          sql`${vaultRevisions.revision} = coalesce(${providerConfigs.vault_revision}, ${configVaults.revision})`,
        ),
      )
      .where(which(providerConfigs.id))
      .orderBy(asc(providerConfigs.id));
    return rows.map(({ own, vault, ...row }) => ({ row: { ...row, method: null }, own, vault }));
  },
  'provider.config_vault': async (ctx, which) => {
    const rows = await ctx.db
      .select({
        id: configVaults.id,
        name: configVaults.name,
        specificationId: configVaults.specification_id,
        own: sealed(valueRevisions),
      })
      .from(configVaults)
      .leftJoin(valueRevisions, isCurrentRevision(configVaults))
      .where(which(configVaults.id))
      .orderBy(asc(configVaults.id));
    return rows.map(({ own, ...row }) => ({
      row: { ...row, handle: null, invalid: null, method: null },
      own,
      vault: null,
    }));
  },
  'provider.auth_config': async (ctx, which) => {
    const rows = await ctx.db
      .select({
        id: authConfigs.id,
        name: authConfigs.name,
        type: authConfigs.type,
        methodId: authMethods.id,
        key: authMethods.key,
        methodType: authMethods.type,
        specificationId: authMethods.specification_id,
        own: sealed(valueRevisions),
      })
      .from(authConfigs)
      .innerJoin(authMethods, eq(authMethods.id, authConfigs.auth_method_id))
      .leftJoin(valueRevisions, isCurrentRevision(authConfigs))
      .where(which(authConfigs.id))
      .orderBy(asc(authConfigs.id));
    return rows.map(({ own, type, methodId, key, methodType, ...row }) => ({
      row: {
        ...row,
        handle: null,
        invalid: null,
        method: { id: methodId, key, type: methodType, automated: type === 'oauth_automated' },
      },
      own,
      vault: null,
    }));
  },
};

/** Opens both parts of a value. Rows that follow the same vault share its opened value. */
function openerOf(ctx: Context) {
  const vaults = new Map<string, ValueDocument | null>();
  const openVault = async (vault: SealedDocument): Promise<ValueDocument | null> => {
    const name = `${vault.owner_id} ${vault.revision}`;
    const known = vaults.get(name);
    if (known) return known;
    const opened = await openDocument(ctx, vault);
    vaults.set(name, opened);
    return opened;
  };
  return async (own: Part, vault: Part): Promise<Pick<Owner, 'own' | 'vault' | 'unreadable'>> => {
    try {
      const parts = { own: own && (await openDocument(ctx, own)), vault: vault && (await openVault(vault)) };
      const lacks = (part: Part, opened: ValueDocument | null) => part !== null && opened === null;
      return { ...parts, unreadable: lacks(own, parts.own) || lacks(vault, parts.vault) };
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      return { own: null, vault: null, unreadable: true };
    }
  };
}
