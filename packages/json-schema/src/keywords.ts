/** Keywords whose value is one subschema, in any draft. */
export const ONE_SUBSCHEMA: ReadonlySet<string> = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/** Keywords whose value is an array of subschemas (`items` was one of them before 2020-12). */
export const SUBSCHEMA_LIST: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'items',
  'oneOf',
  'prefixItems',
]);

/** Keywords whose value maps names to subschemas; `dependencies` may hold arrays of names as well. */
export const SUBSCHEMA_MAP: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
  'properties',
]);

/** Keywords that apply a subschema to the same value the schema itself applies to. */
export const IN_PLACE: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'dependencies',
  'dependentSchemas',
  'else',
  'if',
  'not',
  'oneOf',
  'then',
]);

export const TYPES: ReadonlySet<string> = new Set([
  'array',
  'boolean',
  'integer',
  'null',
  'number',
  'object',
  'string',
]);

/** Keywords that only describe. A wrong value in one of them is a warning. */
export const ANNOTATIONS: Readonly<Record<string, 'string' | 'boolean' | 'array'>> = {
  $comment: 'string',
  description: 'string',
  deprecated: 'boolean',
  examples: 'array',
  readOnly: 'boolean',
  title: 'string',
  writeOnly: 'boolean',
};
