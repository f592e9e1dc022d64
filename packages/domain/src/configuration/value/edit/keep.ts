import { getAt, isObject, type Pointer, PointerSet, parsePointer, setOwn } from '@berth/json-schema';
import { invalidData, type Problem } from '@berth/kernel';
import { type Static, Type } from '@sinclair/typebox';
import { about } from '../../../fields.ts';
import type { JsonObject } from '../content/document.ts';
import { valueProblems } from '../content/errors.ts';
import { itemsAbove, type MovedItems } from './moved-items.ts';

const Place = Type.String({ maxLength: 10_000 });

/** A place of `value_shown.value` that keeps stored content: of the same place, or of another item's. */
const Keep = Type.Union([
  Place,
  Type.Object({
    from: about('A JSON Pointer to the secret in the value as it was shown.', Place),
    to: about('A JSON Pointer to its place in `value`: the same member of an item of the same array.', Place),
  }),
]);

export const Keeps = Type.Array(Keep, { maxItems: 10_000 });

/** A place that keeps stored content. */
export interface Kept {
  from: Pointer;
  to: Pointer;
  /** True when the caller named both places, so that the item above them is followed. */
  isMarker: boolean;
}

/** The places that keep stored content, and the items that were followed there. */
export interface KeptPlaces {
  places: readonly Kept[];
  movedItems: MovedItems;
}

export const NOTHING_KEPT: KeptPlaces = { places: [], movedItems: { arrays: new Set(), items: new Map() } };

/** True for a place that gets the content of another one. */
export const isMoved = ({ from, to }: Kept): boolean => from !== to;

/**
 * Reads the places to keep. `secretsBefore` lists the secrets of the stored value; it is asked only when a place names
 * two pointers.
 * @throws DomainError `invalid_data` with every place that keeps nothing, or that cannot follow its item.
 */
export async function keptPlaces(
  keep: Static<typeof Keeps>,
  { stored, value }: { stored: JsonObject; value: JsonObject },
  secretsBefore: () => Promise<readonly Pointer[]>,
): Promise<KeptPlaces> {
  const places = keep.map((one) =>
    typeof one === 'string' ? { from: one, to: one, isMarker: false } : { ...one, isMarker: true },
  );
  const problems = lostIn(places, stored, value);
  if (places.some(({ isMarker }) => isMarker)) {
    problems.push(...misplacedIn(places, { stored, value }, new Set(await secretsBefore())));
  }
  if (problems.length > 0) throw invalidData(problems);
  const { movedItems, split } = followed(places, stored, value);
  if (split.length > 0) throw invalidData(split);
  return { places, movedItems };
}

/** Puts null at the places to keep that a value left out, as answers without secrets do, where an object holds them. */
export function withPlaces(value: JsonObject, keep: Static<typeof Keeps>): JsonObject {
  const absent = keep.flatMap((one) => {
    const steps = parsePointer(typeof one === 'string' ? one : one.to) ?? [];
    const [holder, name] = [steps.slice(0, -1), steps.at(-1)];
    const object = getAt(value, holder);
    return name === undefined || !isObject(object) || Object.hasOwn(object, name) ? [] : [{ holder, name }];
  });
  if (absent.length === 0) return value;
  const whole = structuredClone(value);
  for (const { holder, name } of absent) setOwn(getAt(whole, holder) as JsonObject, name, null);
  return whole;
}

const at = (index: number, member?: 'from' | 'to'): string[] => [
  'value_shown',
  'keep',
  String(index),
  ...(member ? [member] : []),
];

function lostIn(places: readonly Kept[], stored: JsonObject, value: JsonObject): Problem[] {
  return places.flatMap(({ from, to, isMarker }, index) => {
    const place = (member: 'from' | 'to') => at(index, isMarker ? member : undefined);
    const lost = getAt(stored, from) === undefined ? [valueProblems.nothingToKeep(place('from'))] : [];
    const homeless = getAt(value, to) === undefined ? [valueProblems.noPlaceToKeep(place('to'))] : [];
    return isMarker ? [...lost, ...homeless] : [...lost, ...homeless].slice(0, 1);
  });
}

/** Finds the markers of what is no secret, of a place that was sent, and of places that others name, too. */
function misplacedIn(
  places: readonly Kept[],
  { stored, value }: { stored: JsonObject; value: JsonObject },
  secrets: ReadonlySet<Pointer>,
): Problem[] {
  const plain = places.filter(({ isMarker }) => !isMarker).map(({ to }) => to);
  const taken = { from: new PointerSet(plain), to: new PointerSet(plain) };
  const seen = { from: new Set<Pointer>(), to: new Set<Pointer>() };
  return places.flatMap((place, index) => {
    if (!place.isMarker) return [];
    const twice = (['from', 'to'] as const).filter((member) => {
      const pointer = place[member];
      const isTwice = seen[member].has(pointer) || taken[member].touches(pointer);
      seen[member].add(pointer);
      return isTwice;
    });
    const sent = getAt(value, place.to);
    const isLost = getAt(stored, place.from) === undefined;
    return [
      ...(isLost || secrets.has(place.from) ? [] : [valueProblems.keepsNoSecret(at(index, 'from'))]),
      ...(sent === undefined || isPlaceholder(sent) ? [] : [valueProblems.keptAndSent(at(index, 'to'))]),
      ...twice.map((member) => valueProblems.keptTwice(at(index, member))),
    ];
  });
}

/** True for a null and a mask: they stand for stored content. */
const isPlaceholder = (sent: unknown): boolean =>
  sent === null || (typeof sent === 'string' && sent.startsWith('****'));

/** Finds the new place of each item above a marker. An item moves as a whole, so all its secrets go to one item. */
function followed(places: readonly Kept[], stored: JsonObject, value: JsonObject) {
  const arrays = new Set<Pointer>();
  const items = new Map<Pointer, Pointer>();
  const origins = new Map<Pointer, Pointer>();
  const split: Problem[] = [];
  const follow = ({ from, to, isMarker }: Kept, index: number) => {
    const steps = itemsAbove({ from, to }, stored, value);
    if (steps === null) return void split.push(valueProblems.otherPlace(at(index, 'to')));
    if (isMarker) for (const { array } of steps) arrays.add(array);
    const ofFollowed = steps.filter(({ array }) => arrays.has(array));
    const isSplit = ofFollowed.some(
      ({ item, place }) => (items.get(item) ?? place) !== place || (origins.get(place) ?? item) !== item,
    );
    if (isSplit) return void split.push(valueProblems.splitItem(at(index, isMarker ? 'to' : undefined)));
    for (const { item, place } of ofFollowed) {
      items.set(item, place);
      origins.set(place, item);
    }
  };
  const indexed = places.map((place, index) => ({ place, index }));
  for (const { place, index } of indexed) if (place.isMarker) follow(place, index);
  if (arrays.size > 0) for (const { place, index } of indexed) if (!place.isMarker) follow(place, index);
  return { movedItems: { arrays, items }, split };
}
