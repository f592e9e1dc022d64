import { type Pointer, unnamedMembers } from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import {
  beyondReach,
  type Context,
  hasPreconditions,
  hold,
  jointVersion,
  requireScope,
} from '@berth/resource';
import { slugsOf } from '../../catalog/find-provider.ts';
import { providerConfigEntity, type providerConfigs } from '../tables/provider-config.ts';
import { effectiveOf, type JsonObject, secretsIn } from '../value/index.ts';
import { readStoredValues } from './stored-value.ts';
import { holdVaultOf } from './value.ts';

/** A config with its decrypted effective value and the pointers to its secrets. */
export interface OpenedConfig {
  config: typeof providerConfigs.$inferSelect;
  /** The provider's slug. */
  provider: string;
  value: JsonObject;
  secrets: Pointer[];
  /** The members whose names the schema does not give, such as those of a map. */
  unnamed: Pointer[];
  /** The vault revision within the value; null without a vault. */
  vaultRevision: number | null;
  /** The version of the row; over a vault another number after each write of the row or of the vault's value. */
  version: number;
}

/**
 * Opens the values of configs, in the order of the ids and without missing ones. The number of queries does not depend
 * on the number of ids. Only for a face that masks at once: no part of a secret may leave it.
 * @throws DomainError `forbidden`.
 */
export async function openConfigs(ctx: Context, ids: readonly string[]): Promise<OpenedConfig[]> {
  requireScope(ctx, 'provider-configs:read');
  const stored = await readStoredValues(ctx, ids);
  // The provider of a config in reach is named, even where the provider itself is outside
  const slugs = await slugsOf(
    beyondReach(ctx),
    stored.map(({ config }) => config.provider_id),
  );
  const opened = new Map<string, OpenedConfig>();
  for (const one of stored) {
    await breathe();
    const value = effectiveOf(one);
    const secrets = await secretsIn(one, value);
    const vaultRevision = one.vault?.revision ?? null;
    await breathe();
    opened.set(one.config.id, {
      config: one.config,
      provider: slugs.get(one.config.provider_id) ?? one.config.provider_id,
      value,
      secrets,
      unnamed: unnamedMembers(one.specification.config_schema, value),
      vaultRevision,
      version: versionOf(one.config, vaultRevision),
    });
  }
  return ids.flatMap((id) => opened.get(id) ?? []);
}

/**
 * Holds a config and its vault if the request depends on the version of the opened config, so that both stay as they
 * are compared. @throws DomainError `not_found`.
 */
export async function holdForVersion(ctx: Context, id: string): Promise<void> {
  if (!hasPreconditions(ctx)) return;
  await holdVaultOf(ctx, id);
  await hold(ctx, providerConfigEntity, id, 'change');
}

const versionOf = ({ row_version }: OpenedConfig['config'], vaultRevision: number | null): number =>
  vaultRevision === null ? row_version : jointVersion([row_version, vaultRevision]);
