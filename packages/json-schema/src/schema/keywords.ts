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

/** Keywords whose value is a number. */
export const NUMBERS: ReadonlySet<string> = new Set([
  'exclusiveMaximum',
  'exclusiveMinimum',
  'maximum',
  'minimum',
  'multipleOf',
]);

/** Keywords whose value is a whole number, 0 or more. */
export const COUNTS: ReadonlySet<string> = new Set([
  'maxContains',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minContains',
  'minItems',
  'minLength',
  'minProperties',
]);

/** Keywords whose value is a string that has a meaning; `id` is one of them in draft-04. */
export const STRINGS: ReadonlySet<string> = new Set([
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$id',
  '$recursiveRef',
  '$ref',
  'format',
  'pattern',
]);

/** The names of JSON Schema's types. */
export const TYPES: ReadonlySet<string> = new Set([
  'array',
  'boolean',
  'integer',
  'null',
  'number',
  'object',
  'string',
]);

/** Keywords that only describe. A wrong value of one of them is a warning. */
export const ANNOTATIONS: Readonly<Record<string, 'string' | 'boolean' | 'array'>> = {
  $comment: 'string',
  description: 'string',
  deprecated: 'boolean',
  examples: 'array',
  readOnly: 'boolean',
  title: 'string',
  writeOnly: 'boolean',
};

/** Keywords that mark a value secret when they are `true`, in the spellings of real providers. */
export const SECRET_FLAGS: ReadonlySet<string> = new Set([
  'airbyte_secret',
  'isSecret',
  'secret',
  'sensitive',
  'writeOnly',
  'x-encrypted',
  'x-secret',
  'x-sensitive',
]);

/** Keywords that mark a value secret by a word. Their other words mean other things. */
export const SECRET_WORDS: Readonly<Record<string, string>> = {
  deepVisibility: 'secret',
  format: 'password',
  visibility: 'secret',
};

/** The keyword that calls a leaf a destination, or says that it is none. */
export const DESTINATION_FLAG = 'x-destination';

/** Every keyword of any draft, except `id` of draft-04. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  ...Object.keys(ANNOTATIONS),
  ...ONE_SUBSCHEMA,
  ...SUBSCHEMA_LIST,
  ...SUBSCHEMA_MAP,
  ...STRINGS,
  ...COUNTS,
  ...NUMBERS,
  '$recursiveAnchor',
  '$schema',
  '$vocabulary',
  'const',
  'contentEncoding',
  'contentMediaType',
  'default',
  'dependentRequired',
  'enum',
  'required',
  'type',
  'uniqueItems',
]);

/** Keywords that count beside a `$ref` in every draft: they check no value. */
export const KEPT_BESIDE_REF: ReadonlySet<string> = new Set([
  ...Object.keys(ANNOTATIONS),
  '$defs',
  '$schema',
  'default',
  'definitions',
]);
