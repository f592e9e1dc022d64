import type { ErrorObject } from 'ajv';

import { isDeeperThan } from '../json/depth.ts';
import type { Pointer } from '../json/pointer.ts';
import type { CompiledSchema } from './compile.ts';
import { Stopped } from './meter.ts';
import { problemOf, sentence, type ValueProblem } from './value-problem.ts';

/** The most levels of arrays and objects in a value. */
const MAX_VALUE_DEPTH = 128;
/** The most problems that a check reports. */
const MAX_PROBLEMS = 100;

const TOO_DEEP: ValueProblem = {
  path: '',
  code: 'depth',
  message: sentence('depth', { levels: MAX_VALUE_DEPTH }),
};
const TOO_COSTLY: ValueProblem = { path: '', code: 'cost', message: sentence('cost') };

/**
 * Checks a JSON value and returns its problems, at most {@link MAX_PROBLEMS}; empty when it fits. Never throws, and
 * takes bounded time for any schema and value: beside the keywords, `code` may be `depth` or `cost`.
 */
export function checkValue(compiled: CompiledSchema, value: unknown): ValueProblem[] {
  return problemsFrom(compiled, value, () => compiled.engine.check(value));
}

/** Like {@link checkValue}, for the subschema at a pointer into the schema. */
export function checkValueAt(compiled: CompiledSchema, pointer: Pointer, value: unknown): ValueProblem[] {
  return problemsFrom(compiled, value, () => compiled.engine.checkAt(pointer, value));
}

/**
 * Checks a value against the subschema at a pointer into the schema; `undefined` when that takes too much work. The
 * caller must bound the depth of the value.
 */
export function fitsAt({ engine }: CompiledSchema, pointer: Pointer, value: unknown): boolean | undefined {
  try {
    return engine.checkAt(pointer, value).length === 0;
  } catch (error) {
    return error instanceof Stopped && error.limit === 'errors' && engine.stopsSoundly ? false : undefined;
  }
}

function problemsFrom(
  { engine }: CompiledSchema,
  value: unknown,
  check: () => readonly ErrorObject[],
): ValueProblem[] {
  if (isDeeperThan(value, MAX_VALUE_DEPTH)) return [TOO_DEEP];
  try {
    return readable(check());
  } catch (error) {
    // Any other error is the meter's limit on work or a stack overflow
    const found = error instanceof Stopped && error.limit === 'errors' && engine.stopsSoundly;
    const problems = found ? readable(error.errors as ErrorObject[]) : [];
    return problems.length > 0 ? problems : [TOO_COSTLY];
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
 * Leaves out errors that only repeat another one: the inner errors of `propertyNames`, an `if` beside the errors of its
 * `then`, and a union's line when the type is wrong anyway.
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
