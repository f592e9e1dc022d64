import { isObject } from '../json/object.ts';
import { draftOf } from './draft.ts';
import { SchemaIndex } from './schema-index.ts';

const known = new WeakMap<object, SchemaIndex>();

/** Notes the index of an equal schema as that of a schema object. */
export function shareIndex(schema: unknown, index: SchemaIndex): void {
  if (isObject(schema)) known.set(schema, index);
}

/** Returns the index of a schema, made once for each schema object. The object must not change any more. */
export function indexOf(schema: unknown): SchemaIndex {
  if (!isObject(schema)) return new SchemaIndex(schema);
  const found = known.get(schema) ?? new SchemaIndex(schema, draftOf(schema));
  known.set(schema, found);
  return found;
}
