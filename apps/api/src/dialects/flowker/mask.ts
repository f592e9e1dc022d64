import { childPointer, type OpenedConfig } from '@berth/domain';
import { isSensitiveName } from './sensitive-names.ts';
import { placeOfShape, shapesOf, shownPlaces } from './shown-places.ts';

type JsonObject = Record<string, unknown>;

const STARS = '********';
const SHORT = 16;
const MASK = /^(?:\*{8}|\*{4}.{4})$/su;

/** A value with masks, and the masks by JSON Pointer. */
export interface Masked {
  shown: JsonObject;
  masks: ReadonlyMap<string, string | null>;
}

/**
 * Masks every secret leaf of a value, at any depth: those that are secret by the schema or undescribed, and those in or
 * below a member with a sensitive name that the schema does not give.
 */
export function mask({
  value,
  secrets,
  unnamed,
}: Pick<OpenedConfig, 'value' | 'secrets' | 'unnamed'>): Masked {
  const secret = new Set(secrets);
  const free = new Set(unnamed);
  const isSensitive = remembered(isSensitiveName);
  const masks = new Map<string, string | null>();
  const isHidden = (pointer: string, name: string) =>
    secret.has(pointer) || (free.has(pointer) && isSensitive(name));
  const shown = mapLeaves(
    value,
    (leaf, { pointer, hidden }) => {
      if (!hidden) return leaf;
      const text = maskOf(leaf);
      masks.set(pointer, text);
      return text;
    },
    isHidden,
  );
  return { shown: shown as JsonObject, masks };
}

/** A mask that a client sent back: its place, and the place where it was shown. */
export interface KeptMask {
  from: string;
  to: string;
}

/**
 * Sorts the masks of a value that a client sent back: `kept` are those where they were shown, and those that moved with
 * their item of an array; `strange` are all others.
 */
export function findMasks(
  value: JsonObject,
  { shown, masks }: Masked,
): { kept: KeptMask[]; strange: string[][] } {
  const kept: KeptMask[] = [];
  const strange: string[][] = [];
  const before = new Map<string, unknown>();
  for (const { pointer, leaf } of leavesOf(shown)) before.set(pointer, leaf);
  const isNullMask = nullMasks(shown, masks);
  for (const { pointer, names, leaf, shownAt, shape } of shownPlaces(value, shown, masks)) {
    const from = shownAt ?? pointer;
    const isShown = before.get(from) === leaf;
    if (isShown && masks.has(from) && shownAt !== null) kept.push({ from, to: pointer });
    else if (isMask(leaf) && (!isShown || masks.has(from))) strange.push([...names]);
    else if (leaf === null && shownAt === null && isNullMask(shape)) strange.push([...names]);
  }
  return { kept, strange };
}

/**
 * Makes the test for a null at a place that was not shown: it is taken for the mask of a number or boolean when such a
 * mask was shown in the same object or array, or under the same name. Any null is such a mask, so it cannot be told
 * from one that has moved. A null of a plain member stays legal in each item of an array.
 */
function nullMasks(shown: JsonObject, masks: Masked['masks']): (shape: string) => boolean {
  const nulls = new Set(
    [...leavesOf(shown)].flatMap(({ pointer, leaf }) => (leaf === null ? [pointer] : [])),
  );
  const hidden = shapesOf(shown, (pointer) => nulls.has(pointer) && masks.has(pointer));
  const plain = shapesOf(shown, (pointer) => nulls.has(pointer) && !masks.has(pointer));
  const places = [...hidden].map(placeOfShape);
  const parents = new Set(places.map(({ parent }) => parent));
  const names = new Set(places.map(({ name }) => name));
  return (shape) => {
    if (plain.has(shape)) return hidden.has(shape);
    const { parent, name } = placeOfShape(shape);
    return parents.has(parent) || names.has(name);
  };
}

/**
 * Makes the place to keep of each mask, and the value beside them. A secret is followed with its item. A member that
 * only its name hides is no secret: its content goes with its item.
 */
export function withContent(
  value: JsonObject,
  kept: readonly KeptMask[],
  opened: Pick<OpenedConfig, 'value' | 'secrets'>,
): { value: JsonObject; keep: (string | KeptMask)[] } {
  const secret = new Set(opened.secrets);
  const isPlain = ({ from, to }: KeptMask) => from !== to && !secret.has(from);
  const keep = kept.filter((mask) => !isPlain(mask)).map((mask) => (secret.has(mask.from) ? mask : mask.to));
  const origins = new Map(kept.filter(isPlain).map(({ from, to }) => [from, to]));
  if (origins.size === 0) return { value, keep };
  const contents = new Map<string, unknown>();
  for (const { pointer, leaf } of leavesOf(opened.value)) {
    const to = origins.get(pointer);
    if (to !== undefined) contents.set(to, leaf);
  }
  const whole = mapLeaves(value, (leaf, { pointer }) =>
    contents.has(pointer) ? contents.get(pointer) : leaf,
  );
  return { value: whole as JsonObject, keep };
}

const isMask = (leaf: unknown): boolean => typeof leaf === 'string' && MASK.test(leaf);

/**
 * Makes a mask: eight asterisks for a short text and for an empty container, else four and the last four characters. A
 * number, a boolean and null become null, because a client that expects a number cannot read a text.
 */
function maskOf(leaf: unknown): string | null {
  if (leaf === null || typeof leaf === 'number' || typeof leaf === 'boolean') return null;
  if (typeof leaf !== 'string' || isShort(leaf)) return STARS;
  return `****${[...leaf.slice(-8)].slice(-4).join('')}`;
}

/** True for fewer than 16 characters. A character outside of the basic plane has a length of two. */
const isShort = (text: string): boolean =>
  text.length < SHORT || (text.length < 2 * SHORT && [...text].length < SHORT);

/** Remembers the answers of a test of texts. */
function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const answer = answers.get(text) ?? test(text);
    answers.set(text, answer);
    return answer;
  };
}

/** The place of a leaf. */
interface At {
  readonly pointer: string;
  /** True when the leaf, or something above it, is hidden. */
  readonly hidden: boolean;
}

const ROOT: At = { pointer: '', hidden: false };

/** Lists the leaves of a value with their places: scalars and empty containers below the root. */
function* leavesOf(value: object, at = ''): Iterable<{ pointer: string; leaf: unknown }> {
  for (const [name, item] of Object.entries(value)) {
    const pointer = childPointer(at, name);
    if (typeof item === 'object' && item !== null && Object.keys(item).length > 0)
      yield* leavesOf(item, pointer);
    else yield { pointer, leaf: item };
  }
}

/** Copies a value with each leaf replaced. A leaf is a scalar or an empty container; the root is none. */
function mapLeaves(
  value: unknown,
  replace: (leaf: unknown, at: At) => unknown,
  isHidden: (pointer: string, name: string) => boolean = () => false,
  at = ROOT,
): unknown {
  const isContainer = typeof value === 'object' && value !== null;
  const members = isContainer ? Object.entries(value) : [];
  if (members.length === 0) return at === ROOT ? value : replace(value, at);
  const mapped = members.map(([name, item]): [string, unknown] => {
    const pointer = childPointer(at.pointer, name);
    const hidden = at.hidden || isHidden(pointer, name);
    return [name, mapLeaves(item, replace, isHidden, { pointer, hidden })];
  });
  return Array.isArray(value) ? mapped.map(([, item]) => item) : Object.fromEntries(mapped);
}
