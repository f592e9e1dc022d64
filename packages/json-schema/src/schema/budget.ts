import { isObject, ownValue } from '../json/object.ts';
import { PatternSet } from '../pattern/pattern-set.ts';
import { excessOf, type Limits, SCHEMA_BUDGET } from './schema-budget.ts';
import type { SchemaIndex } from './schema-index.ts';

/** Counts the schemas of one specification against {@link SCHEMA_BUDGET}. */
export interface Budget {
  readonly patterns: PatternSet;
  /** Adds the characters of a schema. Returns a message when they are too many, as the others do. */
  characters(count: number): string[];
  /** Adds the subschemas, branches and defaults of a schema. */
  count(index: SchemaIndex): string[];
  /** Judges the most subschemas that apply to one value. */
  applied(count: number): string[];
}

/** Makes the budget of one specification. */
export function newBudget(limits: Limits = SCHEMA_BUDGET): Budget {
  const spent = { characters: 0, subschemas: 0, branches: 0, defaults: 0 };
  return {
    patterns: new PatternSet(limits),
    characters: (count) => {
      spent.characters += count;
      return excessOf('characters of schemas', spent.characters, limits.characters);
    },
    count: ({ subschemas }) => {
      spent.subschemas += subschemas.length;
      for (const { schema } of subschemas) {
        if (!isObject(schema)) continue;
        if (Object.hasOwn(schema, 'default')) spent.defaults += 1;
        for (const keyword of ['anyOf', 'oneOf']) {
          const branches = ownValue(schema, keyword);
          if (Array.isArray(branches)) spent.branches += branches.length;
        }
      }
      return [
        ...excessOf('subschemas', spent.subschemas, limits.subschemas),
        ...excessOf('branches of oneOf and anyOf', spent.branches, limits.branches),
        ...excessOf('defaults', spent.defaults, limits.defaults),
      ];
    },
    applied: (count) => excessOf('subschemas for one value', count, limits.applied),
  };
}
