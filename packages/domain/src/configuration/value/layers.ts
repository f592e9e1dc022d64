import { type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import type { Problem } from '@berth/kernel';
import { inBody, problemsOf } from './check.ts';
import { destinationsOf, type Terms } from './destinations.ts';
import { type JsonObject, overlay } from './document.ts';
import type { OpenRevision } from './revisions.ts';
import { type Specification, secretsOf, sentAsSecret } from './secrets.ts';
import { layered, type ValueState } from './state.ts';

/** The opened revisions of a value: an own one over a vault's, or one of the two. */
export interface Layers {
  specification: Specification;
  own: OpenRevision | null;
  vault: OpenRevision | null;
}

/** The effective value: the own one over the vault's. */
export const effectiveOf = ({ own, vault }: Layers): JsonObject =>
  overlay(vault?.document.value ?? null, own?.document.value ?? {});

/** The secret leaves of a value that was made from these layers. */
export const secretsIn = ({ specification, own, vault }: Layers, value: JsonObject): Pointer[] =>
  secretsOf(specification, value, sentAsSecret(own?.document ?? null, vault?.document ?? null));

/** The states of the leaves of the effective value. */
export function statesOfLayers(layers: Layers): ValueState {
  const { specification, own, vault } = layers;
  if (!own || !vault) return [];
  const effective = effectiveOf(layers);
  const mine = { value: own.document.value, states: own.states };
  return layered(specification, mine, vault, effective, secretsIn(layers, effective));
}

/** Finds the secrets that were sent for other destinations than the value now has and were not confirmed for these. */
export function staleSecrets(terms: Terms, layers: Layers): Pointer[] {
  const { own, vault } = layers;
  const effective = effectiveOf(layers);
  const secrets = secretsIn(layers, effective);
  if (secrets.length === 0) return [];
  const here = destinationsOf(terms, effective);
  const mine = new PointerSet(own ? writtenLeaves(own.document.value) : []);
  const isFor = (source: OpenRevision | null, pointer: Pointer) =>
    source !== null &&
    Object.hasOwn(source.document.bound, pointer) &&
    source.document.bound[pointer] === here;
  return secrets
    .sort()
    .filter((pointer) => !isFor(own, pointer) && (mine.touches(pointer) || !isFor(vault, pointer)));
}

/** Finds the problems of an effective value, as a config keeps them when it is invalid; null when it fits. */
export function misfitOf(layers: Layers): Problem[] | null {
  const problems = problemsOf(layers.specification, effectiveOf(layers));
  return problems.length > 0 ? problems.map(inBody(['value'])) : null;
}
