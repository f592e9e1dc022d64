import { isObject, ownValue } from '../json/object.ts';
import type { SchemaIndex, Subschema } from './schema-index.ts';

type Scalar = string | number | boolean | null;

/** The first requirements of a schema: the types of its value, and the scalars allowed for named properties. */
export interface BranchSignature {
  readonly types: ReadonlySet<string> | undefined;
  readonly tags: ReadonlyMap<string, ReadonlySet<Scalar>>;
  /** The number of subschemas and scalars that were read. */
  readonly read: number;
}

/** Reads the signature of a subschema, through references and `allOf`. */
export function signatureOf(index: SchemaIndex, subschema: Subschema): BranchSignature {
  let types: Set<string> | undefined;
  const tags = new Map<string, Set<Scalar>>();
  let read = 0;
  for (const merged of mergedSubschemas(index, subschema)) {
    const { schema } = merged;
    read += 1;
    if (!isObject(schema) || index.isOverridden(merged)) continue;
    const declared = ownValue(schema, 'type');
    if (typeof declared === 'string') types = intersectTypes(types, [declared]);
    else if (Array.isArray(declared)) types = intersectTypes(types, declared);
    const properties = ownValue(schema, 'properties');
    for (const [name, property] of isObject(properties) ? Object.entries(properties) : []) {
      const values = scalarsOf(property);
      read += 1 + (values?.length ?? 0) / 8;
      if (values !== undefined) tags.set(name, intersect(tags.get(name), values));
    }
  }
  return { types, tags, read };
}

/** False when the signature already rules the value out: wrong type, or a tag with another value. */
export function mayApply(signature: BranchSignature, value: unknown): boolean {
  return typeFits(signature, value) && disputedTags(signature, value).length === 0;
}

/** True when the signature allows the value's type. */
export function typeFits({ types }: BranchSignature, value: unknown): boolean {
  if (types === undefined) return true;
  const type = jsonType(value);
  return types.has(type) || (type === 'number' && types.has('integer') && Number.isInteger(value));
}

/** Returns the names of the tags that the value has with a scalar the signature does not allow. */
export function disputedTags({ tags }: BranchSignature, value: unknown): string[] {
  if (!isObject(value)) return [];
  return [...tags].flatMap(([name, allowed]) =>
    Object.hasOwn(value, name) && !allowed.has(value[name] as Scalar) ? [name] : [],
  );
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const MOST_MERGED = 200;

/**
 * Returns the subschema and everything that certainly applies with it: the targets of its `$ref` and its `allOf`. A
 * dynamic reference may lead elsewhere.
 */
function mergedSubschemas(index: SchemaIndex, start: Subschema): Subschema[] {
  const merged = new Map<unknown, Subschema>();
  const pending = [start];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (merged.has(next.schema)) continue;
    merged.set(next.schema, next);
    if (merged.size === MOST_MERGED) break;
    if (!index.isOverridden(next)) pending.push(...index.under(next, 'allOf'));
    for (const { keyword, to } of index.referencesOf(next)) {
      if (keyword === '$ref' && typeof to === 'object') pending.push(to);
    }
  }
  return [...merged.values()];
}

function scalarsOf(schema: unknown): Scalar[] | undefined {
  if (!isObject(schema)) return undefined;
  const values = Object.hasOwn(schema, 'const') ? [schema.const] : ownValue(schema, 'enum');
  if (!Array.isArray(values) || values.length === 0 || !values.every(isScalar)) return undefined;
  return values;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value !== 'object' || value === null;
}

/** Every integer is a number too. */
function intersectTypes(known: Set<string> | undefined, types: readonly string[]): Set<string> {
  const both = intersect(known, types);
  const [some, others] = [new Set(types), known ?? new Set()];
  const isInteger =
    (some.has('integer') && others.has('number')) || (some.has('number') && others.has('integer'));
  return isInteger && !both.has('number') ? both.add('integer') : both;
}

function intersect<T>(known: Set<T> | undefined, values: readonly T[]): Set<T> {
  return new Set(known === undefined ? values : values.filter((value) => known.has(value)));
}
