import { ownValue } from '../json/object.ts';

/** Makes the test for equality with one of the values. Its time depends on these values, not on the tested one. */
export function isAmong(values: readonly unknown[]): (value: unknown) => boolean {
  // A set takes 0 and -0 for the same, as JSON does
  const scalars = new Set(values.filter((value) => !isContainer(value)));
  const containers = values.filter(isContainer);
  return (value) => (isContainer(value) ? containers.some((one) => isEqual(one, value)) : scalars.has(value));
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isEqual(one: unknown, value: unknown): boolean {
  if (one === value) return true;
  if (!isContainer(one) || !isContainer(value) || Array.isArray(one) !== Array.isArray(value)) return false;
  const names = Object.keys(one);
  if (Array.isArray(value) ? value.length !== names.length : !hasCount(value, names.length)) return false;
  return names.every(
    (name) => Object.hasOwn(value, name) && isEqual(ownValue(one, name), ownValue(value, name)),
  );
}

/** True when an object has so many members. Counts no further than that. */
function hasCount(value: object, count: number): boolean {
  let members = 0;
  for (const name in value) {
    if (Object.hasOwn(value, name)) members += 1;
    if (members > count) return false;
  }
  return members === count;
}
