import type { PointerProblem } from '@berth/json-schema';
import { getAt, isObject, type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { filterInSlices } from '@berth/kernel';
import type { JsonObject, ValueDocument } from './document.ts';
import { valueProblems } from './errors.ts';
import { type Specification, secretsOf } from './secrets.ts';

/**
 * Finds the leaves that were stored as secrets and that the specification does not call secret in this effective value,
 * where they still have that content. An object that has no members hides nothing.
 */
export async function exposedSecrets(
  specification: Specification,
  effective: JsonObject,
  own: ValueDocument,
  base: ValueDocument | null,
): Promise<PointerProblem[]> {
  const mine = new PointerSet(writtenLeaves(own.value));
  const isStill = (pointer: Pointer): boolean => {
    const leaf = getAt(effective, pointer);
    return leaf !== undefined && !isObject(leaf);
  };
  const fromOwn = await filterInSlices(
    Object.keys(own.bound),
    (pointer) => mine.touches(pointer) && isStill(pointer),
  );
  const fromVault = await filterInSlices(
    Object.keys(base?.bound ?? {}),
    (pointer) => !mine.touches(pointer) && isStill(pointer),
  );
  if (fromOwn.length + fromVault.length === 0) return [];
  const secret = new Set(await secretsOf(specification, effective, []));
  const problems = (
    pointers: readonly Pointer[],
    text: Pick<PointerProblem, 'code' | 'message'>,
  ): PointerProblem[] => pointers.filter((path) => !secret.has(path)).map((path) => ({ ...text, path }));
  return [
    ...problems(fromOwn, valueProblems.keptSecret.text),
    ...problems(fromVault, valueProblems.keptSecretOfVault.text),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}
