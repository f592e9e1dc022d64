import type { Pointer } from '../json/pointer.ts';

/**
 * The codes of all warnings. `more_warnings` is the last one of a list that may not be complete. `no_effect` stands for
 * the problems of `mistypedKeywords`, `ineffectiveMarks` and `unreachedPaths` in a specification that is stored,
 * `unused_schema` for a schema that was handed in and to which no reference leads.
 */
export const WARNING_CODES = [
  'array_without_items',
  'ignored_keyword',
  'invalid_default',
  'metaschema',
  'more_warnings',
  'no_effect',
  'secret_default',
  'typo',
  'undescribed_placeholder',
  'unknown_format',
  'unmarked_secret',
  'unsafe_pattern',
  'unused_schema',
] as const;

/** A remark on a schema that can be used all the same; `path` points into the schema. */
export interface Warning {
  readonly path: Pointer;
  readonly code: (typeof WARNING_CODES)[number];
  readonly message: string;
}
