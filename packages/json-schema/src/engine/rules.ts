import { isObject } from '../json/object.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { arrayChecks } from './array-keywords.ts';
import { combinedChecks } from './combined-keywords.ts';
import { fault } from './fault.ts';
import { objectChecks, unevaluatedMembers } from './object-keywords.ts';
import type { Env } from './reading.ts';
import { referenceChecks } from './reference-keywords.ts';
import { add, type Check, type Rules } from './run.ts';
import { numberChecks, stringChecks, valueChecks } from './scalar-keywords.ts';

const NONE: readonly Check[] = [];
const REFUSE: Check = (_value, run) => void add(run, fault('false schema', run.at));

/** Reads the keywords of a subschema into rules. */
export function rulesFrom(env: Env, subschema: Subschema): Rules {
  const { schema } = subschema;
  const nothing = { subschema, weight: 1, number: NONE, string: NONE, array: NONE, object: NONE };
  if (!isObject(schema)) return { ...nothing, all: schema === false ? [REFUSE] : NONE };
  const reading = { env, subschema, schema, draft: env.index.draftOf(subschema) };
  if (env.index.isOverridden(subschema)) return { ...nothing, all: referenceChecks(reading) };
  return {
    subschema,
    weight: weightOf(schema),
    all: [...valueChecks(reading), ...combinedChecks(reading)],
    number: numberChecks(reading),
    string: stringChecks(reading),
    array: arrayChecks(reading),
    object: [...objectChecks(reading), ...unevaluatedMembers(reading)],
  };
}

/** Weighs one evaluation of a subschema, beside those of its subschemas. */
function weightOf(schema: Record<string, unknown>): number {
  const compared = [schema.enum, schema.const].filter((value) => typeof value === 'object');
  const characters = compared.reduce<number>((sum, value) => sum + JSON.stringify(value).length, 0);
  const names = Array.isArray(schema.required) ? schema.required.length : 0;
  return 1 + Math.ceil(characters / 64) + Math.ceil(names / 8);
}
