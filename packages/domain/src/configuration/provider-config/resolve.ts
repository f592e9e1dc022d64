import { type Pointer, PointerSet, patchLeaves, withoutLeaves } from '@berth/json-schema';
import { breathe, filterInSlices, mapInSlices, shownProblems } from '@berth/kernel';
import { type Context, type NewEvent, requireScope, revealing } from '@berth/resource';
import { readReason } from '../../reason.ts';
import { providerConfigEntity } from '../tables/provider-config.ts';
import { effectiveOf, filledOf, type JsonObject, REVEAL, secretsIn, secretUnits } from '../value/index.ts';
import { configErrors } from './errors.ts';
import { recordReveal } from './reveal.ts';
import type { ResolvedView, ResolveInput } from './schema.ts';
import { refuseStale } from './stale.ts';
import { readLiveValue, type StoredValue } from './stored-value.ts';

/**
 * Resolves the effective value of a config: its own value over its vault's over the schema's defaults. Secrets are left
 * out, unless there is a reason to reveal them; the reveal is recorded before they are sent.
 * @throws DomainError `use_after_delete`; with a reason also `invalid_data`, `forbidden`, `invalid_state`,
 * `secrets_stale`, `rate_limited`.
 */
export async function resolveConfig(ctx: Context, id: string, input: ResolveInput): Promise<ResolvedView> {
  const reason = readReason(input.reason);
  if (reason === null) {
    const stored = await readLiveValue(ctx, id);
    await breathe();
    return resolved(stored, false);
  }
  requireScope(ctx, REVEAL);
  return revealing(ctx, (inner) => revealConfig(inner, id, reason));
}

/**
 * Resolves a config with its secrets, inside a transaction. No write may follow: the reveal is recorded, and `further`
 * events with it. @throws DomainError `use_after_delete`, `invalid_state`, `secrets_stale`, `rate_limited`.
 */
export async function revealConfig(
  ctx: Context,
  id: string,
  reason: string,
  further: readonly NewEvent[] = [],
): Promise<ResolvedView> {
  const stored = await readLiveValue(ctx, id);
  refuseDisabled(stored);
  await refuseStale(ctx, stored);
  await breathe();
  await recordReveal(ctx, stored, reason, further);
  await breathe();
  return resolved(stored, true);
}

function refuseDisabled({ config }: StoredValue): void {
  if (config.enabled) return;
  throw configErrors.disabled({ entity: providerConfigEntity.name, id: config.id });
}

async function resolved(stored: StoredValue, reveal: boolean): Promise<ResolvedView> {
  const { config, specification, own, vault } = stored;
  const { value: whole, filled } = await filledOf(specification, effectiveOf(stored));
  const hidden = reveal ? new Set<Pointer>() : await hiddenIn(stored, whole, filled);
  const provenance = await provenanceOf(stored, whole, filled, hidden);
  return {
    object: 'provider.config.value',
    id: config.id,
    handle: config.handle,
    enabled: config.enabled,
    provider_id: config.provider_id,
    specification_id: config.specification_id,
    provider_version: stored.version,
    value: withoutLeaves(whole, hidden),
    hidden: [...hidden],
    provenance,
    revision: own?.revision ?? null,
    vault_revision: vault?.revision ?? null,
    invalid: config.invalid_reasons !== null,
    invalid_reasons: config.invalid_reasons && shownProblems(config.invalid_reasons),
    revealed: reveal,
  };
}

/** Finds the units that are a secret or hold one. A default is public: it is in the schema. */
async function hiddenIn(
  stored: StoredValue,
  whole: JsonObject,
  filled: readonly Pointer[],
): Promise<Set<Pointer>> {
  const defaults = new PointerSet(filled);
  const all = await secretsIn(stored, whole);
  const secrets = await filterInSlices(all, (pointer) => !defaults.covers(pointer));
  return secretUnits(patchLeaves(whole), secrets);
}

type Origin = ResolvedView['provenance'][number];

async function provenanceOf(
  { config, own, vault }: StoredValue,
  value: JsonObject,
  filled: readonly Pointer[],
  hidden: ReadonlySet<Pointer>,
): Promise<ResolvedView['provenance']> {
  await breathe();
  const mine = new Set(own && patchLeaves(own.document.value));
  const defaults = new PointerSet(filled);
  const leaves = patchLeaves(value);
  const origins = await mapInSlices(leaves, (path): Origin => {
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
  return [...origins, ...defaultsInArrays(leaves, filled, hidden)];
}

/** Lists the defaults inside the items of arrays that are shown. An array is one leaf, of another origin. */
function defaultsInArrays(
  leaves: readonly Pointer[],
  filled: readonly Pointer[],
  hidden: ReadonlySet<Pointer>,
): Origin[] {
  const known = new Set(leaves);
  const shown = new PointerSet(leaves.filter((path) => !hidden.has(path)));
  const inside = filled.filter((path) => !known.has(path) && shown.covers(path));
  return inside.map((path) => ({ path, from: 'schema_default' }));
}
