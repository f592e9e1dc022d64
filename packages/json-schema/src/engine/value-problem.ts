import { cutText } from '@berth/kernel';
import { childPointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { type Fault, pointerOf } from './fault.ts';

const LONGEST_FACT = 300;
const MOST_LISTED = 50;

/**
 * The text of the problem of each keyword. Its places are facts of the schema. A keyword without a text has that of
 * `default`.
 */
export const sentences = {
  type: 'must be {types}',
  required: 'is required',
  tag: 'is required and must be {values}',
  dependentRequired: 'is required when {member} is present',
  additionalProperties: 'is not a known property',
  propertyNames: 'is not an allowed property name',
  enum: 'must be {values}',
  const: 'must be {value}',
  pattern: 'must match the pattern {pattern}',
  format: 'must be a valid {format}',
  minimum: 'must be {comparison} {limit}',
  multipleOf: 'must be a multiple of {number}',
  minLength: 'must be at least {characters} long',
  maxLength: 'must be at most {characters} long',
  minItems: 'must have at least {items}',
  maxItems: 'must have at most {items}',
  minProperties: 'must have at least {properties}',
  maxProperties: 'must have at most {properties}',
  uniqueItems: 'must not have the same item twice',
  contains: 'must contain at least {items}',
  containsAtMost: 'must contain at least {items} and at most {number}',
  oneOf: 'must match exactly one of the alternatives',
  oneOfMany: 'must match only one alternative, but matches {number}',
  anyOf: 'must match at least one of the alternatives',
  absent: '{members} must not be present',
  absentTogether: '{members} must not be present together',
  notValue: 'must not be {values}',
  notPattern: 'must not match pattern {pattern}',
  not: 'must not match the schema under "not"',
  false: 'is not allowed',
  default: 'does not satisfy "{keyword}"',
  depth: 'must not nest deeper than {levels} levels',
  cost: 'is too large or too intricate to check against this schema',
} as const;

type Sentence = keyof typeof sentences;

/** Fills the places of a text with facts of the schema. */
export const sentence = (name: Sentence, facts: Readonly<Record<string, string | number>> = {}): string =>
  sentences[name].replace(/\{(\w+)\}/g, (_, place: string) => String(facts[place]));

/**
 * Converts a fault. The sentence uses facts of the schema only, never of the value, which may be a secret. The
 * pointer leads to the missing or additional property, not to the object around it.
 */
export function problemOf({ keyword, at, params }: Fault): PointerProblem {
  const member = memberOf(keyword, params);
  const path = pointerOf(at);
  return {
    path: member === undefined ? path : childPointer(path, member),
    code: keyword === 'false schema' ? 'false' : keyword,
    message: messageOf(keyword, params),
  };
}

function memberOf(keyword: string, params: Record<string, unknown>): string | undefined {
  const name =
    keyword === 'required' || keyword === 'dependentRequired' || keyword === 'dependencies'
      ? params.missingProperty
      : keyword === 'additionalProperties'
        ? params.additionalProperty
        : keyword === 'unevaluatedProperties'
          ? params.unevaluatedProperty
          : keyword === 'propertyNames'
            ? params.propertyName
            : undefined;
  return typeof name === 'string' ? name : undefined;
}

function messageOf(keyword: string, params: Record<string, unknown>): string {
  const { limit } = params;
  switch (keyword) {
    case 'type':
      return sentence('type', { types: typeNames(params.type) });
    case 'required':
      if (params.allowedValues === undefined) return sentence('required');
      return sentence('tag', { values: oneOf(params.allowedValues) });
    case 'dependentRequired':
    case 'dependencies':
      return sentence('dependentRequired', { member: fact(params.property) });
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return sentence('additionalProperties');
    case 'enum':
      return sentence('enum', { values: oneOf(params.allowedValues) });
    case 'const':
      return sentence('const', { value: fact(params.allowedValue) });
    case 'pattern':
      return sentence('pattern', { pattern: fact(params.pattern) });
    case 'format':
      return sentence('format', { format: cut(String(params.format)) });
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum': {
      const comparison = COMPARISONS[String(params.comparison)] ?? 'within';
      return sentence('minimum', { comparison, limit: fact(limit) });
    }
    case 'multipleOf':
      return sentence('multipleOf', { number: fact(params.multipleOf) });
    case 'minLength':
    case 'maxLength':
      return sentence(keyword, { characters: counted(limit, 'character') });
    case 'minItems':
    case 'maxItems':
      return sentence(keyword, { items: counted(limit, 'item') });
    case 'additionalItems':
    case 'items':
      return sentence('maxItems', { items: counted(limit, 'item') });
    case 'unevaluatedItems':
      return sentence('maxItems', { items: counted(params.len, 'item') });
    case 'minProperties':
    case 'maxProperties':
      return sentence(keyword, { properties: counted(limit, 'property', 'properties') });
    case 'contains':
      return contained(params.minContains, params.maxContains);
    case 'oneOf':
      if (Number(params.passing) > 1) return sentence('oneOfMany', { number: String(params.passing) });
      return sentence('oneOf');
    case 'not':
      return prohibited(params);
    case 'false schema':
      return sentence('false');
    case 'propertyNames':
    case 'uniqueItems':
    case 'anyOf':
      return sentence(keyword);
    default:
      return sentence('default', { keyword });
  }
}

/** Says what a `not` prohibits, where it is members, values or texts: see not.ts. */
function prohibited({ members, together, values, pattern }: Record<string, unknown>): string {
  if (typeof pattern === 'string') return sentence('notPattern', { pattern: fact(pattern) });
  if (Array.isArray(values)) return sentence('notValue', { values: oneOf(values) });
  if (!Array.isArray(members)) return sentence('not');
  const names = members.slice(0, MOST_LISTED).map(String);
  return sentence(together === true ? 'absentTogether' : 'absent', { members: cut(joined(names, 'and')) });
}

const COMPARISONS: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'greater than',
  '<': 'less than',
};

function typeNames(type: unknown): string {
  const names = Array.isArray(type) ? type.map(String) : String(type).split(',');
  if (names.length === 0 || names[0] === '') return 'of another type';
  return joined(
    names.map((name) => (name === 'null' ? name : /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`)),
  );
}

function oneOf(values: unknown): string {
  const list = Array.isArray(values) ? values : [];
  if (list.length === 1) return fact(list[0]);
  return `one of: ${cut(
    list
      .slice(0, MOST_LISTED)
      .map((value) => JSON.stringify(value))
      .join(', '),
  )}`;
}

function contained(min: unknown, max: unknown): string {
  const items = counted(min ?? 1, 'matching item');
  return max === undefined
    ? sentence('contains', { items })
    : sentence('containsAtMost', { items, number: fact(max) });
}

function counted(count: unknown, singular: string, plural = `${singular}s`): string {
  return `${String(count)} ${count === 1 ? singular : plural}`;
}

function joined(names: readonly string[], word: 'and' | 'or' = 'or'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** Formats a value of the schema as JSON, cut to a readable length. */
function fact(value: unknown): string {
  return cut(JSON.stringify(value) ?? 'another value');
}

const cut = (text: string): string => cutText(text, LONGEST_FACT + 1);
