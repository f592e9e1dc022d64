import type { ProviderConfig, ProviderConfigValue } from '@berth/client';
import type { Unit } from '../../form/state/store.ts';
import { isObject, type JsonObject } from '../../json/json.ts';
import { getAt, isWithin, type Pointer, pathOf, setAt } from '../../json/pointer.ts';

type States = NonNullable<ProviderConfig['value_state']>;

/** Takes the defaults of the schema out of a resolved value: what remains is stored. */
export function storedPart({
  value,
  provenance,
}: Pick<ProviderConfigValue, 'value' | 'provenance'>): JsonObject {
  const filled = provenance.filter(({ from }) => from === 'schema_default').map(({ path }) => path);
  const stored = provenance.filter(({ from }) => from !== 'schema_default').map(({ path }) => path);
  return filled.reduce<JsonObject>((rest, path) => without(rest, path, stored), value as JsonObject);
}

/** Removes a leaf, and the objects around it that hold nothing stored. */
function without(value: JsonObject, path: Pointer, stored: readonly Pointer[]): JsonObject {
  const removed = setAt(value, pathOf(path), undefined) as JsonObject;
  const above = path.slice(0, path.lastIndexOf('/'));
  const around = above === '' ? undefined : getAt(removed, pathOf(above));
  const isEmpty = isObject(around) && Object.keys(around).length === 0;
  if (!isEmpty || stored.some((place) => isWithin(place, above))) return removed;
  return without(removed, above, stored);
}

/** The leaves of a value that are stored and not shown, and the secrets that are not set. */
export function unitsOf(states: States, isShown: (path: Pointer) => boolean): Unit[] {
  return states
    .filter(({ path, set }) => !set || !isShown(path))
    .map(({ path, secret, set, from, changed_at, changed_by }) => ({
      path,
      secret,
      set,
      from,
      changedAt: changed_at,
      changedBy: changed_by,
    }));
}

/** The layer of each shown leaf. */
export const originsOf = (states: States): ReadonlyMap<Pointer, 'own' | 'vault'> =>
  new Map(states.filter(({ set }) => set).map(({ path, from }) => [path, from]));
