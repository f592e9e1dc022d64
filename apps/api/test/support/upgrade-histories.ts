import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { objectsOf } from '../../../../packages/json-schema/src/diff/sample.ts';
import { shapeOf } from '../../../../packages/json-schema/src/diff/shape.ts';
import { checkValue, validatorFor } from '../../../../packages/json-schema/src/index.ts';
import { Work } from '../../../../packages/json-schema/src/json/work.ts';

/*
 * The schemas of successive versions of real providers. They stand beside the project, not in it: a run without them
 * says so and skips their tests.
 */

export interface History {
  file: string;
  versions: { version: string; schema: Record<string, unknown> }[];
  /** Upgrades in which a config that was valid became invalid, with the errors of another validator. */
  breaking: { from: string; to: string; instance: Record<string, unknown>; errors: string[] }[];
}

const shared = process.env.BERTH_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
const folder = resolve(shared, 'corpus/upgrades');

/** Every history; null when the folder is missing. */
export const histories: History[] | null = existsSync(folder) ? readHistories() : null;

/** The message of a skipped test. */
export const needsHistories = `${folder} is not there`;
// The reporter of `npm test` does not show why a test was skipped.
if (histories === null)
  process.stderr.write(`Tests on real histories of providers are skipped: ${needsHistories}\n`);

function readHistories(): History[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => {
      const { versions, breaking = [] } = JSON.parse(readFileSync(resolve(folder, file), 'utf8'));
      return { file, versions, breaking };
    });
}

/** Makes values that a schema accepts: with the required members, with every member, and with some of them. */
export function valuesOf(schema: Record<string, unknown>, most: number): Record<string, unknown>[] {
  const validator = validatorFor(schema);
  const shape = shapeOf(validator, [validator.index.root], new Work(1_000_000));
  const values: Record<string, unknown>[] = [];
  for (const value of objectsOf(shape, { left: 4_000 })) {
    if (values.length === most) break;
    if (value === undefined) continue; // a pause of the search
    if (checkValue(validator, value).length === 0) values.push(value as Record<string, unknown>);
  }
  return values;
}

/** The places that an error of the other validator names: of a missing member, that member. */
function placeOf(error: string): string {
  const [, at = '', missing] = /^(\S*) must have required property '(.*)'$/.exec(error) ?? [];
  return missing === undefined ? (error.split(' ')[0] ?? '') : `${at}/${missing}`;
}

/** True when a place is a recorded one. Of a choice, another validator may name members of another branch. */
export function isRecorded(place: string, errors: readonly string[]): boolean {
  const holder = (pointer: string) => pointer.slice(0, pointer.lastIndexOf('/'));
  return errors
    .map(placeOf)
    .some((recorded) => recorded === place || (holder(place) !== '' && holder(recorded) === holder(place)));
}
