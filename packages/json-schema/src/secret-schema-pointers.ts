import { jsonCopy } from './json-copy.ts';
import type { Pointer } from './pointer.ts';
import { SchemaIndex } from './schema-index.ts';
import { isMarkedSecret } from './secret-mark.ts';

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
