import { isObject, objectOf, own } from './json.ts';

/** A JSON Pointer (RFC 6901). */
export type Pointer = string;
export type Path = readonly (string | number)[];

export const pointerOf = (path: Path): Pointer =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const pathOf = (pointer: Pointer): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** True for a pointer at or below another one. */
export const isWithin = (pointer: Pointer, above: Pointer): boolean =>
  pointer === above || pointer.startsWith(`${above}/`);

const INDEX = /^(?:0|[1-9]\d*)$/;

/** Reads the value at a path; undefined where there is none. */
export function getAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    if (!Array.isArray(at)) return own(at, String(step));
    return INDEX.test(String(step)) ? at[Number(step)] : undefined;
  }, value);
}

/** Reads the value at a pointer; undefined where there is none. */
export const valueAt = (value: unknown, pointer: Pointer): unknown => getAt(value, pathOf(pointer));

/** Writes a pointer as people read it: `/servers/0/host` → `servers.0.host`. */
export const readable = (pointer: Pointer): string => pathOf(pointer).join('.') || '(all)';

/** Copies a value with another content at a path. `undefined` removes a member. Missing objects are made. */
export function setAt(value: unknown, [step, ...rest]: Path, content: unknown): unknown {
  if (step === undefined) return content;
  if (Array.isArray(value)) {
    return value.map((item, i) => (i === Number(step) ? setAt(item, rest, content) : item));
  }
  const name = String(step);
  const below = setAt(own(value, name), rest, content);
  const entries = isObject(value) ? Object.entries(value).filter(([known]) => known !== name) : [];
  if (below === undefined) return objectOf(entries);
  const at = isObject(value) ? Object.keys(value).indexOf(name) : -1;
  return objectOf(entries.toSpliced(at < 0 ? entries.length : at, 0, [name, below]));
}
