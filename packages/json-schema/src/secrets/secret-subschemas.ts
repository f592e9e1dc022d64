import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { draftOf } from '../schema/draft.ts';
import { SECRET_FLAGS, SECRET_WORDS } from '../schema/keywords.ts';
import { SchemaIndex } from '../schema/schema-index.ts';

/**
 * Returns pointers to every subschema marked secret (`SECRET_FLAGS`, `SECRET_WORDS`), through references, `$defs`,
 * branches, conditions, items and patterns. A subschema with several references is named once, at its own place.
 * Accepts any value and never throws.
 */
export function secretSchemaPointers(schema: unknown): Pointer[] {
  return new SchemaIndex(jsonCopy(schema), draftOf(schema)).subschemas
    .filter((subschema) => isMarkedSecret(subschema.schema))
    .map((subschema) => subschema.pointer);
}

/** True when a subschema marks its value secret, in any of the spellings of real providers. Case does not matter. */
export function isMarkedSecret(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  for (const flag of SECRET_FLAGS) if (ownValue(schema, flag) === true) return true;
  return Object.keys(SECRET_WORDS).some((keyword) => isSecretMark(keyword, ownValue(schema, keyword)));
}

/** True for a keyword with a value that marks something secret. */
export function isSecretMark(keyword: string, value: unknown): boolean {
  if (SECRET_FLAGS.has(keyword)) return value === true;
  const word = Object.hasOwn(SECRET_WORDS, keyword) ? SECRET_WORDS[keyword] : undefined;
  return word !== undefined && typeof value === 'string' && value.trim().toLowerCase() === word;
}
