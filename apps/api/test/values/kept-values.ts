import { getAt } from '../../../../packages/json-schema/src/index.ts';

export const isCanary = (text: unknown): boolean => typeof text === 'string' && text.startsWith('canary-');

export const inArray = (value: unknown, path: readonly string[]): boolean =>
  path.some((_, depth) => Array.isArray(getAt(value, path.slice(0, depth))));

/** Lists the paths to every scalar and every empty container. */
export function scalarsOf(value: unknown, path: string[] = []): string[][] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (members.length === 0) return [path];
  return members.flatMap(([name, member]) => scalarsOf(member, [...path, name]));
}

/** Adds a text to every array that has texts, so that the array differs and keeps its other items. */
export function withItems(value: unknown, text: () => string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withItems(item, text));
    return typeof value[0] === 'string' ? [...items, text()] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withItems(item, text)]));
}
