import { checkValueAt } from '../engine/check.ts';
import type { CompiledSchema } from '../engine/compile.ts';
import { formats } from '../engine/formats.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { PatternError } from '../pattern/pattern.ts';
import { PatternSet } from '../pattern/pattern-set.ts';
import { closureOf } from '../schema/closure.ts';
import type { Draft } from '../schema/draft.ts';
import { KEPT_BESIDE_REF, KEYWORDS, SECRET_WORDS } from '../schema/keywords.ts';
import { type SchemaIndex, type Subschema, says } from '../schema/schema-index.ts';
import { shapeOf } from '../schema/schema-shape.ts';
import { isMarkedSecret } from '../secrets/secret-subschemas.ts';
import { lintWarnings } from './errors.ts';
import { isKnownKeyword, mayBeValueOf, nearestKeyword } from './typo.ts';
import type { Warning } from './warning.ts';

/** The work that is left for the schemas of one request, and what is known from those before. */
export interface LintBudget {
  readonly patterns: PatternSet;
  /** The keywords that unknown words resemble. */
  readonly words: Map<string, string | undefined>;
  /** The defaults that were checked. */
  defaults: number;
  /** The subschemas that were visited through references. */
  steps: number;
}

export const newLintBudget = (): LintBudget => ({
  patterns: new PatternSet(),
  words: new Map(),
  defaults: 0,
  steps: 0,
});

/** The schema that is searched. */
export interface Search {
  readonly index: SchemaIndex;
  readonly draft: Draft;
  /** Undefined for a schema that checks no values. */
  readonly compiled: CompiledSchema | undefined;
  readonly budget: LintBudget;
  /** False once a part of the schema was left out. */
  isWhole: boolean;
}

// A word is compared with every keyword
const MOST_DEFAULTS = 100;
const MOST_WORDS = 500;
const MOST_STEPS = 50_000;

/** Lists the remarks on one subschema, except those on secrets. */
export function subschemaWarnings(search: Search, subschema: Subschema): Warning[] {
  const shape = shapeOf(subschema, search.draft).warnings.map(
    ({ path, message }): Warning => ({ path, code: 'metaschema', message }),
  );
  const { schema, pointer } = subschema;
  if (!isObject(schema)) return shape;
  const found = [
    ...typos(search, schema),
    ...overriddenWarnings(search, subschema, schema),
    ...formatWarning(schema),
    ...arrayWarning(search, subschema, schema),
    ...defaultWarning(search, pointer, schema),
    ...patternWarnings(search, schema),
  ];
  return [...shape, ...found.map((warning) => ({ ...warning, path: `${pointer}${warning.path}` }))];
}

/** Warns of the default of a secret. */
export function secretDefault({ schema, pointer }: Subschema): Warning[] {
  if (!isObject(schema) || !isMarkedSecret(schema) || isNothing(ownValue(schema, 'default'))) return [];
  return [lintWarnings.secretDefault(childPointer(pointer, 'default'))];
}

const isNothing = (value: unknown): boolean => value === '' || value === null || value === undefined;

function typos(search: Search, schema: Record<string, unknown>): Warning[] {
  return Object.entries(schema).flatMap(([word, value]): Warning[] => {
    const intended = isKnownKeyword(word) ? undefined : keywordLike(search, word, value);
    if (intended === undefined || Object.hasOwn(schema, intended)) return [];
    return [lintWarnings.typo({ meant: intended }, childPointer('', word))];
  });
}

function keywordLike(search: Search, word: string, value: unknown): string | undefined {
  const isFlag = typeof value === 'boolean';
  const key = `${isFlag}:${word}`;
  const { words } = search.budget;
  if (!words.has(key)) {
    if (words.size >= MOST_WORDS) {
      search.isWhole = false;
      return undefined;
    }
    words.set(key, nearestKeyword(word, isFlag));
  }
  const intended = words.get(key);
  return intended !== undefined && mayBeValueOf(intended, value) ? intended : undefined;
}

/** Warns of keywords that the `$ref` beside them overrides, as before 2019-09. */
function overriddenWarnings(
  { index }: Search,
  subschema: Subschema,
  schema: Record<string, unknown>,
): Warning[] {
  if (!index.isOverridden(subschema)) return [];
  const overridden = Object.keys(schema).filter(
    (word) => KEYWORDS.has(word) && !KEPT_BESIDE_REF.has(word) && word !== '$ref' && !isMark(schema, word),
  );
  return overridden.map((word) => lintWarnings.ignored(childPointer('', word)));
}

const isMark = (schema: Record<string, unknown>, word: string): boolean =>
  Object.hasOwn(SECRET_WORDS, word) && isMarkedSecret({ [word]: schema[word] });

function formatWarning(schema: Record<string, unknown>): Warning[] {
  const format = ownValue(schema, 'format');
  if (typeof format !== 'string' || formats.has(format) || isMark(schema, 'format')) return [];
  return [lintWarnings.format('/format')];
}

/** Warns of an array whose items neither the schema nor those that always apply with it describe. */
function arrayWarning(search: Search, subschema: Subschema, schema: Record<string, unknown>): Warning[] {
  const type = ownValue(schema, 'type');
  const isArray = type === 'array' || (Array.isArray(type) && type.includes('array'));
  if (!isArray || 'const' in schema || 'enum' in schema) return [];
  const { index, budget } = search;
  for (const { schema: one } of closureOf(index, [subschema], (here) => index.under(here, 'allOf'))) {
    budget.steps += 1;
    if (budget.steps > MOST_STEPS) {
      search.isWhole = false;
      return [];
    }
    if (isObject(one) && ['items', 'prefixItems'].some((keyword) => describes(ownValue(one, keyword))))
      return [];
  }
  return [lintWarnings.noItems()];
}

const describes = (items: unknown): boolean => says(items) || Array.isArray(items);

function defaultWarning(search: Search, pointer: Pointer, schema: Record<string, unknown>): Warning[] {
  if (search.compiled === undefined || !Object.hasOwn(schema, 'default')) return [];
  if (search.budget.defaults >= MOST_DEFAULTS) {
    search.isWhole = false;
    return [];
  }
  search.budget.defaults += 1;
  const [problem] = checkValueAt(search.compiled, pointer, schema.default);
  if (problem === undefined) return [];
  const where = problem.path === '' ? '' : ` (${problem.path})`;
  return [lintWarnings.default({ problem: `${problem.message}${where}` }, '/default')];
}

/** Warns of patterns that cannot be matched in linear time. A compiled schema has none. */
function patternWarnings({ compiled, budget }: Search, schema: Record<string, unknown>): Warning[] {
  if (compiled !== undefined) return [];
  const pattern = ownValue(schema, 'pattern');
  const byPattern = ownValue(schema, 'patternProperties');
  const sources = [
    ...(typeof pattern === 'string' ? [{ source: pattern, path: '/pattern' }] : []),
    ...(isObject(byPattern) ? Object.keys(byPattern) : []).map((source) => ({
      source,
      path: childPointer('/patternProperties', source),
    })),
  ];
  return sources.flatMap(({ source, path }): Warning[] => {
    try {
      budget.patterns.add(source);
      return [];
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return [{ path, code: 'unsafe_pattern', message: error.message }];
    }
  });
}
