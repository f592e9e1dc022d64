import { createHash } from 'node:crypto';

interface OpenContainer {
  readonly value: object;
  /** The sorted names of an object; `undefined` for an array. */
  readonly names: readonly string[] | undefined;
  index: number;
}

/**
 * Returns the same text for equal JSON values, by RFC 8785 (JCS): names sorted by UTF-16 code unit, no white space,
 * numbers and strings as ECMAScript writes them. Includes own enumerable members only and leaves out `undefined` ones,
 * as JSON.stringify does. A lone surrogate is escaped where RFC 8785 would refuse it. Does not recurse, so depth cannot
 * exhaust the stack.
 *
 * @throws TypeError for values that JSON cannot hold: functions, symbols, bigints, NaN, infinities, cycles.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return scalarJson(value);
  const parts: string[] = [];
  const open: OpenContainer[] = [];
  const ancestors = new Set<object>();

  const write = (item: unknown): void => {
    if (typeof item !== 'object' || item === null) {
      parts.push(scalarJson(item));
      return;
    }
    if (ancestors.has(item)) throw new TypeError('the value contains itself');
    ancestors.add(item);
    const names = Array.isArray(item) ? undefined : definedNames(item);
    parts.push(names === undefined ? '[' : '{');
    open.push({ value: item, names, index: 0 });
  };

  write(value);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const size = top.names === undefined ? (top.value as unknown[]).length : top.names.length;
    if (top.index === size) {
      parts.push(top.names === undefined ? ']' : '}');
      ancestors.delete(top.value);
      open.pop();
      continue;
    }
    if (top.index > 0) parts.push(',');
    const position = top.index++;
    if (top.names === undefined) {
      write((top.value as unknown[])[position]);
    } else {
      const name = top.names[position] as string;
      parts.push(JSON.stringify(name), ':');
      write((top.value as Record<string, unknown>)[name]);
    }
  }
  return parts.join('');
}

/** Computes the SHA-256 of the canonical JSON (UTF-8), as lower-case hex. Throws as {@link canonicalJson} does. */
export function contentHash(value: unknown): string {
  return textHash(canonicalJson(value));
}

/** Computes the SHA-256 of a text (UTF-8), as lower-case hex. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function definedNames(object: object): string[] {
  return Object.keys(object)
    .filter((name) => (object as Record<string, unknown>)[name] !== undefined)
    .sort();
}

function scalarJson(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  throw new TypeError(`JSON cannot hold a ${typeof value === 'number' ? 'non-finite number' : typeof value}`);
}
