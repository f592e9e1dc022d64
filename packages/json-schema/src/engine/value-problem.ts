import type { ErrorObject } from 'ajv';

import { childPointer, type Pointer } from '../json/pointer.ts';

/** One reason why a value does not fit. `path` points into the value; `code` is the keyword. */
export interface ValueProblem {
  readonly path: Pointer;
  readonly code: string;
  readonly message: string;
}

const LONGEST_FACT = 300;

/**
 * Converts an error of ajv. The sentence uses facts of the schema only, never of the value, which may be a secret. The
 * pointer leads to the missing or additional property, not to the object around it.
 */
export function problemOf(error: ErrorObject): ValueProblem {
  const { keyword, instancePath } = error;
  const params = error.params as Record<string, unknown>;
  const member = memberOf(keyword, params);
  return {
    path: member === undefined ? instancePath : childPointer(instancePath, member),
    code: keyword === 'false schema' ? 'false' : keyword,
    message: sentence(keyword, params),
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

function sentence(keyword: string, params: Record<string, unknown>): string {
  const { limit } = params;
  switch (keyword) {
    case 'type':
      return `must be ${typeNames(params.type)}`;
    case 'required':
      return 'is required';
    case 'dependentRequired':
    case 'dependencies':
      return `is required when ${fact(params.property)} is present`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'is not a known property';
    case 'propertyNames':
      return 'is not an allowed property name';
    case 'enum':
      return oneOfValues(params.allowedValues);
    case 'const':
      return `must be ${fact(params.allowedValue)}`;
    case 'pattern':
      return `must match the pattern ${fact(params.pattern)}`;
    case 'format':
      return `must be a valid ${String(params.format).slice(0, LONGEST_FACT)}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${COMPARISONS[String(params.comparison)] ?? 'within'} ${fact(limit)}`;
    case 'multipleOf':
      return `must be a multiple of ${fact(params.multipleOf)}`;
    case 'minLength':
      return `must be at least ${counted(limit, 'character')} long`;
    case 'maxLength':
      return `must be at most ${counted(limit, 'character')} long`;
    case 'minItems':
      return `must have at least ${counted(limit, 'item')}`;
    case 'maxItems':
      return `must have at most ${counted(limit, 'item')}`;
    case 'additionalItems':
    case 'items':
      return `must have at most ${counted(limit, 'item')}`;
    case 'unevaluatedItems':
      return `must have at most ${counted(params.len, 'item')}`;
    case 'minProperties':
      return `must have at least ${counted(limit, 'property', 'properties')}`;
    case 'maxProperties':
      return `must have at most ${counted(limit, 'property', 'properties')}`;
    case 'uniqueItems':
      return 'must not have the same item twice';
    case 'contains':
      return contained(params.minContains, params.maxContains);
    case 'oneOf':
      if (Number(params.passing) > 1) return `must match only one alternative, but matches ${params.passing}`;
      return 'must match exactly one of the alternatives';
    case 'anyOf':
      return 'must match at least one of the alternatives';
    case 'not':
      return 'must not match the schema under "not"';
    case 'if':
      return `must match the schema under "${params.failingKeyword === 'else' ? 'else' : 'then'}"`;
    case 'false schema':
      return 'is not allowed';
    default:
      return `does not satisfy "${keyword}"`;
  }
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

function oneOfValues(values: unknown): string {
  const list = Array.isArray(values) ? values : [];
  if (list.length === 1) return `must be ${fact(list[0])}`;
  return `must be one of: ${cut(
    list
      .slice(0, 50)
      .map((value) => JSON.stringify(value))
      .join(', '),
  )}`;
}

function contained(min: unknown, max: unknown): string {
  const least = `must contain at least ${counted(min ?? 1, 'matching item')}`;
  return max === undefined ? least : `${least} and at most ${fact(max)}`;
}

function counted(count: unknown, singular: string, plural = `${singular}s`): string {
  return `${String(count)} ${count === 1 ? singular : plural}`;
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Formats a value of the schema as JSON, cut to a readable length. */
function fact(value: unknown): string {
  return cut(JSON.stringify(value) ?? 'another value');
}

function cut(text: string): string {
  return text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT)}…` : text;
}
