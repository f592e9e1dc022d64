import { isObject } from '../json/object.ts';
import type { Draft } from '../schema/draft.ts';
import type { SchemaIndex } from '../schema/schema-index.ts';

/** A keyword of our own in prepared schemas: the weight of one evaluation of the subschema, for the {@link Meter}. */
export const STEP_KEYWORD = 'berth:step';

// ajv acts on these, which a provider's schema must not control, or refuses to compile beside them
const DROPPED = new Set(['$async', '$schema', STEP_KEYWORD]);

/**
 * Copies a checked schema into the form that ajv reads as intended. Every subschema gets its weight; `__proto__` moves
 * from `properties` to `patternProperties`, because ajv skips it; keywords that ajv would reject are left out. Pointers
 * into the copy equal pointers into the original, except for `__proto__`.
 */
export function prepareSchema(index: SchemaIndex, draft: Draft): unknown {
  const copy = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(copy);
    if (!isObject(node)) return node;
    if (index.placeOf(node) === undefined) {
      return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, copy(value)]));
    }
    const entries = Object.entries(node).filter(([keyword]) => isKept(keyword, node, draft));
    if (entries.length === 0) return {};
    const prepared = Object.fromEntries(entries.map(([keyword, value]) => [keyword, copy(value)]));
    moveProto(prepared);
    prepared[STEP_KEYWORD] = weightOf(node);
    return prepared;
  };
  return copy(index.root.schema);
}

function isKept(keyword: string, schema: Record<string, unknown>, draft: Draft): boolean {
  if (DROPPED.has(keyword)) return false;
  if (keyword === 'id') return draft === '04';
  if (keyword !== 'nullable') return true;
  // OpenAPI's `nullable`: ajv honours it beside a type and refuses it otherwise
  return schema.nullable === true && Object.hasOwn(schema, 'type');
}

function moveProto(schema: Record<string, unknown>): void {
  const { properties } = schema;
  if (!isObject(properties) || !Object.hasOwn(properties, '__proto__')) return;
  const { ['__proto__']: proto, ...others } = properties;
  const patterns = isObject(schema.patternProperties) ? schema.patternProperties : {};
  schema.properties = others;
  schema.patternProperties = { ...patterns, '^__proto__$': proto };
}

function weightOf(schema: Record<string, unknown>): number {
  const compared = [schema.enum, schema.const].filter((value) => value !== undefined);
  const characters = compared.reduce<number>((sum, value) => sum + JSON.stringify(value).length, 0);
  const names = Array.isArray(schema.required) ? schema.required.length : 0;
  return 1 + Math.ceil(characters / 64) + Math.ceil(names / 8);
}
