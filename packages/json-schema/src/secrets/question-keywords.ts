import { ANNOTATIONS, KEYWORDS } from '../schema/keywords.ts';

/** Keywords that are one question together. */
const GROUPS: readonly (readonly string[])[] = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ['properties', 'patternProperties', 'additionalProperties'],
  ['items', 'prefixItems', 'additionalItems'],
  ['type', 'nullable'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
];
/** The keywords that are one question with a keyword. */
export const GROUP_OF = new Map(GROUPS.flatMap((group) => group.map((keyword) => [keyword, group] as const)));

/** Keywords without subschemas that have the same meaning in every draft. */
export const ALIKE_IN_DRAFTS: ReadonlySet<string> = new Set([
  ...['const', 'enum', 'format', 'maxLength', 'minLength', 'multipleOf', 'nullable', 'pattern', 'type'],
  ...['maxItems', 'maxProperties', 'minItems', 'minProperties', 'required', 'uniqueItems'],
]);

/** Keywords that ask about content from above it, each with those that belong to it. */
export const COMBINATIONS = ['anyOf', 'oneOf', 'not', 'if', 'contains', 'dependentSchemas', 'dependencies'];
/** Keywords that ask about all that no other keyword has described. */
export const UNEVALUATED = ['unevaluatedProperties', 'unevaluatedItems'];

/** Keywords that ask nothing of the value at their own place. */
const SILENT: ReadonlySet<string> = new Set([
  ...Object.keys(ANNOTATIONS),
  ...['$anchor', '$defs', '$dynamicAnchor', '$id', '$recursiveAnchor', '$ref', '$schema', '$vocabulary'],
  ...['allOf', 'default', 'definitions', 'contentEncoding', 'contentMediaType', 'contentSchema'],
]);

/** Tells if a keyword with that content asks about the value at its place. */
export const asksSomething = (keyword: string, content: unknown): boolean =>
  KEYWORDS.has(keyword) && !SILENT.has(keyword) && !(keyword === 'format' && content === 'password');
