import type { Pointer } from '../json/pointer.ts';
import { walkLeaves } from '../walk/leaf-walk.ts';
import { isMarkedSecret } from './secret-subschemas.ts';

/**
 * Returns pointers to the leaves that `secretLeaves` calls secret only because the schema does not describe them: no
 * mark of the schema is at them or above them.
 */
export function undescribedLeaves(schema: unknown, value: unknown): Pointer[] {
  const leaves: Pointer[] = [];
  walkLeaves<'open'>(schema, value, 'open', ({ pointer, isLeaf, undescribed, applying, tested }, above) => {
    if (isLeaf && undescribed && above) leaves.push(pointer);
    return above && ![...applying, ...tested].some(({ schema }) => isMarkedSecret(schema))
      ? above
      : undefined;
  });
  return leaves;
}
