import { absentSecrets, canonicalJson, getAt, type Pointer, patchLeaves } from '@berth/json-schema';
import { breathe, mapInSlices, withMembers } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, Timestamp, words } from '../../../fields.ts';
import { mayCompare } from '../../../governance/may-compare.ts';
import { digestReasons, type LeafState } from '../../tables/value-revision.ts';
import type { JsonObject } from '../content/document.ts';
import { type Specification, secretUnits } from '../content/secrets.ts';
import { shortUnits, TOO_SHORT } from './digests.ts';
import type { UnitsFrom } from './units.ts';

export const ValueState = Type.Array(
  Type.Object({
    path: about('A JSON Pointer (RFC 6901) to the leaf.', Type.String()),
    secret: about('True for a secret leaf, which only a reveal shows.', Type.Boolean()),
    set: about('False for a secret that the schema describes and the value lacks.', Type.Boolean()),
    from: about('The source of the leaf: the own value, or the vault.', words('own', 'vault')),
    revision: about('The revision that set the leaf.', nullable(Type.Integer())),
    changed_at: nullable(Timestamp),
    changed_by: nullable(Identifier),
    digest: about(
      'A keyed hash. Within an instance, equal digests mean equal values; digests with different key versions (the number before the dot) cannot be compared. Null for the reason in `digest_reason`.',
      nullable(Type.String()),
    ),
    digest_reason: about(
      'The reason for a missing digest. `too_short`: it is a secret of fewer than 12 characters, or an array that holds one. `not_permitted`: the key has neither the scope `compare` nor `reveal` of the row. `dry_run`: a dry run shows none. `not_set`: the value lacks the leaf. Null beside a digest.',
      nullable(words(...digestReasons)),
    ),
  }),
);
export type ValueState = Static<typeof ValueState>;

/** The member of a row with a value that tells how old its secrets are. */
export const oldestSecretView = about(
  'The time at which the oldest secret of the own value was set; null without one.',
  nullable(Timestamp),
);

/** The revision that is about to be stored, as the states of its leaves name it. */
export interface Change {
  revision: number;
  at: string;
  by: string;
  digest: (text: string) => string;
}

/** A value before a change, with the states of its leaves. */
interface Before {
  value: JsonObject;
  states: readonly LeafState[];
  /** The units with secrets that go on after a migration; absent where each stays. */
  unitsFrom?: UnitsFrom | undefined;
}

/**
 * Builds the states of the leaves of a value. A leaf with unchanged content keeps its history; a secret also when a
 * migration moves it.
 */
export async function statesOf(
  value: JsonObject,
  secrets: readonly Pointer[],
  change: Change,
  before: Before | null,
): Promise<LeafState[]> {
  const known = byPlaces(before);
  const units = patchLeaves(value);
  const secret = secretUnits(units, secrets);
  await breathe();
  const short = shortUnits(value, units, secrets);
  await breathe();
  return mapInSlices(units, (path) => {
    const text = canonicalJson(getAt(value, path));
    const old = known.get(path);
    const same =
      old?.set && before && canonicalJson(getAt(before.value, old.path) ?? null) === text ? old : null;
    return {
      path,
      secret: secret.has(path),
      set: true,
      revision: same ? same.revision : change.revision,
      changed_at: same ? same.changed_at : change.at,
      changed_by: same ? same.changed_by : change.by,
      ...(short.has(path) ? TOO_SHORT : { digest: change.digest(text), digest_reason: null }),
    };
  });
}

/** Builds the states of secrets that the schema describes and the value lacks. */
export async function absentStates(
  { config_schema }: Specification,
  value: JsonObject,
): Promise<LeafState[]> {
  await breathe();
  const absent = absentSecrets(config_schema, value);
  await breathe();
  return absent.map((path) => ({
    path,
    secret: true,
    set: false,
    revision: null,
    changed_at: null,
    changed_by: null,
    digest: null,
    digest_reason: 'not_set',
  }));
}

/** The states of a value with a single source, ordered by path. */
export const statesFrom = (from: 'own' | 'vault', states: readonly LeafState[]): ValueState =>
  states.map((state) => withMembers(state, { from, digest_reason: reasonOf(state) })).sort(byPath);

const reasonOf = ({ set, digest_reason }: LeafState) => digest_reason ?? (set ? null : 'not_set');

const byPaths = (states: readonly LeafState[]): Map<Pointer, LeafState> =>
  new Map(states.map((state) => [state.path, state]));

/** The states of a value by the places that their units have after the change. */
function byPlaces(before: Before | null): Map<Pointer, LeafState> {
  const { states = [], unitsFrom } = before ?? {};
  const places = byPaths(states);
  if (unitsFrom === undefined) return places;
  const known = byPaths(states);
  // Other content at the place of a secret has no history, also if it is the same
  for (const { path, secret } of states) if (secret) places.delete(path);
  for (const unit of unitsFrom.keys()) places.delete(unit);
  for (const [unit, from] of unitsFrom) {
    const state = from === null ? undefined : known.get(from);
    if (state) places.set(unit, state);
  }
  return places;
}

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

/** The states of an own value over a vault's. The secret leaves follow from both together. */
export async function layered(
  specification: Specification,
  own: { value: JsonObject; states: readonly LeafState[] },
  vault: { states: readonly LeafState[] },
  effective: JsonObject,
  secrets: readonly Pointer[],
): Promise<ValueState> {
  await breathe();
  const mine = new Set(patchLeaves(own.value));
  const units = patchLeaves(effective);
  const secret = secretUnits(units, secrets);
  await breathe();
  const short = shortUnits(effective, units, secrets);
  await breathe();
  const known = { own: byPaths(own.states), vault: byPaths(vault.states) };
  const set = units.flatMap((path) => {
    const from = mine.has(path) ? 'own' : 'vault';
    const state = known[from].get(path);
    if (!state) return [];
    const digest = short.has(path) ? TOO_SHORT : { digest_reason: reasonOf(state) };
    return [Object.assign({}, state, digest, { secret: secret.has(path), from } as const)];
  });
  const absent = await absentStates(specification, effective);
  return [...set, ...statesFrom('vault', absent)].sort(byPath);
}

/** The states as the key may see them, of the value of a row with this path. */
export function forKey(ctx: Context, path: string, states: ValueState): ValueState {
  if (mayCompare(ctx, path)) return states;
  const digest_reason = ctx.write.options.dryRun ? 'dry_run' : 'not_permitted';
  return states.map((state) => (state.set ? withMembers(state, { digest: null, digest_reason }) : state));
}
