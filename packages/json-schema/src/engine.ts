import { _, Ajv, type ErrorObject, Name, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft04 from 'ajv-draft-04';

import { flattenUnion, forgetContainsErrors } from './annotated-union.ts';
import { canonicalJson } from './canonical-json.ts';
import { replaceComposites } from './composite.ts';
import { type Draft, idKeywordOf } from './draft.ts';
import { formats } from './formats.ts';
import { Meter } from './meter.ts';
import type { PatternSet } from './pattern-set.ts';
import { isObject, type Pointer, parsePointer } from './pointer.ts';
import { STEP_KEYWORD } from './prepare.ts';
import { SchemaIndex } from './schema-index.ts';

/** The part of ajv's classes we use; they share no exported base. */
export type AnyAjv = Pick<
  Ajv,
  'addKeyword' | 'addSchema' | 'getKeyword' | 'getSchema' | 'opts' | 'removeKeyword'
>;

/** Asks for the validator of a subschema; it is there once the whole schema has been compiled. */
export type SubschemaCompiler = (pointer: Pointer) => () => ValidateFunction | undefined;

/** A prepared schema, its draft and its patterns. */
export interface EngineInput {
  readonly prepared: unknown;
  readonly draft: Draft;
  readonly patterns: PatternSet;
}

/** One ajv instance with one schema in it. Never shared: two schemas may carry the same `$id`. */
export interface Engine {
  /** True when a run that stopped for too many errors has surely found errors of the value. */
  readonly stopsSoundly: boolean;
  /** Work of the last run, in the meter's steps. */
  readonly spent: number;
  /** Errors of the value against the whole schema; empty when it fits. Throws `Stopped` and RangeError. */
  check(value: unknown): readonly ErrorObject[];
  /** The same against the subschema at a pointer, compiled when first asked for. */
  checkAt(pointer: Pointer, value: unknown): readonly ErrorObject[];
}

const ROOT = 'berth://schema/root';

// ajv joins arrays of errors by copying, so their number counts twice
const MAX_ERRORS = 200;
const MAX_ANNOTATED_ERRORS = 5000;

/** Compiles a prepared schema, all of it at once. Throws what ajv throws. */
export function createEngine(input: EngineInput): Engine {
  const index = new SchemaIndex(input.prepared, idKeywordOf(input.draft));
  const annotated = index.places.some(
    ({ schema }) => isObject(schema) && ('unevaluatedProperties' in schema || 'unevaluatedItems' in schema),
  );
  if (!annotated) return buildEngine(input, index, { annotated, allErrors: true });

  // With all errors wanted, ajv's code for unevaluated* sometimes fails ("Cannot set properties of undefined");
  // the first error alone is better than none
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
  /** The schema has `unevaluated*`: only ajv's own keywords know what a branch evaluated. */
  readonly annotated: boolean;
  readonly allErrors: boolean;
}

function buildEngine(input: EngineInput, index: SchemaIndex, { annotated, allErrors }: EngineMode): Engine {
  const meter = new Meter(annotated ? MAX_ANNOTATED_ERRORS : MAX_ERRORS);
  const ajv = newAjv(input.draft, optionsFor(meter, input.patterns, allErrors));
  addStepKeyword(ajv, meter);
  replaceUniqueItems(ajv, meter);

  const validators = new Map<Pointer, ValidateFunction | undefined>();
  const compile: SubschemaCompiler = (pointer) => {
    if (!validators.has(pointer)) validators.set(pointer, undefined);
    return () => validators.get(pointer);
  };
  if (annotated) {
    for (const keyword of ['anyOf', 'oneOf'] as const) flattenUnion(ajv, keyword);
    if (ajv.getKeyword('unevaluatedItems') !== false) forgetContainsErrors(ajv);
  } else {
    // On in ajv's newer classes, at a cost
    ajv.opts.unevaluated = false;
    replaceComposites(ajv, index, input.draft, compile);
  }

  ajv.addSchema(input.prepared as object, ROOT);
  const whole = validatorAt(ajv, '');
  const compileBranches = (): void => {
    // Compiling a branch may ask for more: the map grows while it is walked
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

function newAjv(draft: Draft, options: Options): AnyAjv {
  if (draft === '2020-12') return new Ajv2020(options);
  if (draft === '2019-09') return new Ajv2019(options);
  if (draft === '04') return new draft04.default(options as never) as unknown as AnyAjv;
  return new Ajv(options);
}

function optionsFor(meter: Meter, patterns: PatternSet, allErrors: boolean): Options {
  const regExp = (source: string) => {
    const pattern = patterns.get(source);
    return {
      test: (text: string) => {
        meter.pattern(pattern.size, text.length);
        return pattern.test(text);
      },
      // ajv tells patterns apart by their text form
      toString: () => source,
    };
  };
  return {
    allErrors,
    strict: false,
    logger: false,
    meta: false,
    validateSchema: false,
    ownProperties: true,
    // A subschema referenced a thousand times would be written out a thousand times
    inlineRefs: false,
    // 19.99 is a multiple of 0.01, whatever the division says
    multipleOfPrecision: 8,
    formats: { ...formats },
    // ajv's optimiser takes time quadratic in the size of the code: 17 s for one schema of 160 kB
    code: { optimize: false, regExp: Object.assign(regExp, { code: 'undefined' }) },
  };
}

function addStepKeyword(ajv: AnyAjv, meter: Meter): void {
  const step = meter.step.bind(meter);
  ajv.addKeyword({
    keyword: STEP_KEYWORD,
    schemaType: 'number',
    code: ({ gen, schema }) => {
      const call = gen.scopeValue('func', { ref: step });
      // ajv's own variables: how many errors the function holds, and the errors
      gen.code(_`${call}(${schema as number}, ${new Name('errors')}, ${new Name('vErrors')})`);
    },
  });
}

/** ajv compares every pair of items; this keeps a set of their canonical texts. */
function replaceUniqueItems(ajv: AnyAjv, meter: Meter): void {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (wanted: boolean, items: readonly unknown[]) => {
      if (!wanted) return true;
      meter.step(Math.ceil(items.length / 4), 0, null);
      return new Set(items.map(canonicalJson)).size === items.length;
    },
  });
}
