import type { OpenedConfig } from '@berth/domain';
import { isSensitiveName } from './sensitive-names.ts';

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

/** Sorts the masks of a value that a client sent back: `kept` are those where they were shown, `strange` all others. */
export function findMasks(
  value: JsonObject,
  { shown, masks }: Masked,
): { kept: string[]; strange: string[][] } {
  const kept: string[] = [];
  const strange: string[][] = [];
  const before = new Map<string, unknown>();
  const hasStayed = stayedIn(value, shown);
  mapLeaves(shown, (leaf, { pointer }) => {
    before.set(pointer, leaf);
    return leaf;
  });
  mapLeaves(value, (leaf, { pointer, names }) => {
    const isShown = before.get(pointer) === leaf;
    if (isShown && masks.has(pointer) && hasStayed(names)) kept.push(pointer);
    else if (isMask(leaf) && (!isShown || masks.has(pointer))) strange.push([...names]);
    return leaf;
  });
  return { kept, strange };
}

/**
 * Makes the test that no item moved in the arrays above a leaf. Two masks may be alike while their items are not. The
 * items of an array are compared by their texts, once for the whole array.
 */
function stayedIn(value: unknown, shown: unknown): (names: readonly string[]) => boolean {
  const arrays = new Map<unknown, (index: string) => boolean>();
  return (names) => {
    let [now, then] = [value, shown];
    for (const name of names) {
      if (Array.isArray(now) && Array.isArray(then)) {
        const isClear = arrays.get(now) ?? clearItems(now, then);
        arrays.set(now, isClear);
        if (!isClear(name)) return false;
      }
      [now, then] = [(now as JsonObject)[name], (then as JsonObject)[name]];
    }
    return true;
  };
}

/** Makes the test that an item of an array is certainly the one that was shown at its place. */
function clearItems(now: readonly unknown[], then: readonly unknown[]): (index: string) => boolean {
  const nowTexts = now.map(textOf);
  const thenTexts = then.map(textOf);
  const counts = new Map<string, number>();
  for (const text of thenTexts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (index) => {
    const text = nowTexts[Number(index)] ?? '';
    const alike = counts.get(text) ?? 0;
    const isSame = text === thenTexts[Number(index)];
    return now.length === then.length ? isSame || alike === 0 : isSame && alike === 1;
  };
}

/** Writes a value as text, equal for equal values: the members of objects are in order. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

const isMask = (leaf: unknown): boolean => typeof leaf === 'string' && MASK.test(leaf);

/**
 * Makes a mask: eight asterisks for a short text and for an empty container, else four and the last four characters. A
 * number, a boolean and null become null, because a client that expects a number cannot read a text.
 */
function maskOf(leaf: unknown): string | null {
  if (leaf === null || typeof leaf === 'number' || typeof leaf === 'boolean') return null;
  if (typeof leaf !== 'string' || leaf.length < SHORT) return STARS;
  return `****${[...leaf].slice(-4).join('')}`;
}

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
  readonly names: readonly string[];
  /** True when the leaf, or something above it, is hidden. */
  readonly hidden: boolean;
}

const ROOT: At = { pointer: '', names: [], hidden: false };

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
    const pointer = `${at.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const hidden = at.hidden || isHidden(pointer, name);
    return [name, mapLeaves(item, replace, isHidden, { pointer, names: [...at.names, name], hidden })];
  });
  return Array.isArray(value) ? mapped.map(([, item]) => item) : Object.fromEntries(mapped);
}
