import { type Run, sizeOf } from './run.ts';

/**
 * Makes the test for equality with one of the values. Its work depends on these values and on the names and sizes in
 * the tested one, but not on the texts and numbers there, which may be secrets: it goes on after a difference.
 *
 * @throws TooMuchWork
 */
export function isAmong(values: readonly unknown[]): (value: unknown, run: Run) => boolean {
  // A set takes 0 and -0 for the same, as JSON does
  const scalars = new Set(values.filter((value) => !isContainer(value)));
  const bySize = new Map<number, object[]>();
  for (const value of values.filter(isContainer)) {
    const alike = bySize.get(ownSize(value));
    if (alike === undefined) bySize.set(ownSize(value), [value]);
    else alike.push(value);
  }
  return (value, run) => {
    if (!isContainer(value)) return scalars.has(value);
    if (bySize.size === 0) return false;
    let found = false;
    for (const one of bySize.get(sizeOf(value, run)) ?? []) if (isEqual(one, value, run)) found = true;
    return found;
  };
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const ownSize = (value: object): number => (Array.isArray(value) ? value : Object.keys(value)).length;

function isEqual(one: unknown, value: unknown, run: Run): boolean {
  if (!isContainer(one) || !isContainer(value)) return one === value;
  run.work.spend(0.25);
  if (Array.isArray(one) !== Array.isArray(value)) return false;
  const names = Array.isArray(one) ? undefined : Object.keys(one);
  const size = names === undefined ? (one as unknown[]).length : names.length;
  if (size !== sizeOf(value, run)) return false;
  run.work.spend(size / (names === undefined ? 8 : 2));
  let equal = true;
  for (let i = 0; i < size; i++) {
    const name = (names?.[i] ?? i) as keyof object;
    const isHeld = names === undefined || Object.hasOwn(value, name);
    if (!isHeld || !isEqual(one[name], value[name], run)) equal = false;
  }
  return equal;
}
