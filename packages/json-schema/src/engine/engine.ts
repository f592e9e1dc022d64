import type { ErrorObject, ValidateFunction } from 'ajv';

import { isObject } from '../json/object.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import type { PatternSet } from '../pattern/pattern-set.ts';
import { type Draft, idKeywordOf } from '../schema/draft.ts';
import { SchemaIndex } from '../schema/schema-index.ts';
import { type AnyAjv, createAjv } from './ajv.ts';
import { flattenUnion, forgetContainsErrors } from './annotated-keywords.ts';
import { replaceComposites, type SubschemaCompiler } from './composite-keywords.ts';
import { Meter } from './meter.ts';

/** A prepared schema, its draft and its patterns. */
interface EngineInput {
  readonly prepared: unknown;
  readonly draft: Draft;
  readonly patterns: PatternSet;
}

/** One ajv instance with one schema in it. Never shared: two schemas may carry the same `$id`. */
export interface Engine {
  /** True when a run that stopped for too many errors has certainly found errors of the value. */
  readonly stopsSoundly: boolean;
  /** The work of the last run, in the meter's steps. */
  readonly spent: number;
  /**
   * Checks a value against the whole schema and returns its errors; empty when it fits. Throws `Stopped` and
   * RangeError.
   */
  check(value: unknown): readonly ErrorObject[];
  /** Like `check`, against the subschema at a pointer, which is compiled at the first call. */
  checkAt(pointer: Pointer, value: unknown): readonly ErrorObject[];
}

const ROOT = 'berth://schema/root';

// ajv joins arrays of errors by copying, so each error costs twice
const MAX_ERRORS = 200;
const MAX_ANNOTATED_ERRORS = 5000;

/** Compiles a prepared schema, all of it at once. Throws the errors of ajv. */
export function createEngine(input: EngineInput): Engine {
  const index = new SchemaIndex(input.prepared, idKeywordOf(input.draft));
  const annotated = index.places.some(
    ({ schema }) => isObject(schema) && ('unevaluatedProperties' in schema || 'unevaluatedItems' in schema),
  );
  if (!annotated) return buildEngine(input, index, { annotated, allErrors: true });

  // With all errors wanted, ajv's code for unevaluated* sometimes fails ("Cannot set properties of undefined"); the
  // first error alone is better than none
  const every = buildEngine(input, index, { annotated, allErrors: true });
  let first: Engine | undefined;
  const orFirst = (check: (engine: Engine) => readonly ErrorObject[]): readonly ErrorObject[] => {
    try {
      return check(every);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      first ??= buildEngine(input, index, { annotated, allErrors: false });
      return check(first);
    }
  };
  return {
    stopsSoundly: false,
    get spent() {
      return every.spent + (first?.spent ?? 0);
    },
    check: (value) => orFirst((engine) => engine.check(value)),
    checkAt: (pointer, value) => orFirst((engine) => engine.checkAt(pointer, value)),
  };
}

interface EngineMode {
  /** True for a schema with `unevaluated*`: only ajv's own keywords track the members that a branch evaluated. */
  readonly annotated: boolean;
  readonly allErrors: boolean;
}

function buildEngine(input: EngineInput, index: SchemaIndex, { annotated, allErrors }: EngineMode): Engine {
  const meter = new Meter(annotated ? MAX_ANNOTATED_ERRORS : MAX_ERRORS);
  const ajv = createAjv(input.draft, { patterns: input.patterns, meter, allErrors });

  const validators = new Map<Pointer, ValidateFunction | undefined>();
  const compile: SubschemaCompiler = (pointer) => {
    if (!validators.has(pointer)) validators.set(pointer, undefined);
    return () => validators.get(pointer);
  };
  if (annotated) {
    for (const keyword of ['anyOf', 'oneOf'] as const) flattenUnion(ajv, keyword);
    if (ajv.getKeyword('unevaluatedItems') !== false) forgetContainsErrors(ajv);
  } else {
    // ajv's newer classes turn it on, at a cost
    ajv.opts.unevaluated = false;
    replaceComposites(ajv, index, input.draft, compile);
  }

  ajv.addSchema(input.prepared as object, ROOT);
  const whole = validatorAt(ajv, '');
  const compileBranches = (): void => {
    // Compiling a branch may add entries to the map, which the loop then visits too
    for (const [pointer, known] of validators) validators.set(pointer, known ?? validatorAt(ajv, pointer));
  };
  compileBranches();

  const run = (validate: ValidateFunction, value: unknown): readonly ErrorObject[] => {
    meter.reset();
    return validate(value) === true ? [] : (validate.errors ?? []);
  };
  return {
    stopsSoundly: !annotated,
    get spent() {
      return meter.spent;
    },
    check: (value) => run(whole, value),
    checkAt: (pointer, value) => {
      const known = validators.size;
      const validate = validatorAt(ajv, pointer);
      if (validators.size > known) compileBranches();
      return run(validate, value);
    },
  };
}

function validatorAt(ajv: AnyAjv, pointer: Pointer): ValidateFunction {
  const fragment = (parsePointer(pointer) ?? []).map(
    (segment) => `/${encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
  );
  const validate = ajv.getSchema(fragment.length === 0 ? ROOT : `${ROOT}#${fragment.join('')}`);
  if (validate === undefined) throw new Error(`no schema at ${pointer}`);
  return validate;
}
