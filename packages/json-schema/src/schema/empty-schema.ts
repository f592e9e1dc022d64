import { isObject, ownValue } from '../json/object.ts';
import { closureOf } from './closure.ts';
import { indexOf } from './known-index.ts';

const ASKS_FOR_MORE = ['anyOf', 'else', 'enum', 'if', 'oneOf', 'patternProperties', 'then'];

/**
 * True when a schema asks for no configuration: null, undefined, false, `true`, `{}`, or an object without properties,
 * through a root `$ref` and `allOf`.
 */
export function isEmptySchema(schema: unknown): boolean {
  if (!schema || schema === true) return true;
  const index = indexOf(schema);
  for (const subschema of closureOf(index, [index.root], (here) => index.under(here, 'allOf'))) {
    if (subschema.schema === true) continue;
    if (!isObject(subschema.schema) || asksForSomething(subschema.schema)) return false;
    if (index.referencesOf(subschema).some(({ to }) => typeof to !== 'object')) return false;
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
