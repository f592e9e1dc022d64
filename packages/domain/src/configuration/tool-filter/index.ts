import { PatternError, PatternSet } from '@berth/json-schema';
import { invalidData, invalidMember, MOST_PROBLEMS, type Problem, withArticle } from '@berth/kernel';
import { type Static, Type } from '@sinclair/typebox';
import { documented } from '../../fields.ts';
import { toolFilterProblems } from './errors.ts';

export { type Link, usableWith } from './chain.ts';
export { toolFilterProblems } from './errors.ts';

/**
 * Tool filters restrict the tools of a provider that may be used. The root contract defines the rules and their
 * encoding (`tool_filters` in requests, `tool_filter` in answers). A pattern that could not be matched in linear time
 * later is refused here, and so are patterns beyond the budget of all patterns of a filter.
 */

const List = Type.Array(Type.String());
const keyRule = <T extends string>(type: T) => Type.Object({ type: Type.Literal(type), keys: List });
const patternRule = <T extends string>(type: T) =>
  Type.Object({ type: Type.Literal(type), pattern: Type.String() });

const Rule = Type.Union([
  keyRule('tool_keys'),
  keyRule('prompt_keys'),
  Type.Object({ type: Type.Literal('resource_uris'), uris: List }),
  patternRule('tool_regex'),
  patternRule('prompt_regex'),
  patternRule('resource_regex'),
]);
type Rule = Static<typeof Rule>;

export const ToolFilter = Type.Union([
  Type.Object({ type: Type.Literal('allow_all'), ignore_parent_filters: Type.Boolean() }),
  Type.Object({
    type: Type.Literal('filter'),
    filters: Type.Array(Rule),
    ignore_parent_filters: Type.Boolean(),
  }),
]);
export type ToolFilter = Static<typeof ToolFilter>;

const Rules = Type.Union([Type.Null(), Rule, Type.Array(Rule)]);

/**
 * One rule, several, none, or an envelope around them. The schema accepts any value and `readToolFilter` checks it: a
 * union would answer one mistake with the errors of all branches.
 */
export const ToolFilterInput = documented(
  Type.Union([
    Rules,
    Type.Object({ filters: Type.Optional(Rules), ignore_parent_filters: Type.Optional(Type.Boolean()) }),
  ]),
);

export const ALLOW_ALL: ToolFilter = { type: 'allow_all', ignore_parent_filters: false };

/** The member that each type of rule carries. */
const carried = {
  tool_keys: 'keys',
  prompt_keys: 'keys',
  resource_uris: 'uris',
  tool_regex: 'pattern',
  prompt_regex: 'pattern',
  resource_regex: 'pattern',
} as const;

const MOST_RULES = 100;
const MOST_ENTRIES = 1_000;
/** The characters of all texts of a filter. Each config of a list shows its filter. */
const MOST_CHARACTERS = 65_536;

/** Reads `tool_filters` into the stored form. @throws DomainError `invalid_data` with every problem of every rule. */
export function readToolFilter(input: unknown): ToolFilter {
  const path = ['tool_filters'];
  if (input === null) return ALLOW_ALL;
  const problems: Problem[] = [];
  let given: unknown = input;
  let ignoreParents = false;
  if (isObject(input) && !isRule(input)) {
    const { filters = null, ignore_parent_filters = false } = input;
    if (typeof ignore_parent_filters !== 'boolean') {
      problems.push(wrongType([...path, 'ignore_parent_filters'], 'boolean'));
    }
    ignoreParents = ignore_parent_filters === true;
    given = filters;
    path.push('filters');
  }
  const rules = given === null ? [] : Array.isArray(given) ? given : [given];
  if (rules.length > MOST_RULES) problems.push(tooMany(path, MOST_RULES));
  const many = Array.isArray(given);
  const patterns = new PatternSet(undefined, { ignoreCase: true });
  const filters = rules
    .slice(0, MOST_RULES)
    .map((rule, index) => readRule(rule, many ? [...path, String(index)] : path, problems, patterns));
  if (problems.length > 0) throw invalidData(problems.slice(0, MOST_PROBLEMS));
  const characters = textsOf(filters as Rule[]).reduce((sum, text) => sum + text.length, 0);
  if (characters > MOST_CHARACTERS) {
    const max = MOST_CHARACTERS;
    throw invalidMember(toolFilterProblems.tooLong({ characters, max }, ['tool_filters'], { max }));
  }
  return filters.length === 0
    ? { type: 'allow_all', ignore_parent_filters: ignoreParents }
    : { type: 'filter', filters: filters as Rule[], ignore_parent_filters: ignoreParents };
}

const textsOf = (rules: readonly Rule[]): string[] =>
  rules.flatMap((rule) => {
    if ('keys' in rule) return rule.keys;
    return 'uris' in rule ? rule.uris : [rule.pattern];
  });

/** Tells a rule, also one that lacks its type, from the envelope around rules. */
const isRule = (input: Record<string, unknown>): boolean =>
  ['type', ...Object.values(carried)].some((name) => input[name] !== undefined);

function readRule(rule: unknown, path: string[], problems: Problem[], patterns: PatternSet): unknown {
  if (!isObject(rule)) return problems.push(wrongType(path, 'object'));
  const type = rule.type;
  if (typeof type !== 'string' || !Object.hasOwn(carried, type)) {
    const expected = Object.keys(carried);
    const facts = { expected };
    return problems.push(toolFilterProblems.rule({ words: expected.join(', ') }, [...path, 'type'], facts));
  }
  const member = carried[type as keyof typeof carried];
  const value = rule[member];
  if (member === 'pattern') checkPattern(value, [...path, member], problems, patterns);
  else checkList(value, [...path, member], problems);
  return { type, [member]: value };
}

function checkList(value: unknown, path: string[], problems: Problem[]): void {
  if (!Array.isArray(value)) {
    problems.push(wrongType(path, 'array'));
    return;
  }
  if (value.length > MOST_ENTRIES) problems.push(tooMany(path, MOST_ENTRIES));
  for (const [index, entry] of value.entries()) {
    if (problems.length >= MOST_PROBLEMS) return;
    if (typeof entry !== 'string') problems.push(wrongType([...path, String(index)], 'string'));
  }
}

function checkPattern(value: unknown, path: string[], problems: Problem[], patterns: PatternSet): void {
  if (typeof value !== 'string') {
    problems.push(wrongType(path, 'string'));
    return;
  }
  try {
    patterns.add(value);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    problems.push(toolFilterProblems.pattern({ why: error.message }, path));
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrongType = (path: string[], expected: string): Problem =>
  toolFilterProblems.type({ type: expected === 'boolean' ? 'true or false' : withArticle(expected) }, path, {
    expected,
  });

const tooMany = (path: string[], max: number): Problem => toolFilterProblems.tooMany({ max }, path, { max });
