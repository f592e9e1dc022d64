import { isObject, ownValue } from '../json/object.ts';
import { parsePointer, toPointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import type { SecretOptions } from '../secrets/secret-leaves.ts';
import { secrecyOf, secretPaths } from '../secrets/secret-paths.ts';
import { patchProblems } from './errors.ts';
import { literalsOf, type Operation } from './operation.ts';
import { mayMeet, type Tracked, track } from './track.ts';

/** A schema and its further marks. */
export interface Marked extends SecretOptions {
  readonly schema: unknown;
}

/**
 * Lists the operations that take a secret of the schema before to a place that the schema after does not call secret,
 * and those that ask about one: by the marks alone, in any branch. `migrateBetween` decides the rest for each value.
 */
export function exposures(operations: readonly Operation[], before: Marked, after: Marked): PointerProblem[] {
  const paths = secretPaths(before.schema, before).flatMap((path) => {
    const segments = parsePointer(path);
    return segments === undefined ? [] : [segments];
  });
  const problems: PointerProblem[] = [];
  for (const [index, here] of track(paths, operations)) {
    if (here === undefined) return [...problems, patchProblems.tooIntricate()];
    const operation = operations[index];
    if (operation === undefined) return [...problems, ...exposed(here, after)];
    const isAsked = operation.op === 'test' || operation.op === 'map';
    if (isAsked && here.some(({ place }) => mayMeet(operation.path, place)))
      problems.push(patchProblems.asksSecret(`/${index}/path`));
  }
  return problems;
}

/** Lists the operations that took content to a place that is no secret. */
function exposed(places: readonly Tracked[], after: Marked): PointerProblem[] {
  if (after.visibility === 'encrypted') return [];
  const secrecy = secrecyOf(after.schema, after);
  const found = new Map<number, PointerProblem>();
  for (const { place, by } of places) {
    if (by === null || found.has(by)) continue;
    const here = secrecy(place);
    if (here === 'unknown') found.set(by, patchProblems.tooIntricate(`/${by}`));
    if (here === 'plain') found.set(by, patchProblems.exposes({ place: toPointer(place) }, `/${by}`));
  }
  return [...found.values()];
}

/** Lists the operations that write a literal to a place that the schema or a path marks secret, in any branch. */
export function literalSecrets(operations: readonly Operation[], after: Marked): PointerProblem[] {
  const secrecy = secrecyOf(after.schema, after);
  return operations.flatMap((operation, index) => {
    const leaves = literalsOf(operation).flatMap((value) => leavesOf(value, operation.path));
    const [, ends] = [...track(unique(leaves), operations, index + 1)].at(-1) ?? [];
    if (ends === undefined) return [patchProblems.tooIntricate(`/${index}`)];
    for (const { place } of ends) {
      const found = secrecy(place);
      if (found === 'unknown') return [patchProblems.tooIntricate(`/${index}`)];
      if (found === 'marked') return [patchProblems.literalSecret({ place: toPointer(place) }, `/${index}`)];
    }
    return [];
  });
}

/** Lists the places of the leaves of a literal that can hold a secret. */
function leavesOf(value: unknown, at: readonly string[]): (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...at, String(index)]));
  if (isObject(value))
    return Object.keys(value).flatMap((name) => leavesOf(ownValue(value, name), [...at, name]));
  return isEmptyLeaf(value) ? [] : [at];
}

/** True for a literal that tells nothing at the place of a secret. */
export const isEmptyLeaf = (value: unknown): boolean =>
  value === null || value === '' || typeof value === 'boolean';

function unique(places: readonly (readonly string[])[]): (readonly string[])[] {
  const known = new Map(places.map((place) => [toPointer(place), place]));
  return [...known.values()];
}
