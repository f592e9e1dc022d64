import { checkValue, getAt, secretLeaves, validatorFor } from '../../../../packages/json-schema/src/index.ts';
import type { CorpusFile, Mutant } from '../support/corpus-files.ts';
import { placesOf, plant, withAt } from '../support/secrecy-canaries.ts';
import type { Json } from './model.ts';

/** The input for the sequences of one schema. */
export interface Material {
  file: string;
  schema: Json;
  /** Valid values that differ as far as the schema allows. The first one has the fewest members. */
  values: [Json, ...Json[]];
  mutants: Mutant[];
  /** The secrets of all the values, each unique. */
  secrets: Set<string>;
  /** The number of secrets that the schema does not allow to be unique. */
  unrecognisable: number;
}

/** Makes the material of a file; null when its schema is invalid itself. */
export function materialOf({ file, schema, instances }: CorpusFile): Material | null {
  if (!instances) return null;
  const secrets = new Set<string>();
  let unrecognisable = 0;
  const make = (valid: Json, change: boolean): Json => {
    const { value, canaries } = plant({ config_schema: schema }, change ? varied(schema, valid) : valid);
    const recognisable = new Set(canaries);
    for (const pointer of secretLeaves(schema, value, { visibility: 'plain', marked: [] })) {
      const leaf = getAt(value, pointer);
      if (typeof leaf !== 'string') continue;
      if (recognisable.has(leaf)) secrets.add(leaf);
      else unrecognisable += 1;
    }
    return value;
  };
  const full = instances.validFull ?? instances.valid;
  const values: Material['values'] = [
    make(instances.valid, false),
    make(full, false),
    make(full, true),
    make(instances.valid, true),
  ];
  return { file, schema, values, mutants: instances.invalid, secrets, unrecognisable };
}

/** Returns the value with other numbers and booleans, wherever the schema accepts them. */
function varied(schema: Json, valid: Json): Json {
  const validator = validatorFor(schema);
  return placesOf(valid).reduce((value, { path, value: old }) => {
    const other = typeof old === 'boolean' ? !old : typeof old === 'number' ? old + 1 : undefined;
    if (other === undefined) return value;
    const attempt = withAt(value, path, other) as Json;
    return checkValue(validator, attempt).length > 0 ? value : attempt;
  }, valid);
}
