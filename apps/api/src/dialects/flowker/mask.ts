import { isDeepStrictEqual } from 'node:util';
import type { OpenedConfig } from '@berth/domain';
import { isSensitiveName } from './sensitive-names.ts';

type JsonObject = Record<string, unknown>;

const STARS = '********';
const SHORT = 16;
const MASK = /^(?:\*{8}|\*{4}.{4})$/su;

/** A value with masks, and the masks by JSON Pointer. */
export interface Masked {
  shown: JsonObject;
  masks: ReadonlyMap<string, string>;
}

/**
 * Masks every secret leaf of a value, at any depth: those that the schema marks, and those in or below a member with a
 * sensitive name.
 */
export function mask({ value, secrets }: Pick<OpenedConfig, 'value' | 'secrets'>): Masked {
  const secret = new Set(secrets);
  const masks = new Map<string, string>();
  const shown = mapLeaves(value, (leaf, pointer, names) => {
    const hidden = aboveOf(pointer).some((place) => secret.has(place)) || names.some(isSensitiveName);
    if (!hidden) return leaf;
    const text = maskOf(leaf);
    masks.set(pointer, text);
    return text;
  });
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
  mapLeaves(shown, (leaf, pointer) => {
    before.set(pointer, leaf);
    return leaf;
  });
  mapLeaves(value, (leaf, pointer, names) => {
    const isShown = before.get(pointer) === leaf;
    if (isShown && masks.has(pointer) && hasStayed(value, shown, names)) kept.push(pointer);
    else if (isMask(leaf) && (!isShown || masks.has(pointer))) strange.push([...names]);
    return leaf;
  });
  return { kept, strange };
}

/** Tells if no item moved in the arrays above a leaf. Two masks may be alike while their items are not. */
function hasStayed(value: unknown, shown: unknown, names: readonly string[]): boolean {
  const [name, ...rest] = names;
  if (name === undefined) return true;
  const [inside, wasInside] = [value, shown].map((holder) => (holder as JsonObject)[name]);
  if (Array.isArray(value) && Array.isArray(shown)) {
    const alike = shown.filter((item) => isDeepStrictEqual(item, inside)).length;
    const isSame = isDeepStrictEqual(inside, wasInside);
    const isClear = value.length === shown.length ? isSame || alike === 0 : isSame && alike === 1;
    if (!isClear) return false;
  }
  return hasStayed(inside, wasInside, rest);
}

const isMask = (leaf: unknown): boolean => typeof leaf === 'string' && MASK.test(leaf);

/**
 * Makes a mask: eight asterisks for a short secret and for anything but text, else four and the last four characters.
 */
function maskOf(leaf: unknown): string {
  if (typeof leaf !== 'string' || leaf.length < SHORT) return STARS;
  return `****${[...leaf].slice(-4).join('')}`;
}

/** Lists a pointer and its ancestors. */
function aboveOf(pointer: string): string[] {
  const steps = pointer.split('/');
  return steps.map((_, count) => steps.slice(0, count + 1).join('/'));
}

type Leaf = (leaf: unknown, pointer: string, names: readonly string[]) => unknown;

/** Copies a value with each leaf replaced. A leaf is a scalar or an empty container; the root is none. */
function mapLeaves(value: unknown, replace: Leaf, pointer = '', names: readonly string[] = []): unknown {
  const isContainer = typeof value === 'object' && value !== null;
  const members = isContainer ? Object.entries(value) : [];
  if (members.length === 0) return pointer === '' ? value : replace(value, pointer, names);
  const mapped = members.map(([name, item]): [string, unknown] => {
    const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
    return [name, mapLeaves(item, replace, `${pointer}/${step}`, [...names, name])];
  });
  return Array.isArray(value) ? mapped.map(([, item]) => item) : Object.fromEntries(mapped);
}
