import { isObject, type JsonObject, objectOf, own, sameJson } from '../../json/json.ts';
import { isWithin, type Pointer, pathOf, pointerOf, setAt } from '../../json/pointer.ts';

export interface Kept {
  /** The places whose stored content stays and is not known here. */
  kept: readonly Pointer[];
  /** The places whose stored content goes. */
  removed: readonly Pointer[];
}

/**
 * Makes the smallest merge patch (RFC 7396) that turns the value as it was shown into the value of the form. The
 * kept content is not in it. An array is replaced as a whole.
 */
export function patchOf(shown: unknown, value: unknown, { kept, removed }: Kept): JsonObject {
  const changes = difference(shown, value, '', kept) ?? {};
  return removed.reduce<JsonObject>((patch, pointer) => {
    const path = pathOf(pointer);
    const isGone = path.some((_, i) => own(parentIn(patch, path.slice(0, i)), path[i] ?? '') === null);
    return isGone ? patch : (setAt(patch, path, null) as JsonObject);
  }, changes);
}

const parentIn = (patch: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, step) => own(at, step), patch);

function difference(
  before: unknown,
  after: unknown,
  at: Pointer,
  kept: readonly Pointer[],
): JsonObject | undefined {
  const names = new Set([
    ...Object.keys(isObject(before) ? before : {}),
    ...Object.keys(isObject(after) ? after : {}),
  ]);
  const changes = [...names].flatMap((name): [string, unknown][] => {
    const [old, now] = [own(before, name), own(after, name)];
    if (sameJson(old, now)) return [];
    const pointer = `${at}${pointerOf([name])}`;
    if (now === undefined && kept.includes(pointer)) return [];
    const holdsKept = kept.some((one) => isWithin(one, pointer) && one !== pointer);
    const goesInside = isObject(now)
      ? isObject(old) || holdsKept
      : now === undefined && isObject(old) && holdsKept;
    if (!goesInside) return [[name, now === undefined ? null : now]];
    const below = difference(old, now, pointer, kept);
    return below ? [[name, below]] : [];
  });
  return changes.length > 0 ? objectOf(changes) : undefined;
}

/** True when a patch would have to set a `null`, which a merge patch cannot: there it means to remove. */
export function setsNull(shown: unknown, value: unknown): boolean {
  if (sameJson(shown, value) || !isObject(value)) return false;
  return Object.entries(value).some(([name, now]) => {
    const old = own(shown, name);
    return (now === null && old !== null) || setsNull(old, now);
  });
}
