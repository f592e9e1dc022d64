import {
  type Pointer,
  PointerSet,
  patchLeaves,
  setAllAt,
  validatorFor,
  withDefaults,
} from '@berth/json-schema';
import { type Context, transact } from '@berth/resource';
import { effectiveOf, type JsonObject, REVEAL, secretsIn } from '../value/index.ts';
import { recordReveal } from './reveal.ts';
import type { ResolvedView, ResolveInput } from './schema.ts';
import { refuseStale } from './stale.ts';
import { readLiveValue, type StoredValue } from './stored-value.ts';

/**
 * Resolves the effective value of a config: its own value over its vault's over the schema's defaults. Secrets are
 * null, unless the key may reveal them and gives a reason; the reveal is recorded before they are sent.
 * @throws DomainError `use_after_delete`; `secrets_stale`; `rate_limited`.
 */
export async function resolveConfig(ctx: Context, id: string, input: ResolveInput): Promise<ResolvedView> {
  const reason = input.reason?.trim();
  if (!reason || !ctx.scopes.has(REVEAL)) return resolved(await readLiveValue(ctx, id), false);
  return transact(ctx, async (db) => {
    const inner = { ...ctx, db };
    const stored = await readLiveValue(inner, id);
    await refuseStale(inner, stored);
    await recordReveal(inner, stored, reason);
    return resolved(stored, true);
  });
}

function resolved(stored: StoredValue, reveal: boolean): ResolvedView {
  const { config, specification, own, vault } = stored;
  const { value: whole, filled } = withDefaults(
    validatorFor(specification.config_schema),
    effectiveOf(stored),
  );
  return {
    object: 'provider.config.value',
    id: config.id,
    handle: config.handle,
    enabled: config.enabled,
    provider_id: config.provider_id,
    specification_id: config.specification_id,
    value: reveal ? whole : withoutSecrets(whole, secretsIn(stored, whole)),
    provenance: provenanceOf(stored, whole, filled),
    revision: own?.revision ?? null,
    vault_revision: vault?.revision ?? null,
    invalid: config.invalid_reasons !== null,
    invalid_reasons: config.invalid_reasons,
    revealed: reveal,
  };
}

const withoutSecrets = (value: JsonObject, secrets: readonly Pointer[]): JsonObject =>
  setAllAt(
    value,
    secrets.map((pointer) => [pointer, null] as const),
  ) as JsonObject;

function provenanceOf(
  { config, own, vault }: StoredValue,
  value: JsonObject,
  filled: readonly Pointer[],
): ResolvedView['provenance'] {
  const mine = new Set(own && patchLeaves(own.document.value));
  const defaults = new PointerSet(filled);
  return patchLeaves(value).map((path) => {
    if (defaults.covers(path)) return { path, from: 'schema_default' as const };
    if (vault && config.provider_config_vault_id && !mine.has(path)) {
      return {
        path,
        from: 'vault' as const,
        vault_id: config.provider_config_vault_id,
        revision: vault.revision,
      };
    }
    return { path, from: 'own' as const, ...(own ? { revision: own.revision } : {}) };
  });
}
