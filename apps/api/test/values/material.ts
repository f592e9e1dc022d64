import { checkValue, getAt, secretLeaves, validatorFor } from '../../../../packages/json-schema/src/index.ts';
import type { CorpusFile, Mutant } from '../support/corpus-files.ts';
import { placesOf, plant, withAt } from '../support/secrecy-canaries.ts';
import type { Json } from './model.ts';

/** What the sequences of one schema are made of. */
export interface Material {
  file: string;
  schema: Json;
  /** Valid values that differ in what the schema lets differ. The first one has the fewest members. */
  values: [Json, ...Json[]];
  mutants: Mutant[];
  /** The secrets of all the values, each one of a kind. */
  secrets: Set<string>;
  /** Secrets that the schema does not let be told apart from others. */
  unrecognisable: number;
}

/** Null for the files whose schema is itself wrong. */
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

/** The value with other numbers and truths, wherever the schema accepts them. */
function varied(schema: Json, valid: Json): Json {
  const validator = validatorFor(schema);
  return placesOf(valid).reduce((value, { path, value: old }) => {
    const other = typeof old === 'boolean' ? !old : typeof old === 'number' ? old + 1 : undefined;
    if (other === undefined) return value;
    const attempt = withAt(value, path, other) as Json;
    return checkValue(validator, attempt).length > 0 ? value : attempt;
  }, valid);
}
