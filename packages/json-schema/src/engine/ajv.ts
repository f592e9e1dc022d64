import { _, Ajv, Name, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft04 from 'ajv-draft-04';

import { canonicalJson } from '../json/canonical-json.ts';
import type { PatternSet } from '../pattern/pattern-set.ts';
import type { Draft } from '../schema/draft.ts';
import { formats } from './formats.ts';
import type { Meter } from './meter.ts';
import { STEP_KEYWORD } from './prepare.ts';

/** The part of ajv's classes in use here; they share no exported base. */
export type AnyAjv = Pick<
  Ajv,
  'addKeyword' | 'addSchema' | 'getKeyword' | 'getSchema' | 'opts' | 'removeKeyword'
>;

interface AjvParts {
  /** The schema's patterns. Each run of a pattern is counted. */
  readonly patterns: PatternSet;
  readonly meter: Meter;
  /** With false, ajv stops at the first error. */
  readonly allErrors: boolean;
}

/** Makes the ajv of a draft, with our formats, patterns and `uniqueItems`, which counts its work on the meter. */
export function createAjv(draft: Draft, parts: AjvParts): AnyAjv {
  const ajv = newAjv(draft, optionsFor(parts));
  addStepKeyword(ajv, parts.meter);
  replaceUniqueItems(ajv, parts.meter);
  return ajv;
}

function newAjv(draft: Draft, options: Options): AnyAjv {
  if (draft === '2020-12') return new Ajv2020(options);
  if (draft === '2019-09') return new Ajv2019(options);
  if (draft === '04') return new draft04.default(options as never) as unknown as AnyAjv;
  return new Ajv(options);
}

function optionsFor({ patterns, meter, allErrors }: AjvParts): Options {
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
      // ajv's own variables: the number of errors so far, and the errors
      gen.code(_`${call}(${schema as number}, ${new Name('errors')}, ${new Name('vErrors')})`);
    },
  });
}

/** Replaces `uniqueItems`: ajv compares every pair of items, this keeps a set of their canonical texts. */
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
