import { childPointer } from '@berth/domain';

/** The place of a leaf of a value that was sent back, and the place where it was shown. */
export interface ShownPlace {
  pointer: string;
  names: readonly string[];
  leaf: unknown;
  /** Null for a leaf in an item of an array that is none of the shown ones for certain. */
  shownAt: string | null;
  /** The place with each index left out, so that the items of an array have one shape. */
  shape: string;
}

/**
 * Lists the leaves of a value that was sent back with the places where they were shown. A member of an object is the
 * one with its name. An item of an array is the one shown with the same content, masks included, or else with the same
 * content beside the masks, if there is one such item in both arrays. Another item is the one with its index, as long
 * as no item has moved, been added or been removed.
 */
export function shownPlaces(
  value: unknown,
  shown: unknown,
  masks: ReadonlyMap<string, unknown>,
): ShownPlace[] {
  const places: ShownPlace[] = [];
  const hidden = shapesOf(shown, (pointer) => masks.has(pointer));
  const alike = { whole: namer(new Set()), unmasked: namer(hidden) };

  const walk = (now: unknown, then: unknown, at: At, shownAt: string | null): void => {
    if (!isContainer(now)) {
      places.push({ ...at, leaf: now, shownAt });
      return;
    }
    const isArray = Array.isArray(now);
    const origins = isArray && Array.isArray(then) ? originsOf(now, then, at.shape, alike) : null;
    for (const [name, item] of Object.entries(now)) {
      const origin = origins ? (origins[Number(name)] ?? null) : isArray ? null : name;
      const isKnown = shownAt !== null && origin !== null && isContainer(then) && Object.hasOwn(then, origin);
      walk(
        item,
        isKnown ? (then as Record<string, unknown>)[origin] : undefined,
        below(at, name, isArray),
        isKnown ? childPointer(shownAt, origin) : null,
      );
    }
  };

  walk(value, shown, ROOT, '');
  return places;
}

/** A place: its pointer, its names, and its shape, which is the same for each item of an array. */
interface At {
  pointer: string;
  names: readonly string[];
  shape: string;
}

const ROOT: At = { pointer: '', names: [], shape: '' };

const shapeBelow = (shape: string, name: string, isItem: boolean): string =>
  isItem ? `${shape}/` : childPointer(shape, `.${name}`);

const below = ({ pointer, names, shape }: At, name: string, isItem: boolean): At => ({
  pointer: childPointer(pointer, name),
  names: [...names, name],
  shape: shapeBelow(shape, name, isItem),
});

/** Splits a shape into that of the container and the name within it, which is the same for each item of an array. */
export function placeOfShape(shape: string): { parent: string; name: string } {
  const end = shape.lastIndexOf('/');
  return { parent: shape.slice(0, end), name: shape.slice(end + 1) };
}

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** Lists the shapes of the places that are chosen by their pointers. */
export function shapesOf(shown: unknown, isChosen: (pointer: string) => boolean): Set<string> {
  const shapes = new Set<string>();
  const walk = (item: unknown, pointer: string, shape: string): void => {
    if (isChosen(pointer)) shapes.add(shape);
    if (!isContainer(item)) return;
    for (const [name, member] of Object.entries(item)) {
      walk(member, childPointer(pointer, name), shapeBelow(shape, name, Array.isArray(item)));
    }
  };
  walk(shown, '', '');
  return shapes;
}

/** Gives a number to the content of a place. */
type Namer = (value: unknown, shape: string) => number;

/** Makes a namer: equal contents have one number, without regard to the places of some shapes. Looks at each once. */
function namer(without: ReadonlySet<string>): Namer {
  const numbers = new Map<string, number>();
  const known = new WeakMap<object, number>();
  const numbered = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const name: Namer = (value, shape) => {
    if (without.has(shape)) return -1;
    if (typeof value !== 'object' || value === null) return numbered(JSON.stringify(value));
    const isArray = Array.isArray(value);
    const number =
      known.get(value) ??
      numbered(
        JSON.stringify([
          isArray,
          ...Object.entries(value)
            .map(([key, item]) => [key, name(item, shapeBelow(shape, key, isArray))] as const)
            .filter(([, item]) => isArray || item !== -1)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ]),
      );
    known.set(value, number);
    return number;
  };
  return name;
}

/** Finds the index that each item of an array was shown at; null for none for certain. */
function originsOf(
  now: readonly unknown[],
  then: readonly unknown[],
  shape: string,
  alike: { whole: Namer; unmasked: Namer },
): (string | null)[] {
  const byWhole = pairsOf(now, then, (item) => alike.whole(item, shapeBelow(shape, '', true)));
  const byUnmasked = pairsOf(now, then, (item) => alike.unmasked(item, shapeBelow(shape, '', true)));
  const certain = now.map((_item, index) => byWhole.only(index) ?? byUnmasked.only(index));
  const haveStayed =
    now.length === then.length && certain.every((origin, index) => origin === null || origin === index);
  return certain.map((origin, index) => {
    if (origin !== null) return String(origin);
    return haveStayed && byWhole.isPlausible(index) ? String(index) : null;
  });
}

/** Compares the items of two arrays by a number of their content. */
function pairsOf(now: readonly unknown[], then: readonly unknown[], numberOf: (item: unknown) => number) {
  const [nowNumbers, thenNumbers] = [now.map(numberOf), then.map(numberOf)];
  const [nowPlaces, thenPlaces] = [placesBy(nowNumbers), placesBy(thenNumbers)];
  return {
    /** The index of the one item that is the same; null when there are none or several on a side. */
    only(index: number): number | null {
      const number = nowNumbers[index] ?? -1;
      const places = thenPlaces.get(number) ?? [];
      return nowPlaces.get(number)?.length === 1 && places.length === 1 ? (places[0] ?? null) : null;
    },
    /** True for an item that is the same as the one at its index, or as none. */
    isPlausible: (index: number): boolean =>
      nowNumbers[index] === thenNumbers[index] || !thenPlaces.has(nowNumbers[index] ?? -1),
  };
}

function placesBy(numbers: readonly number[]): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [index, number] of numbers.entries()) {
    const known = places.get(number);
    if (known) known.push(index);
    else places.set(number, [index]);
  }
  return places;
}
