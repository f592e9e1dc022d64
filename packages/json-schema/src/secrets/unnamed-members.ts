import type { Pointer } from '../json/pointer.ts';
import { walkLeaves } from '../walk/leaf-walk.ts';

/**
 * Returns pointers to every member of an object, at any depth, whose name is the caller's own: no `properties` that may
 * apply to the object has it. Such is a header in a map of headers. Items of arrays have no names.
 */
export function unnamedMembers(schema: unknown, value: unknown): Pointer[] {
  const unnamed: Pointer[] = [];
  walkLeaves<'object' | 'array'>(schema, value, 'array', ({ pointer, value, subschemas }, holder) => {
    const isNamed = holder === 'array' || subschemas.some(({ keyword }) => keyword === 'properties');
    if (!isNamed) unnamed.push(pointer);
    return Array.isArray(value) ? 'array' : 'object';
  });
  return unnamed;
}
