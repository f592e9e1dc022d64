/** A JSON Pointer in its string form (RFC 6901): `''` is the whole document, `/a~1b/0` is item 0 of `a/b`. */
export type Pointer = string;

/** Joins unescaped segments to a JSON Pointer (RFC 6901 §3): `~` becomes `~0`, `/` becomes `~1`. */
export function toPointer(segments: readonly (string | number)[]): Pointer {
  let pointer = '';
  for (const segment of segments) pointer = childPointer(pointer, segment);
  return pointer;
}

/** Appends a segment to the pointer of the parent. */
export function childPointer(parent: Pointer, segment: string | number): Pointer {
  if (typeof segment === 'number' || !/[~/]/.test(segment)) return `${parent}/${segment}`;
  return `${parent}/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * Splits a JSON Pointer into unescaped segments; `undefined` for a malformed one (it must be empty or start with `/`,
 * and every `~` must be followed by `0` or `1`).
 */
export function parsePointer(pointer: string): string[] | undefined {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) return undefined;
  const segments = pointer.slice(1).split('/');
  if (!pointer.includes('~')) return segments;
  if (/~(?![01])/.test(pointer)) return undefined;
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Returns the value at a pointer (RFC 6901 §4), following own members only. `undefined` when there is no value or the
 * pointer is malformed; an array index is `0` or digits without a leading zero, and `-` leads nowhere.
 */
export function getAt(document: unknown, pointer: Pointer | readonly string[]): unknown {
  const segments = typeof pointer === 'string' ? parsePointer(pointer) : pointer;
  if (segments === undefined) return undefined;
  let value = document;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!hasMember(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

/** True when a segment of a pointer names an own member of an object or an item of an array. */
export function hasMember(holder: object, segment: string): boolean {
  return Object.hasOwn(holder, segment) && (!Array.isArray(holder) || isIndex(segment));
}

const isIndex = (segment: string): boolean => /^(?:0|[1-9]\d*)$/.test(segment);
