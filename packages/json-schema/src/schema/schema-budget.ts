import { PATTERN_BUDGET } from '../pattern/pattern-budget.ts';
import { schemaProblems } from './errors.ts';

/**
 * The limits of a specification, all its schemas together. A schema beyond one is refused with the number it has and
 * the number it may have. The largest real schema seen has 42,000 characters and 12 levels.
 */
export const SCHEMA_BUDGET = {
  /** Characters of the schemas as canonical JSON. */
  characters: 256 * 1024,
  /** Levels of arrays and objects in one schema. */
  levels: 100,
  /** Subschemas, those that only a reference reaches included. */
  subschemas: 2000,
  /** Subschemas of one schema that apply to the same value, counted again for each reference that leads to them. */
  applied: 5000,
  /** Branches of `oneOf` and `anyOf`. */
  branches: 500,
  /** Subschemas with a `default`. */
  defaults: 500,
  ...PATTERN_BUDGET,
  /** Steps of all `secret_paths` together: `/a/*` has two. */
  path_steps: 10_000,
} as const;

export type Limits = { readonly [Limit in keyof typeof SCHEMA_BUDGET]: number };

/** Limits that refuse nothing. */
export const NO_LIMITS = Object.fromEntries(
  Object.keys(SCHEMA_BUDGET).map((limit) => [limit, Number.POSITIVE_INFINITY]),
) as Limits;

/** The message for a count beyond its limit; none within. */
export function excessOf(things: string, count: number, limit: number): string[] {
  return count <= limit ? [] : [schemaProblems.excess({ count, things, limit }).message];
}
