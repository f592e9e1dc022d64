/** A JSON Pointer (RFC 6901). */
export type Pointer = string;

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');

/** Makes the pointer of a path. */
export const pointerOf = (path: readonly (string | number)[]): Pointer =>
  path.map((step) => `/${escaped(String(step))}`).join('');

/** Returns the steps of a pointer. */
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

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the member that an object has itself, or the item of an array; undefined where there is none. */
export const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** Reads the value at a pointer; undefined where there is none. */
export const valueAt = (value: unknown, pointer: Pointer): unknown =>
  pathOf(pointer).reduce<unknown>((at, step) => own(at, step), value);

/** True when a marked path leads to a value path or above it. `*` in the mark stands for any step. */
export function marks(mark: Pointer, path: Pointer): boolean {
  const [wanted, steps] = [pathOf(mark), pathOf(path)];
  return wanted.length <= steps.length && wanted.every((step, at) => step === '*' || step === steps[at]);
}
