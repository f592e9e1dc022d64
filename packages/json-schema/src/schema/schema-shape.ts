import { isObject } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import type { Draft } from './draft.ts';
import {
  ANNOTATIONS,
  COUNTS,
  NUMBERS,
  ONE_SUBSCHEMA,
  STRINGS,
  SUBSCHEMA_LIST,
  SUBSCHEMA_MAP,
  TYPES,
} from './keywords.ts';
import type { SchemaProblem } from './schema-error.ts';
import type { Place } from './schema-index.ts';

export interface ShapeFindings {
  /** Values that make the schema unusable. */
  readonly errors: readonly SchemaProblem[];
  /** Harmless breaches of the metaschema, such as a name required twice or `examples` that is not an array. */
  readonly warnings: readonly SchemaProblem[];
}

/** One fault of a keyword's value; `below` leads from the keyword to the exact place. */
interface Remark {
  readonly code: 'metaschema' | 'invalid_keyword' | 'unknown_type';
  readonly message: string;
  readonly below?: string;
}

/** Checks the values of one subschema's own keywords for a draft. */
export function shapeOf(place: Place, draft: Draft): ShapeFindings {
  const { schema, pointer } = place;
  if (typeof schema === 'boolean') {
    // draft-04 has no boolean schemas, except for additionalProperties and additionalItems
    const misplaced = draft === '04' && !/\/additional(?:Properties|Items)$/.test(pointer);
    const message = 'draft-04 has no boolean schemas';
    return { errors: [], warnings: misplaced ? [{ path: pointer, code: 'metaschema', message }] : [] };
  }
  if (!isObject(schema)) {
    const message = 'a schema must be an object or a boolean';
    return { errors: [{ path: pointer, code: 'invalid_schema', message }], warnings: [] };
  }
  const remarks = Object.entries(schema).flatMap(([keyword, value]) =>
    remarksOn(keyword, value, draft).map((remark) => located(childPointer(pointer, keyword), remark)),
  );
  return {
    errors: remarks.filter(({ code }) => code !== 'metaschema'),
    warnings: remarks.filter(({ code }) => code === 'metaschema'),
  };
}

function located(keywordAt: Pointer, { code, message, below }: Remark): SchemaProblem {
  return { path: below === undefined ? keywordAt : childPointer(keywordAt, below), code, message };
}

function remarksOn(keyword: string, value: unknown, draft: Draft): Remark[] {
  if (keyword === 'type') return onType(value);
  if (keyword === 'enum') return onEnum(value, draft);
  if (keyword === 'required') return onNames(value, 'required');
  if (keyword === 'dependentRequired' || keyword === 'dependencies') return onDependencies(keyword, value);
  if (draft === '04' && (keyword === 'exclusiveMaximum' || keyword === 'exclusiveMinimum')) {
    return typeof value === 'boolean' ? [] : unusable(`${keyword} must be a boolean in draft-04`);
  }
  if (NUMBERS.has(keyword)) return onNumber(keyword, value);
  if (COUNTS.has(keyword)) return onCount(keyword, value);
  if (keyword === 'uniqueItems')
    return typeof value === 'boolean' ? [] : unusable('uniqueItems must be a boolean');
  if (STRINGS.has(keyword) || (keyword === 'id' && draft === '04')) {
    return typeof value === 'string' ? [] : unusable(`${keyword} must be a string`);
  }
  if (Object.hasOwn(ANNOTATIONS, keyword)) return onAnnotation(keyword, value);
  return onSubschemas(keyword, value, draft);
}

function unusable(message: string): Remark[] {
  return [{ code: 'invalid_keyword', message }];
}

function quibble(message: string): Remark[] {
  return [{ code: 'metaschema', message }];
}

function onType(value: unknown): Remark[] {
  const names: unknown[] = Array.isArray(value) ? value : [value];
  if (names.length === 0) return unusable('type must name at least one type');
  if (names.some((name) => typeof name !== 'string'))
    return unusable('type must be a string or an array of strings');
  if (names.some((name) => !TYPES.has(name as string)))
    return [{ code: 'unknown_type', message: `type must be one of ${[...TYPES].join(', ')}` }];
  return new Set(names).size < names.length ? quibble('type names a type twice') : [];
}

function onEnum(value: unknown, draft: Draft): Remark[] {
  if (!Array.isArray(value)) return unusable('enum must be an array');
  if (value.length === 0) {
    const mayBeEmpty = draft === '2019-09' || draft === '2020-12';
    return mayBeEmpty
      ? quibble('enum is empty: no value fits')
      : unusable('enum must have at least one value');
  }
  const texts = value.map((item) => JSON.stringify(item));
  return new Set(texts).size < texts.length ? quibble('enum has the same value twice') : [];
}

function onNames(value: unknown, what: string): Remark[] {
  if (!Array.isArray(value) || value.some((name) => typeof name !== 'string')) {
    return unusable(`${what} must be an array of property names`);
  }
  return new Set(value).size < value.length ? quibble(`${what} has the same name twice`) : [];
}

function onDependencies(keyword: string, value: unknown): Remark[] {
  if (!isObject(value)) return unusable(`${keyword} must be an object`);
  return Object.entries(value).flatMap(([name, names]) => {
    // Under `dependencies` an entry may also be a schema
    if (keyword === 'dependencies' && !Array.isArray(names)) return [];
    return onNames(names, `${keyword} of a property`).map((remark) => ({ ...remark, below: name }));
  });
}

function onNumber(keyword: string, value: unknown): Remark[] {
  if (typeof value !== 'number') return unusable(`${keyword} must be a number`);
  if (keyword !== 'multipleOf' || value > 0) return [];
  return value === 0 ? unusable('multipleOf must not be 0') : quibble('multipleOf should be greater than 0');
}

function onCount(keyword: string, value: unknown): Remark[] {
  if (typeof value !== 'number') return unusable(`${keyword} must be a number`);
  return Number.isInteger(value) && value >= 0
    ? []
    : quibble(`${keyword} should be a whole number, 0 or more`);
}

function onAnnotation(keyword: string, value: unknown): Remark[] {
  const expected = ANNOTATIONS[keyword];
  const fits = expected === 'array' ? Array.isArray(value) : typeof value === expected;
  return fits ? [] : quibble(`${keyword} should be ${expected === 'array' ? 'an array' : `a ${expected}`}`);
}

function onSubschemas(keyword: string, value: unknown, draft: Draft): Remark[] {
  if (SUBSCHEMA_MAP.has(keyword)) return isObject(value) ? [] : unusable(`${keyword} must be an object`);
  if (SUBSCHEMA_LIST.has(keyword)) {
    if (!Array.isArray(value)) return keyword === 'items' ? [] : unusable(`${keyword} must be an array`);
    if (keyword === 'items' && draft === '2020-12') {
      return unusable('items must be a schema; 2020-12 has prefixItems');
    }
    return value.length > 0 || keyword === 'items'
      ? []
      : unusable(`${keyword} must have at least one schema`);
  }
  return ONE_SUBSCHEMA.has(keyword) && Array.isArray(value) ? unusable(`${keyword} must be a schema`) : [];
}
