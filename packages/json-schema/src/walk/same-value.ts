import type { Subschema } from '../schema/schema-index.ts';
import type { Descent } from './descent.ts';

/** The keywords whose subschemas may apply to the same value as the one that has them. */
const BRANCHES = ['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas', 'dependencies'];
const WITH_CONDITION = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas', 'dependencies'];

/**
 * Returns subschemas and all others that may apply to the same value, in whatever branch. A condition (`if`) describes
 * no value; `conditions` takes it too.
 */
export function sameValue(
  descent: Descent,
  subschemas: readonly Subschema[],
  { conditions = false }: { conditions?: boolean } = {},
): Set<Subschema> {
  const keywords = conditions ? WITH_CONDITION : BRANCHES;
  return descent.closure(subschemas, (subschema) =>
    keywords.flatMap((keyword) => descent.index.under(subschema, keyword)),
  );
}
