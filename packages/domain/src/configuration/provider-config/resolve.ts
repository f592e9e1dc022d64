import {
  type Pointer,
  parsePointer,
  patchLeaves,
  setAt,
  validatorFor,
  withDefaults,
} from '@berth/json-schema';
import { DomainError } from '@berth/kernel';
import { type Context, refuseArchived, transact } from '@berth/resource';
import {
  destinationsOf,
  type JsonObject,
  overlay,
  REVEAL,
  related,
  secretsOf,
  sentAsSecret,
  type Terms,
  termsOf,
} from '../value/index.ts';
import { recordReveal } from './reveal.ts';
import type { ResolvedView, ResolveInput } from './schema.ts';
import { readStoredValue, type StoredValue } from './stored-value.ts';
import { providerConfigEntity } from './table.ts';

/**
 * The effective value of a config: its own over its vault's over the schema's defaults. Secrets are null; a key that
 * may reveal them and says why gets them, which is recorded before they are sent.
 * @throws DomainError `use_after_delete`; `secrets_stale`; `rate_limited`.
 */
export async function resolveConfig(ctx: Context, id: string, input: ResolveInput): Promise<ResolvedView> {
  const reason = input.reason?.trim();
  if (!reason || !ctx.scopes.has(REVEAL)) return resolved(await readLive(ctx, id), false);
  return transact(ctx, async (db) => {
    const inner = { ...ctx, db };
    const stored = await readLive(inner, id);
    refuseStale(await termsOf(inner, stored.specification), stored);
    await recordReveal(inner, stored, reason);
    return resolved(stored, true);
  });
}

async function readLive(ctx: Context, id: string): Promise<StoredValue> {
  const stored = await readStoredValue(ctx, id);
  refuseArchived(providerConfigEntity, stored.config);
  return stored;
}

const effectiveOf = ({ own, vault }: StoredValue): JsonObject =>
  overlay(vault?.document.value ?? null, own?.document.value ?? {});

function resolved(stored: StoredValue, reveal: boolean): ResolvedView {
  const { config, specification, own, vault } = stored;
  const { value, filled } = withDefaults(validatorFor(specification.config_schema), effectiveOf(stored));
  const whole = value as JsonObject;
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

const secretsIn = ({ specification, own, vault }: StoredValue, value: JsonObject): Pointer[] =>
  secretsOf(specification, value, sentAsSecret(own?.document ?? null, vault?.document ?? null));

const withoutSecrets = (value: JsonObject, secrets: readonly Pointer[]): JsonObject =>
  secrets.reduce((rest, pointer) => setAt(rest, pointer, null) as JsonObject, value);

function provenanceOf(
  { config, own, vault }: StoredValue,
  value: JsonObject,
  filled: readonly Pointer[],
): ResolvedView['provenance'] {
  const mine = new Set(own && patchLeaves(own.document.value));
  return patchLeaves(value).map((path) => {
    if (filled.some((pointer) => path === pointer || path.startsWith(`${pointer}/`))) {
      return { path, from: 'schema_default' as const };
    }
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

/**
 * Refuses secrets that were sent for other destinations than the value now has, unless somebody who may see them has
 * confirmed these. Whoever may edit an address could otherwise have them sent there.
 */
function refuseStale(terms: Terms, stored: StoredValue): void {
  const effective = effectiveOf(stored);
  const secrets = secretsIn(stored, effective);
  if (secrets.length === 0) return;
  const here = destinationsOf(terms, effective);
  const mine = stored.own ? patchLeaves(stored.own.document.value) : [];
  const isFor = (source: StoredValue['own'], pointer: Pointer) =>
    source !== null &&
    Object.hasOwn(source.document.bound, pointer) &&
    source.document.bound[pointer] === here;
  const isMine = (pointer: Pointer) => mine.some((leaf) => related(leaf, pointer));
  const stale = secrets
    .sort()
    .filter((pointer) => !isFor(stored.own, pointer) && (isMine(pointer) || !isFor(stored.vault, pointer)));
  if (stale.length === 0) return;
  throw new DomainError('secrets_stale', 'An address has changed since these secrets were sent.', {
    entity: providerConfigEntity.name,
    id: stored.config.id,
    errors: stale.map((pointer) => ({
      code: 'stale',
      message: 'Was sent for another address',
      path: ['value', ...(parsePointer(pointer) ?? [])],
    })),
    hint: 'Send the secrets again, or let a key that may reveal them confirm the new address (confirm-secrets).',
  });
}
