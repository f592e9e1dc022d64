import type { Place } from '../schema/schema-index.ts';
import type { Descent } from './descent.ts';

/** The keywords whose subschemas may apply to the same value as the one that has them. */
const BRANCHES = ['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas', 'dependencies'];
const WITH_CONDITION = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas', 'dependencies'];

/**
 * Returns places and all subschemas that may apply to the same value, in whatever branch. A condition (`if`) describes
 * no value; `conditions` takes it too.
 */
export function sameValue(
  descent: Descent,
  places: readonly Place[],
  { conditions = false }: { conditions?: boolean } = {},
): Set<Place> {
  const keywords = conditions ? WITH_CONDITION : BRANCHES;
  return descent.closure(places, (place) =>
    keywords.flatMap((keyword) => descent.index.under(place, keyword)),
  );
}
