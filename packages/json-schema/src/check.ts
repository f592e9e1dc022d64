import type { ErrorObject } from 'ajv';

import type { CompiledSchema } from './compile.ts';
import { isDeeperThan } from './depth.ts';
import { problemOf, type ValueProblem } from './messages.ts';
import { Stopped } from './meter.ts';

/** Levels of arrays and objects a value may nest. */
export const MAX_VALUE_DEPTH = 128;
/** Problems reported at most. */
export const MAX_PROBLEMS = 100;

const TOO_DEEP: ValueProblem = {
  path: '',
  code: 'depth',
  message: `must not nest deeper than ${MAX_VALUE_DEPTH} levels`,
};
const TOO_COSTLY: ValueProblem = {
  path: '',
  code: 'cost',
  message: 'is too large or too intricate to check against this schema',
};

/**
 * All problems of a JSON value, the first {@link MAX_PROBLEMS} of them; empty when it fits. Never throws, and takes
 * bounded time whatever schema and value are: beside the keywords, `code` may be `depth` or `cost`.
 */
export function checkValue(compiled: CompiledSchema, value: unknown): ValueProblem[] {
  if (isDeeperThan(value, MAX_VALUE_DEPTH)) return [TOO_DEEP];
  const verdict = attempt(() => compiled.verdict.check(value));
  if (!Array.isArray(verdict)) return [verdict as ValueProblem];
  if (verdict.length === 0) return [];
  const explained = attempt(() => compiled.explain().check(value));
  const problems = Array.isArray(explained) ? readable(explained) : [];
  return problems.length > 0 ? problems : readable(verdict);
}

/** The same for the subschema at a pointer into the schema; used to check defaults. First problem only. */
export function checkValueAt(compiled: CompiledSchema, pointer: string, value: unknown): ValueProblem[] {
  if (isDeeperThan(value, MAX_VALUE_DEPTH)) return [TOO_DEEP];
  const verdict = attempt(() => compiled.verdict.checkAt(pointer, value));
  return Array.isArray(verdict) ? readable(verdict) : [verdict as ValueProblem];
}

function attempt(check: () => readonly ErrorObject[]): readonly ErrorObject[] | ValueProblem {
  try {
    return check();
  } catch (error) {
    if (error instanceof Stopped && error.limit === 'errors') return error.errors as ErrorObject[];
    return TOO_COSTLY;
  }
}

function readable(errors: readonly ErrorObject[]): ValueProblem[] {
  const problems = new Map<string, ValueProblem>();
  for (const error of withoutEchoes(errors)) {
    const problem = problemOf(error);
    problems.set(JSON.stringify([problem.path, problem.code, problem.message]), problem);
    if (problems.size === MAX_PROBLEMS) break;
  }
  return [...problems.values()];
}

/**
 * Leaves out what only repeats another error: the inner errors of `propertyNames`, an `if` beside the errors of its
 * `then`, and a union's line where the type is wrong anyway.
 */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const own = errors.filter((error) => error.propertyName === undefined);
  const causes = own.filter((error) => error.keyword !== 'if');
  const mistyped = new Set(own.flatMap((error) => (error.keyword === 'type' ? [error.instancePath] : [])));
  return (causes.length > 0 ? causes : own).filter(
    ({ keyword, instancePath }) =>
      !((keyword === 'oneOf' || keyword === 'anyOf') && mistyped.has(instancePath)),
  );
}
