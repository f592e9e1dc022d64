import { ownValue } from '../json/object.ts';
import { isAmong } from './equality.ts';
import { fault } from './fault.ts';
import { formats } from './formats.ts';
import { multiplesOf, STEPS_OF_DECISION } from './multiple.ts';
import type { Reading } from './reading.ts';
import { add, type Check, type Run } from './run.ts';
import { stepsOfPattern } from './steps.ts';
import { roundedLength } from './veil.ts';

/** Reads `type` (with OpenAPI's `nullable`), `enum` and `const`. */
export function valueChecks({ schema }: Reading): Check[] {
  const checks: Check[] = [];
  const type = ownValue(schema, 'type');
  if (type !== undefined) checks.push(checkType(type, ownValue(schema, 'nullable') === true));
  const allowedValues = ownValue(schema, 'enum');
  if (Array.isArray(allowedValues)) {
    const among = isAmong(allowedValues);
    checks.push((value, run) => {
      if (!among(value, run)) add(run, fault('enum', run.at, { allowedValues }));
    });
  }
  if (Object.hasOwn(schema, 'const')) {
    const among = isAmong([schema.const]);
    checks.push((value, run) => {
      if (!among(value, run)) add(run, fault('const', run.at, { allowedValue: schema.const }));
    });
  }
  return checks;
}

function checkType(type: unknown, nullable: boolean): Check {
  const names = new Set<unknown>(Array.isArray(type) ? type : [type]);
  if (nullable) names.add('null');
  const shown = [...names];
  return (value, run) => {
    const own = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    if (names.has(own) || (own === 'number' && names.has('integer') && Number.isInteger(value))) return;
    add(run, fault('type', run.at, { type: shown }));
  };
}

/** Reads the keywords about numbers. */
export function numberChecks(reading: Reading): Check[] {
  const { schema, draft } = reading;
  const checks = boundsOf(schema, draft === '04').map(({ keyword, limit, comparison, holds }): Check => {
    const params = { comparison, limit };
    return (value, run) => {
      if (!holds(value as number)) add(run, fault(keyword, run.at, params));
    };
  });
  const multipleOf = ownValue(schema, 'multipleOf');
  if (typeof multipleOf === 'number') checks.push(multipleCheck(multipleOf));
  return [...checks, ...formatChecks(reading, 'number')];
}

interface Bound {
  readonly keyword: string;
  readonly limit: number;
  readonly comparison: '<=' | '>=' | '<' | '>';
  readonly holds: (value: number) => boolean;
}

function boundsOf(schema: Readonly<Record<string, unknown>>, isDraft04: boolean): Bound[] {
  const bounds: Bound[] = [];
  const add = (keyword: string, limit: unknown, strict: boolean): void => {
    if (typeof limit !== 'number') return;
    const isUpper = keyword.endsWith('aximum');
    if (isUpper) {
      const holds = strict ? (value: number) => value < limit : (value: number) => value <= limit;
      bounds.push({ keyword, limit, comparison: strict ? '<' : '<=', holds });
    } else {
      const holds = strict ? (value: number) => value > limit : (value: number) => value >= limit;
      bounds.push({ keyword, limit, comparison: strict ? '>' : '>=', holds });
    }
  };
  for (const [keyword, exclusive] of [
    ['maximum', 'exclusiveMaximum'],
    ['minimum', 'exclusiveMinimum'],
  ] as const) {
    // In draft-04 the exclusive keyword is a flag beside the bound
    add(keyword, ownValue(schema, keyword), isDraft04 && ownValue(schema, exclusive) === true);
    if (!isDraft04) add(exclusive, ownValue(schema, exclusive), true);
  }
  return bounds;
}

function multipleCheck(multipleOf: number): Check {
  const { known, decide } = multiplesOf(multipleOf);
  const steps = STEPS_OF_DECISION;
  const isMultiple = (value: number, { work, veil, veiled }: Run): boolean => {
    if (veil !== undefined && veiled?.isSecret === true)
      return veil.ask(veiled, `multipleOf ${multipleOf}`, steps, steps, () => known(value) ?? decide(value));
    const found = known(value);
    if (found === undefined) work.spend(steps);
    return found ?? decide(value);
  };
  return (value, run) => {
    if (!isMultiple(value as number, run)) add(run, fault('multipleOf', run.at, { multipleOf }));
  };
}

const CHARACTERS_OF_STEP = 32;

/** Reads the keywords about strings. */
export function stringChecks(reading: Reading): Check[] {
  const { schema, env } = reading;
  const checks: Check[] = [];
  const longest = ownValue(schema, 'maxLength');
  const shortest = ownValue(schema, 'minLength');
  // A character has one or two units
  if (typeof longest === 'number') {
    const told = (units: number) => (units <= longest ? true : units > 2 * longest ? false : undefined);
    checks.push(lengthCheck('maxLength', longest, told, (characters) => characters <= longest));
  }
  if (typeof shortest === 'number') {
    const told = (units: number) => (units < shortest ? false : units >= 2 * shortest ? true : undefined);
    checks.push(lengthCheck('minLength', shortest, told, (characters) => characters >= shortest));
  }
  const source = ownValue(schema, 'pattern');
  if (typeof source === 'string') {
    checks.push((value, run) => {
      const pattern = env.pattern(source);
      const text = value as string;
      const steps = (length: number) => stepsOfPattern(pattern, length);
      if (!isTrueOf(text, run, `pattern ${source}`, steps, () => pattern.test(text)))
        add(run, fault('pattern', run.at, { pattern: source }));
    });
  }
  return [...checks, ...formatChecks(reading, 'string')];
}

/** Checks the length of texts; `told` answers by the number of units, where that is enough. */
function lengthCheck(
  keyword: string,
  limit: number,
  told: (units: number) => boolean | undefined,
  holds: (characters: number) => boolean,
): Check {
  return (value, run) => {
    const text = value as string;
    const known = told(text.length);
    // A question about a secret counts whatever its length is
    const isToldAtOnce = known !== undefined && run.veiled?.isSecret !== true;
    const find = () => known ?? holds(charactersOf(text));
    const fits = isToldAtOnce ? known : isTrueOf(text, run, `${keyword} ${limit}`, stepsOfReading, find);
    if (!fits) add(run, fault(keyword, run.at, { limit }));
  };
}

const stepsOfReading = (length: number): number => length / CHARACTERS_OF_STEP;

/** Finds something out about a text, and counts the steps that this takes for its length. */
function isTrueOf(
  text: string,
  run: Run,
  name: string,
  steps: (length: number) => number,
  find: () => boolean,
): boolean {
  const { veil, veiled } = run;
  if (veil !== undefined && veiled?.isSecret === true)
    return veil.ask(veiled, name, steps(text.length), steps(roundedLength(text.length)), find);
  run.work.spend(steps(text.length));
  return find();
}

function charactersOf(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) {
    const isPair = (text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800;
    if (isPair) count -= 1;
  }
  return count;
}

function formatChecks({ schema }: Reading, type: 'number' | 'string'): Check[] {
  const name = ownValue(schema, 'format');
  const format = typeof name === 'string' ? formats.get(name) : undefined;
  if (format?.type !== type) return [];
  return [
    (value, run) => {
      const accepts = () => format.accepts(value as never);
      const isAccepted =
        type === 'string'
          ? isTrueOf(value as string, run, `format ${name}`, stepsOfReading, accepts)
          : accepts();
      if (!isAccepted) add(run, fault('format', run.at, { format: name }));
    },
  ];
}
