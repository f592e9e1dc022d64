import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { SchemaIndex } from '../schema/schema-index.ts';

/**
 * Pointers into the schema of every subschema marked secret (`writeOnly`, `format: password`, `airbyte_secret`,
 * `secret`, `x-secret`), through references, `$defs`, branches, conditions, items and patterns. A subschema that
 * several references lead to is named once, where it stands. Takes any value and never throws.
 */
export function secretSchemaPointers(schema: unknown): Pointer[] {
  return new SchemaIndex(jsonCopy(schema)).places
    .filter((place) => isMarkedSecret(place.schema))
    .map((place) => place.pointer);
}

/** True when a subschema says its value is secret, in any of the spellings real providers use. */
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
