import { isObject } from '../json/object.ts';
import { Work } from '../json/work.ts';
import { sharedPattern } from '../pattern/shared-patterns.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';
import type { Fault } from './fault.ts';
import type { Env } from './reading.ts';
import { rulesFrom } from './rules.ts';
import { apply, type Lazy, MOST_FAULTS, type Rules } from './run.ts';
import { nothingSeen } from './seen.ts';
import { MAX_STEPS } from './steps.ts';
import type { Secrets } from './veil.ts';

/** A schema that checks values. It interprets the schema, so that making one takes no time. */
export interface Engine {
  /** The steps of the last check. */
  readonly spent: number;
  /**
   * Checks a value against a subschema and returns its faults, about `most`; empty when it fits. The caller
   * bounds the depth of the value. The work does not depend on the content of the secrets.
   *
   * @throws TooMuchWork; RangeError when the schema refers to itself too deeply.
   */
  check(subschema: Subschema, value: unknown, most?: number, secrets?: Secrets): readonly Fault[];
}

/** Makes the engine of a schema that has been inspected. */
export function createEngine(index: SchemaIndex): Engine {
  const asksForSeen = index.subschemas.some(
    ({ schema }) => isObject(schema) && ('unevaluatedProperties' in schema || 'unevaluatedItems' in schema),
  );
  const known = new Map<unknown, Lazy>();
  const env: Env = { index, rulesOf, pattern: sharedPattern };
  let work = new Work(MAX_STEPS);

  function rulesOf(subschema: Subschema): Lazy {
    // A boolean is no object of its own: the same rules serve wherever it stands
    const found = known.get(subschema.schema);
    if (found !== undefined) return found;
    let rules: Rules | undefined;
    const lazy = () => (rules ??= rulesFrom(env, subschema));
    known.set(subschema.schema, lazy);
    return lazy;
  }

  return {
    get spent() {
      return work.spent;
    },
    check: (subschema, value, limit = MOST_FAULTS, secrets = undefined) => {
      work = new Work(MAX_STEPS);
      const faults: Fault[] = [];
      const seen = asksForSeen ? nothingSeen() : null;
      const most = secrets?.at === undefined ? limit : Number.POSITIVE_INFINITY;
      const hidden = { veil: secrets?.veil, veiled: secrets?.at, names: new Map<object, string[]>() };
      apply(rulesOf(subschema)(), value, {
        work,
        at: undefined,
        faults,
        most,
        seen,
        scope: undefined,
        ...hidden,
      });
      return faults;
    },
  };
}
