import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { SUBSCHEMA_MAP } from '../schema/keywords.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { Marks } from '../secrets/marks.ts';
import { placesOfSecrets } from '../secrets/secret-paths.ts';
import { isMarkedSecret } from '../secrets/secret-subschemas.ts';
import { Descent } from '../walk/descent.ts';
import { sameValue } from '../walk/same-value.ts';
import { stepsBelow } from '../walk/steps-below.ts';

// A schema of a few hundred bytes can describe 2^40 places
const MOST_STEPS = 2_000;

/**
 * Tells if a secret has one possible value, so that the schema itself tells it: a secret that the schema marks, or one
 * at `secretPaths`. The mark and the value may stand in different subschemas of a place. True also for a schema with
 * too many places to look at. Takes any schema that was read from JSON text.
 */
export const hasSecretConstant = (schema: unknown, secretPaths: readonly Pointer[] = []): boolean =>
  isToldIn(schema, false, false) || isToldAtPlace(schema, secretPaths);

/** Looks through the text of a schema, also where no place of a value leads. */
function isToldIn(value: unknown, isMap: boolean, isSecret: boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => isToldIn(item, false, isSecret));
  if (!isObject(value)) return false;
  const isMarked = isSecret || (!isMap && isMarkedSecret(value));
  if (!isMap && isMarked && isConstant(value)) return true;
  return Object.entries(value).some(([name, below]) =>
    isToldIn(below, !isMap && SUBSCHEMA_MAP.has(name), isMarked),
  );
}

/** Looks at the places of a value, each with all subschemas that may apply to it. */
function isToldAtPlace(schema: unknown, secretPaths: readonly Pointer[]): boolean {
  const search = { most: MOST_STEPS, isNamed: true };
  const found = placesOfSecrets(schema, { visibility: 'plain', marked: secretPaths }, search);
  if (!found.isWhole) return true;
  const descent = new Descent(indexOf(schema));
  const { index } = descent;
  const passed = { plain: new Set<unknown>(), secret: new Set<unknown>() };
  const walk = (subschemas: readonly Subschema[], marks: Marks, isInside: boolean): boolean => {
    if (descent.steps > MOST_STEPS) return true;
    const together = [...sameValue(descent, subschemas, { conditions: true })];
    const isSecret = isInside || marks.marksHere || together.some(({ schema: one }) => isMarkedSecret(one));
    const known = isSecret ? passed.secret : passed.plain;
    const here = together.filter(({ schema: one }) => isObject(one) && !known.has(one));
    if (isSecret && here.some(({ schema: one }) => isObject(one) && isConstant(one))) return true;
    for (const { schema: one } of here) known.add(one);
    const isBelow = stepsBelow(index, here).some((step) =>
      walk(step.subschemas, marks.below(step.isItem ? '0' : step.segment), isSecret),
    );
    for (const { schema: one } of here) known.delete(one);
    return isBelow;
  };
  return walk([index.root], Marks.of(found.paths), false);
}

/** True for one possible value. `null` stands for an absent one. */
const isConstant = (schema: Record<string, unknown>): boolean => {
  const values = ownValue(schema, 'enum');
  if (Object.hasOwn(schema, 'const')) return true;
  return Array.isArray(values) && values.filter((value) => value !== null).length === 1;
};
