import { isObject, ownValue } from './pointer.ts';
import { type Place, SchemaIndex } from './schema-index.ts';

const ASKS_FOR_MORE = ['anyOf', 'else', 'enum', 'if', 'oneOf', 'patternProperties', 'then'];

/**
 * True when a schema asks for no configuration: nothing at all (null, undefined, false), `true`, `{}`, or an object
 * without properties, through a root `$ref` and `allOf`.
 */
export function isEmptySchema(schema: unknown): boolean {
  if (!schema || schema === true) return true;
  const index = new SchemaIndex(schema);
  const seen = new Set<unknown>();
  const pending: Place[] = [index.root];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next.schema) || next.schema === true) continue;
    seen.add(next.schema);
    if (!isObject(next.schema) || asksForSomething(next.schema)) return false;
    for (const { to } of index.referencesOf(next)) {
      if (typeof to !== 'object') return false;
      pending.push(to);
    }
    pending.push(...index.under(next, 'allOf'));
  }
  return true;
}

function asksForSomething(schema: Record<string, unknown>): boolean {
  const type = ownValue(schema, 'type');
  if (type !== undefined && type !== 'object' && !(Array.isArray(type) && type.includes('object')))
    return true;
  const properties = ownValue(schema, 'properties');
  if (isObject(properties) && Object.keys(properties).length > 0) return true;
  const required = ownValue(schema, 'required');
  if (Array.isArray(required) && required.length > 0) return true;
  const others = ownValue(schema, 'additionalProperties');
  if (isObject(others) && Object.keys(others).length > 0) return true;
  return ASKS_FOR_MORE.some((keyword) => Object.hasOwn(schema, keyword));
}
