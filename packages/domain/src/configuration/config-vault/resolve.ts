import { patchLeaves, withoutLeaves } from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import { type Context, missing, refuseArchived, visible } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { configVaultEntity, configVaults } from '../tables/config-vault.ts';
import { isCurrentRevision, valueRevisions } from '../tables/value-revision.ts';
import { specificationById } from '../target.ts';
import { openRevision, secretsIn, secretUnits } from '../value/index.ts';
import type { ResolvedVaultView } from './schema.ts';

/**
 * Resolves the value of a live vault as it is stored, without its secrets and without defaults: a vault is one layer of
 * the values of configs. @throws DomainError `not_found`, `use_after_delete`, `unavailable`.
 */
export async function resolveVault(ctx: Context, id: string): Promise<ResolvedVaultView> {
  const { vault, revision } = await readTogether(ctx, id);
  refuseArchived(configVaultEntity, vault);
  const specification = await specificationById(ctx, vault.specification_id);
  const own = await openRevision(ctx, revision);
  const { value } = own.document;
  const secrets = await secretsIn({ specification, own, vault: null }, value);
  await breathe();
  const hidden = secretUnits(patchLeaves(value), secrets);
  await breathe();
  return {
    object: 'provider.config_vault.value',
    id: vault.id,
    provider_id: vault.provider_id,
    specification_id: vault.specification_id,
    value: withoutLeaves(value, hidden),
    hidden: [...hidden],
    revision: own.revision,
  };
}

/** Reads a vault with its current revision in one statement: an edit in between could destroy that revision. */
async function readTogether(ctx: Context, id: string) {
  const [found] = await ctx.db
    .select({ vault: configVaults, revision: valueRevisions })
    .from(configVaults)
    .innerJoin(valueRevisions, isCurrentRevision(configVaults))
    .where(and(visible(ctx, configVaultEntity), eq(configVaults.id, id)));
  if (!found) throw missing(ctx, configVaultEntity, id);
  return found;
}
