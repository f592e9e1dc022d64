import { MOST_PROBLEMS } from '@berth/kernel';
import { isDeeperThan } from '../json/depth.ts';
import type { Pointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import type { Subschema } from '../schema/schema-index.ts';
import type { CompiledSchema } from './compile.ts';
import { type Fault, pointerOf } from './fault.ts';
import { problemOf, sentence } from './value-problem.ts';
import type { Secrets, Veil } from './veil.ts';

/** The most levels of arrays and objects in a value. */
const MAX_VALUE_DEPTH = 128;

const TOO_DEEP: PointerProblem = {
  path: '',
  code: 'depth',
  message: sentence('depth', { levels: MAX_VALUE_DEPTH }),
};
const TOO_COSTLY: PointerProblem = { path: '', code: 'cost', message: sentence('cost') };

/**
 * Checks a JSON value and returns its problems, at most {@link MOST_PROBLEMS}; empty when it fits. Never throws, and
 * takes bounded time for any schema and value: beside the keywords, `code` may be `depth` or `cost`.
 */
export function checkValue(compiled: CompiledSchema, value: unknown): PointerProblem[] {
  return problemsAt(compiled, compiled.index.root, value);
}

/**
 * Checks like {@link checkValue} a value with secrets. Their content does not decide if the check takes too
 * much work. Others run between many questions about it.
 */
export async function checkVeiled(
  compiled: CompiledSchema,
  value: unknown,
  veil: Veil,
): Promise<PointerProblem[]> {
  const { engine, index } = compiled;
  if (isDeeperThan(value, MAX_VALUE_DEPTH)) return [TOO_DEEP];
  try {
    return readable(await veil.settle(() => engine.check(index.root, value, undefined, veil.whole)));
  } catch {
    return [TOO_COSTLY];
  }
}

/** Like {@link checkValue}, for the subschema at a pointer into the schema. */
export function checkValueAt(compiled: CompiledSchema, pointer: Pointer, value: unknown): PointerProblem[] {
  const subschema = compiled.index.subschemaAt(pointer);
  if (subschema === undefined) throw new Error('no subschema at the pointer');
  return problemsAt(compiled, subschema, value);
}

/**
 * Checks a value against a subschema; `undefined` when that takes too much work. The caller must bound the
 * depth of the value.
 */
export function fitsAt(
  { engine }: CompiledSchema,
  subschema: Subschema,
  value: unknown,
  secrets?: Secrets,
): boolean | undefined {
  try {
    return engine.check(subschema, value, 1, secrets).length === 0;
  } catch {
    return undefined;
  }
}

/** True when a value fits. Stops at the first fault. */
export const isValid = (compiled: CompiledSchema, value: unknown, secrets?: Secrets): boolean =>
  !isDeeperThan(value, MAX_VALUE_DEPTH) && fitsAt(compiled, compiled.index.root, value, secrets) === true;

function problemsAt({ engine }: CompiledSchema, subschema: Subschema, value: unknown): PointerProblem[] {
  if (isDeeperThan(value, MAX_VALUE_DEPTH)) return [TOO_DEEP];
  try {
    return readable(engine.check(subschema, value));
  } catch {
    // The limit on work, or a stack overflow
    return [TOO_COSTLY];
  }
}

function readable(faults: readonly Fault[]): PointerProblem[] {
  const problems = new Map<string, PointerProblem>();
  for (const one of withoutEchoes(faults)) {
    const problem = problemOf(one);
    problems.set(JSON.stringify([problem.path, problem.code, problem.message]), problem);
    if (problems.size === MOST_PROBLEMS) break;
  }
  return [...problems.values()];
}

/** Leaves out a union's line when the type is wrong anyway. */
function withoutEchoes(faults: readonly Fault[]): readonly Fault[] {
  const mistyped = new Set(faults.flatMap((one) => (one.keyword === 'type' ? [pointerOf(one.at)] : [])));
  if (mistyped.size === 0) return faults;
  return faults.filter(
    (one) => !((one.keyword === 'oneOf' || one.keyword === 'anyOf') && mistyped.has(pointerOf(one.at))),
  );
}
