import { isObject, ownValue } from './pointer.ts';

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
