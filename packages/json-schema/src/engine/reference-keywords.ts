import { ownValue } from '../json/object.ts';
import type { Reading } from './reading.ts';
import { applyHere, type Check, type Run } from './run.ts';

/** Reads `$ref`, `$dynamicRef` and `$recursiveRef`. */
export function referenceChecks(reading: Reading): Check[] {
  const { env, subschema, schema } = reading;
  return env.index.referencesOf(subschema).flatMap(({ keyword, to }): Check[] => {
    if (typeof to !== 'object') return [];
    const rules = env.rulesOf(to);
    const dynamic = keyword === '$ref' ? undefined : dynamicTarget(reading, keyword, schema, to.schema);
    if (dynamic === undefined) return [(value, run) => void applyHere(rules(), value, run, true)];
    return [(value, run) => void applyHere((dynamic(run) ?? rules)(), value, run, true)];
  });
}

/**
 * Finds the target of a dynamic reference: the outermost resource on the way here that has the same dynamic anchor.
 * `undefined` for a reference whose static target has none, which is then like any other.
 */
function dynamicTarget(
  { env }: Reading,
  keyword: string,
  schema: Reading['schema'],
  target: unknown,
): ((run: Run) => ReturnType<typeof env.rulesOf> | undefined) | undefined {
  const holder = typeof target === 'object' && target !== null ? target : {};
  const reference = String(ownValue(schema, keyword));
  const anchor = keyword === '$dynamicRef' ? reference.slice(reference.indexOf('#') + 1) : '';
  const isDynamic =
    keyword === '$dynamicRef'
      ? ownValue(holder, '$dynamicAnchor') === anchor
      : ownValue(holder, '$recursiveAnchor') === true;
  if (!isDynamic) return undefined;
  return (run) => {
    let outermost: ReturnType<typeof env.rulesOf> | undefined;
    for (let scope = run.scope; scope !== undefined; scope = scope.up) {
      const found = env.index.dynamicAnchor(scope.base, keyword, anchor);
      if (found !== undefined) outermost = env.rulesOf(found);
      // A resource that is not marked recursive ends the search outwards
      else if (keyword === '$recursiveRef') break;
    }
    return outermost;
  };
}
