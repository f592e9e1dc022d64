import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { SchemaIndex } from '../schema/schema-index.ts';

/**
 * Returns pointers to every subschema marked secret (`writeOnly`, `format: password`, `airbyte_secret`, `secret`,
 * `x-secret`), through references, `$defs`, branches, conditions, items and patterns. A subschema with several
 * references is named once, at its own place. Accepts any value and never throws.
 */
export function secretSchemaPointers(schema: unknown): Pointer[] {
  return new SchemaIndex(jsonCopy(schema)).places
    .filter((place) => isMarkedSecret(place.schema))
    .map((place) => place.pointer);
}

/** True when a subschema marks its value secret, in any of the spellings of real providers. */
export function isMarkedSecret(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  return (
    ownValue(schema, 'writeOnly') === true ||
    ownValue(schema, 'format') === 'password' ||
    ownValue(schema, 'airbyte_secret') === true ||
    ownValue(schema, 'secret') === true ||
    ownValue(schema, 'x-secret') === true
  );
}
