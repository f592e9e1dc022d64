import type { Draft } from './draft.ts';
import { ANNOTATIONS, ONE_SUBSCHEMA, SUBSCHEMA_LIST, SUBSCHEMA_MAP, TYPES } from './keywords.ts';
import { childPointer, isObject, type Pointer } from './pointer.ts';
import type { SchemaProblem } from './schema-error.ts';
import type { Place } from './schema-index.ts';

export interface ShapeFindings {
  /** Values with which the schema cannot be used. */
  readonly errors: SchemaProblem[];
  /** Breaches of the metaschema that change nothing: a name required twice, `examples` that is no array. */
  readonly warnings: SchemaProblem[];
}

const NUMBERS = new Set(['exclusiveMaximum', 'exclusiveMinimum', 'maximum', 'minimum', 'multipleOf']);
const COUNTS = new Set([
  'maxContains',
  'maxItems',
  'maxLength',
  'maxProperties',
  'minContains',
  'minItems',
  'minLength',
  'minProperties',
]);
const STRINGS = new Set([
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$id',
  '$recursiveRef',
  '$ref',
  'format',
  'pattern',
]);

/** Checks the keyword values of one subschema (its own keywords only) for a draft. */
export function shapeOf(place: Place, draft: Draft): ShapeFindings {
  const findings: ShapeFindings = { errors: [], warnings: [] };
  const { schema, pointer } = place;
  if (typeof schema === 'boolean') {
    // draft-04 has no boolean schemas, but additionalProperties and additionalItems may be one
    if (draft === '04' && !/\/additional(?:Properties|Items)$/.test(pointer)) {
      findings.warnings.push({
        path: pointer,
        code: 'metaschema',
        message: 'draft-04 has no boolean schemas',
      });
    }
    return findings;
  }
  if (!isObject(schema)) {
    const message = 'a schema must be an object or a boolean';
    findings.errors.push({ path: pointer, code: 'invalid_schema', message });
    return findings;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    checkKeyword(findings, childPointer(pointer, keyword), keyword, value, draft);
  }
  return findings;
}

function checkKeyword(
  findings: ShapeFindings,
  path: Pointer,
  keyword: string,
  value: unknown,
  draft: Draft,
): void {
  const error = (message: string, at = path, code = 'invalid_keyword'): void => {
    findings.errors.push({ path: at, code, message });
  };
  const warn = (message: string, at = path): void => {
    findings.warnings.push({ path: at, code: 'metaschema', message });
  };

  if (keyword === 'type') return checkType(value, path, error, warn);
  if (keyword === 'enum') return checkEnum(value, error, warn);
  if (keyword === 'required') return checkNames(value, 'required', error, warn);
  if (keyword === 'dependentRequired' || keyword === 'dependencies') {
    if (!isObject(value)) return error(`${keyword} must be an object`);
    for (const [name, names] of Object.entries(value)) {
      if (keyword === 'dependencies' && !Array.isArray(names)) continue;
      const at = childPointer(path, name);
      checkNames(
        names,
        `${keyword} of a property`,
        (message) => error(message, at),
        (message) => warn(message, at),
      );
    }
    return;
  }
  if (draft === '04' && (keyword === 'exclusiveMaximum' || keyword === 'exclusiveMinimum')) {
    if (typeof value !== 'boolean') error(`${keyword} must be a boolean in draft-04`);
    return;
  }
  if (NUMBERS.has(keyword)) {
    if (typeof value !== 'number') return error(`${keyword} must be a number`);
    if (keyword === 'multipleOf' && value === 0) return error('multipleOf must not be 0');
    if (keyword === 'multipleOf' && value < 0) warn('multipleOf should be greater than 0');
    return;
  }
  if (COUNTS.has(keyword)) {
    if (typeof value !== 'number') return error(`${keyword} must be a number`);
    if (!Number.isInteger(value) || value < 0) warn(`${keyword} should be a whole number, 0 or more`);
    return;
  }
  if (keyword === 'uniqueItems')
    return typeof value === 'boolean' ? undefined : error('uniqueItems must be a boolean');
  if (STRINGS.has(keyword) || (keyword === 'id' && draft === '04')) {
    return typeof value === 'string' ? undefined : error(`${keyword} must be a string`);
  }
  if (Object.hasOwn(ANNOTATIONS, keyword)) {
    const expected = ANNOTATIONS[keyword];
    const fits = expected === 'array' ? Array.isArray(value) : typeof value === expected;
    return fits
      ? undefined
      : warn(`${keyword} should be ${expected === 'array' ? 'an array' : `a ${expected}`}`);
  }
  checkSubschemaHolder(keyword, value, draft, error);
}

type Report = (message: string, at?: Pointer, code?: string) => void;

function checkType(value: unknown, path: Pointer, error: Report, warn: Report): void {
  const names = Array.isArray(value) ? value : [value];
  if (names.length === 0) return error('type must name at least one type');
  for (const name of names) {
    if (typeof name !== 'string') return error('type must be a string or an array of strings');
    if (!TYPES.has(name)) error(`unknown type "${name.slice(0, 100)}"`, path, 'unknown_type');
  }
  if (new Set(names).size < names.length) warn('type names a type twice');
}

function checkEnum(value: unknown, error: Report, warn: Report): void {
  if (!Array.isArray(value)) return error('enum must be an array');
  if (value.length === 0) return error('enum must have at least one value');
  const texts = value.map((item) => JSON.stringify(item));
  if (new Set(texts).size < texts.length) warn('enum has the same value twice');
}

function checkNames(value: unknown, what: string, error: Report, warn: Report): void {
  if (!Array.isArray(value) || value.some((name) => typeof name !== 'string')) {
    return error(`${what} must be an array of property names`);
  }
  if (new Set(value).size < value.length) warn(`${what} has the same name twice`);
}

function checkSubschemaHolder(keyword: string, value: unknown, draft: Draft, error: Report): void {
  if (SUBSCHEMA_MAP.has(keyword)) {
    if (!isObject(value)) error(`${keyword} must be an object`);
  } else if (SUBSCHEMA_LIST.has(keyword)) {
    if (keyword === 'items' && !Array.isArray(value)) return;
    if (!Array.isArray(value)) return error(`${keyword} must be an array`);
    if (keyword === 'items' && draft === '2020-12')
      return error('items must be a schema; 2020-12 has prefixItems');
    if (value.length === 0 && keyword !== 'items') error(`${keyword} must have at least one schema`);
  } else if (ONE_SUBSCHEMA.has(keyword) && Array.isArray(value)) {
    error(`${keyword} must be a schema`);
  }
}
