import { isObject, ownValue } from '../json/object.ts';

export type Draft = '04' | '06' | '07' | '2019-09' | '2020-12';

const DRAFTS: Readonly<Record<string, Draft>> = {
  'http://json-schema.org/draft-04/schema': '04',
  'http://json-schema.org/draft-06/schema': '06',
  'http://json-schema.org/draft-07/schema': '07',
  'http://json-schema.org/draft/2019-09/schema': '2019-09',
  'http://json-schema.org/draft/2020-12/schema': '2020-12',
  'http://json-schema.org/schema': '2020-12',
};

/**
 * Reads the draft from `$schema`; 2020-12 without one. `https` counts as `http` and a trailing `#` is ignored: real
 * schemas use both spellings. The URI without a draft means the newest. `undefined` for any other value.
 */
export function draftOf(schema: unknown): Draft | undefined {
  if (!isObject(schema) || !Object.hasOwn(schema, '$schema')) return '2020-12';
  const declared = schema.$schema;
  if (typeof declared !== 'string') return undefined;
  return DRAFTS[declared.replace(/^https:/, 'http:').replace(/#$/, '')];
}

const OVERRIDING: ReadonlySet<Draft> = new Set(['04', '06', '07']);

/** True when a `$ref` overrides the keywords beside it, as before 2019-09. */
export function overrides(schema: unknown, draft: Draft): boolean {
  return OVERRIDING.has(draft) && isObject(schema) && typeof ownValue(schema, '$ref') === 'string';
}

/** The keyword that names a subschema in a draft. */
export function idKeywordOf(draft: Draft): 'id' | '$id' {
  return draft === '04' ? 'id' : '$id';
}
