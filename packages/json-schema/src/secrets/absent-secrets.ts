import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';
import { Descent } from '../walk/descent.ts';
import { isMarkedSecret } from './secret-subschemas.ts';

// A schema of a few hundred bytes can describe 2^40 absent members
const MOST_ABSENT = 1000;
const MOST_VISITED = 100_000;

/**
 * Returns pointers to the secrets that a value could have and lacks, as far as the schema is certain of them: marked
 * secret (`writeOnly`, `format: password` and so on) and reached from the root by `properties` alone, through
 * references and `allOf`, not through unions, items or conditions. Includes those of absent objects, but not those
 * below a present value that is not an object. A root that is not an object counts as an empty object.
 *
 * The pointers are unique, in document order of the schema, at most 1,000. A recursive schema is followed to the end of
 * the value, and beyond it until a subschema repeats. Accepts any schema and any JSON value and never throws.
 */
export function absentSecrets(schema: unknown, value: unknown): Pointer[] {
  const descent = new Descent(indexOf(schema));
  const absent: Pointer[] = [];

  /** `passed` holds the subschemas passed since the value ended. */
  const walk = (item: unknown, at: Pointer, subschemas: readonly Subschema[], passed: Set<unknown>): void => {
    const fresh = subschemas.flatMap(({ schema }) => (passed.has(schema) ? [] : [schema]));
    for (const schema of fresh) passed.add(schema);
    for (const [name, property] of membersOf(subschemas)) {
      descent.steps += property.length;
      if (descent.steps > MOST_VISITED || absent.length >= MOST_ABSENT) break;
      const isThere = isObject(item) && Object.hasOwn(item, name);
      const child = isThere ? ownValue(item, name) : undefined;
      if (isThere && !isObject(child)) continue;
      const pointer = childPointer(at, name);
      const below = descent.together(property);
      if (isThere) {
        walk(child, pointer, below, new Set());
        continue;
      }
      if (below.some(({ schema }) => isMarkedSecret(schema))) absent.push(pointer);
      const further = below.filter(({ schema }) => !passed.has(schema));
      walk(undefined, pointer, further, passed);
    }
    for (const schema of fresh) passed.delete(schema);
  };

  const listed = new Map<object, Members>();
  /** Lists the properties of one subschema, read once for each. */
  const listedBy = (subschema: Subschema): Members => {
    const properties = isObject(subschema.schema) ? ownValue(subschema.schema, 'properties') : undefined;
    if (!isObject(properties)) return NO_MEMBERS;
    const known = listed.get(properties) ?? membersBy(descent.index, subschema, Object.keys(properties));
    listed.set(properties, known);
    return known;
  };
  const membersOf = (subschemas: readonly Subschema[]): Members => {
    const [first = NO_MEMBERS, ...others] = subschemas.map(listedBy).filter((members) => members.size > 0);
    if (others.length === 0) return first;
    const together = new Map(first);
    for (const members of others)
      for (const [name, more] of members) together.set(name, [...(together.get(name) ?? []), ...more]);
    return together;
  };

  walk(value, '', descent.together([descent.index.root]), new Set());
  return absent;
}

/** The subschemas of properties by name. */
type Members = ReadonlyMap<string, readonly Subschema[]>;

const NO_MEMBERS: Members = new Map();

const membersBy = (index: SchemaIndex, subschema: Subschema, names: readonly string[]): Members =>
  new Map(
    names.flatMap((name) => {
      const property = index.named(subschema, 'properties', name);
      return property === undefined ? [] : [[name, [property]] as const];
    }),
  );
