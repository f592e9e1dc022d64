import { _, Ajv, type CodeKeywordDefinition, type ErrorObject, Name, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft04 from 'ajv-draft-04';

import { canonicalJson } from './canonical-json.ts';
import type { Draft } from './draft.ts';
import { formats } from './formats.ts';
import { Meter } from './meter.ts';
import { compilePattern } from './pattern.ts';
import { type Pointer, parsePointer } from './pointer.ts';
import { STEP_KEYWORD } from './prepare.ts';

/** The part of ajv's classes we use; they share no exported base. */
export type AnyAjv = Pick<Ajv, 'addKeyword' | 'addSchema' | 'getKeyword' | 'getSchema' | 'removeKeyword'>;

/** One ajv instance with one schema in it. Never shared: two schemas may carry the same `$id`. */
export interface Engine {
  /** Errors of the value against the whole schema; empty when it fits. Throws `Stopped` and RangeError. */
  check(value: unknown): readonly ErrorObject[];
  /** The same against the subschema at a pointer, compiled when first asked for. */
  checkAt(pointer: Pointer, value: unknown): readonly ErrorObject[];
}

const ROOT = 'berth://schema/root';
const MAX_ERRORS = 200;

/** An engine that says whether a value fits. It stops at the first error, which keeps hostile values cheap. */
export function verdictEngine(prepared: unknown, draft: Draft): Engine {
  return createEngine(prepared, newAjv(draft, false), (ajv) => {
    for (const keyword of ['anyOf', 'oneOf', 'contains']) forgetBranchErrors(ajv, keyword);
  });
}

/** An engine that finds all errors, or some 200 of them. `adapt` may replace keywords. */
export function explainingEngine(prepared: unknown, draft: Draft, adapt: (ajv: AnyAjv) => void): Engine {
  return createEngine(prepared, newAjv(draft, true), adapt);
}

interface Metered {
  readonly ajv: AnyAjv;
  readonly meter: Meter;
}

function createEngine(prepared: unknown, { ajv, meter }: Metered, adapt: (ajv: AnyAjv) => void): Engine {
  addStepKeyword(ajv, meter);
  replaceUniqueItems(ajv, meter);
  adapt(ajv);
  ajv.addSchema(prepared as object, ROOT);
  const whole = ajv.getSchema(ROOT);
  if (whole === undefined) throw new Error('ajv lost the schema it was given');

  const run = (validate: typeof whole, value: unknown): readonly ErrorObject[] => {
    meter.reset();
    return validate(value) === true ? [] : (validate.errors ?? []);
  };
  return {
    check: (value) => run(whole, value),
    checkAt: (pointer, value) => run(validatorAt(ajv, pointer), value),
  };
}

/** The validator of a subschema of the engine's schema, for keywords that run branches themselves. */
export function validatorAt(ajv: AnyAjv, pointer: Pointer): NonNullable<ReturnType<AnyAjv['getSchema']>> {
  const fragment = (parsePointer(pointer) ?? []).map(
    (segment) => `/${encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
  );
  const validate = ajv.getSchema(`${ROOT}#${fragment.join('')}`);
  if (validate === undefined) throw new Error(`no schema at ${pointer}`);
  return validate;
}

function newAjv(draft: Draft, allErrors: boolean): Metered {
  const meter = new Meter(allErrors ? MAX_ERRORS : Number.POSITIVE_INFINITY);
  const options = optionsFor(meter, allErrors);
  if (draft === '2020-12') return { ajv: new Ajv2020(options), meter };
  if (draft === '2019-09') return { ajv: new Ajv2019(options), meter };
  if (draft === '04') return { ajv: new draft04.default(options as never) as unknown as AnyAjv, meter };
  return { ajv: new Ajv(options), meter };
}

function optionsFor(meter: Meter, allErrors: boolean): Options {
  const regExp = (source: string) => {
    const pattern = compilePattern(source);
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
    code: { regExp: Object.assign(regExp, { code: 'undefined' }) },
  };
}

function addStepKeyword(ajv: AnyAjv, meter: Meter): void {
  const step = meter.step.bind(meter);
  ajv.addKeyword({
    keyword: STEP_KEYWORD,
    schemaType: 'number',
    code: ({ gen, schema }) => {
      const call = gen.scopeValue('func', { ref: step });
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

/**
 * ajv keeps the errors of every failed branch, and twice two branches forty levels down fill any memory. A verdict
 * does not need them: they are dropped branch by branch.
 */
function forgetBranchErrors(ajv: AnyAjv, keyword: string): void {
  const native = ajv.getKeyword(keyword);
  if (typeof native !== 'object' || !('code' in native)) return;
  ajv.removeKeyword(keyword);
  ajv.addKeyword({
    ...native,
    keyword,
    code: (cxt, ruleType) => {
      const subschema = cxt.subschema.bind(cxt);
      cxt.subschema = (application, valid) => {
        const branch = subschema(application, valid);
        cxt.reset();
        return branch;
      };
      native.code(cxt, ruleType);
    },
  } as CodeKeywordDefinition);
}
