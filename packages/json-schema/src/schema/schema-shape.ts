import { isObject } from '../json/object.ts';
import { childPointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import type { Draft } from './draft.ts';
import { schemaProblems, shapeWarnings } from './errors.ts';
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
import { LONGEST_URI, type Subschema } from './schema-index.ts';

export interface ShapeFindings {
  /** Values that make the schema unusable. */
  readonly errors: readonly PointerProblem[];
  /** Harmless breaches of the metaschema, such as a name required twice or `examples` that is not an array. */
  readonly warnings: readonly PointerProblem[];
}

/** One fault of a keyword's value; `path` leads from the keyword to the exact place. */
type Remark = PointerProblem;

/** Checks the values of one subschema's own keywords for a draft. */
export function shapeOf(subschema: Subschema, draft: Draft): ShapeFindings {
  const { schema, pointer } = subschema;
  if (typeof schema === 'boolean') {
    // draft-04 has no boolean schemas, except for additionalProperties and additionalItems
    const misplaced = draft === '04' && !/\/additional(?:Properties|Items)$/.test(pointer);
    return { errors: [], warnings: misplaced ? [shapeWarnings.booleanIn04(pointer)] : [] };
  }
  if (!isObject(schema)) {
    return { errors: [schemaProblems.noSchema(pointer)], warnings: [] };
  }
  const remarks = Object.entries(schema).flatMap(([keyword, value]) =>
    remarksOn(keyword, value, draft).map((remark) => ({
      ...remark,
      path: `${childPointer(pointer, keyword)}${remark.path}`,
    })),
  );
  return {
    errors: remarks.filter(({ code }) => code !== 'metaschema'),
    warnings: remarks.filter(({ code }) => code === 'metaschema'),
  };
}

function remarksOn(keyword: string, value: unknown, draft: Draft): Remark[] {
  if (keyword === 'type') return onType(value);
  if (keyword === 'enum') return onEnum(value, draft);
  if (keyword === 'required') return onNames(value, 'required');
  if (keyword === 'dependentRequired' || keyword === 'dependencies') return onDependencies(keyword, value);
  if (draft === '04' && (keyword === 'exclusiveMaximum' || keyword === 'exclusiveMinimum')) {
    return typeof value === 'boolean' ? [] : mustBe(keyword, 'a boolean in draft-04');
  }
  if (NUMBERS.has(keyword)) return onNumber(keyword, value);
  if (COUNTS.has(keyword)) return onCount(keyword, value);
  if (keyword === 'uniqueItems') return typeof value === 'boolean' ? [] : mustBe('uniqueItems', 'a boolean');
  if (STRINGS.has(keyword) || (keyword === 'id' && draft === '04')) {
    if (typeof value !== 'string') return mustBe(keyword, 'a string');
    return URIS.has(keyword) && value.length > LONGEST_URI
      ? [schemaProblems.longUri({ keyword, most: LONGEST_URI })]
      : [];
  }
  if (Object.hasOwn(ANNOTATIONS, keyword)) return onAnnotation(keyword, value);
  return onSubschemas(keyword, value, draft);
}

const mustBe = (keyword: string, expected: string): Remark[] => [
  schemaProblems.mustBe({ keyword, expected }),
];

const shouldBe = (keyword: string, expected: string): Remark[] => [
  shapeWarnings.shouldBe({ keyword, expected }),
];

const mustHaveOne = (keyword: string, item: string): Remark[] => [
  schemaProblems.mustHaveOne({ keyword, item }),
];

/** The keywords whose values are URIs. */
const URIS: ReadonlySet<string> = new Set(['$id', '$ref', '$dynamicRef', 'id']);

function onType(value: unknown): Remark[] {
  const names: unknown[] = Array.isArray(value) ? value : [value];
  if (names.length === 0) return [schemaProblems.noTypes()];
  if (names.some((name) => typeof name !== 'string')) return [schemaProblems.wrongType()];
  if (names.some((name) => !TYPES.has(name as string)))
    return [schemaProblems.unknownType({ types: [...TYPES].join(', ') })];
  return new Set(names).size < names.length ? [shapeWarnings.typeTwice()] : [];
}

function onEnum(value: unknown, draft: Draft): Remark[] {
  if (!Array.isArray(value)) return mustBe('enum', 'an array');
  if (value.length === 0) {
    const mayBeEmpty = draft === '2019-09' || draft === '2020-12';
    return mayBeEmpty ? [shapeWarnings.emptyEnum()] : mustHaveOne('enum', 'value');
  }
  const texts = value.map((item) => JSON.stringify(item));
  return new Set(texts).size < texts.length ? [shapeWarnings.valueTwice()] : [];
}

function onNames(value: unknown, what: string): Remark[] {
  if (!Array.isArray(value) || value.some((name) => typeof name !== 'string')) {
    return mustBe(what, 'an array of property names');
  }
  return new Set(value).size < value.length ? [shapeWarnings.nameTwice({ keyword: what })] : [];
}

function onDependencies(keyword: string, value: unknown): Remark[] {
  if (!isObject(value)) return mustBe(keyword, 'an object');
  return Object.entries(value).flatMap(([name, names]) => {
    // Under `dependencies` an entry may also be a schema
    if (keyword === 'dependencies' && !Array.isArray(names)) return [];
    return onNames(names, `${keyword} of a property`).map((remark) => ({
      ...remark,
      path: childPointer('', name),
    }));
  });
}

function onNumber(keyword: string, value: unknown): Remark[] {
  if (typeof value !== 'number') return mustBe(keyword, 'a number');
  if (keyword !== 'multipleOf' || value > 0) return [];
  return value === 0 ? [schemaProblems.zero()] : [shapeWarnings.notPositive()];
}

function onCount(keyword: string, value: unknown): Remark[] {
  if (typeof value !== 'number') return mustBe(keyword, 'a number');
  return Number.isInteger(value) && value >= 0 ? [] : shouldBe(keyword, 'a whole number, 0 or more');
}

function onAnnotation(keyword: string, value: unknown): Remark[] {
  const expected = ANNOTATIONS[keyword];
  const fits = expected === 'array' ? Array.isArray(value) : typeof value === expected;
  return fits ? [] : shouldBe(keyword, expected === 'array' ? 'an array' : `a ${expected}`);
}

function onSubschemas(keyword: string, value: unknown, draft: Draft): Remark[] {
  if (SUBSCHEMA_MAP.has(keyword)) return isObject(value) ? [] : mustBe(keyword, 'an object');
  if (SUBSCHEMA_LIST.has(keyword)) {
    if (!Array.isArray(value)) return keyword === 'items' ? [] : mustBe(keyword, 'an array');
    if (keyword === 'items' && draft === '2020-12') {
      return [schemaProblems.itemsOf2020()];
    }
    return value.length > 0 || keyword === 'items' ? [] : mustHaveOne(keyword, 'schema');
  }
  return ONE_SUBSCHEMA.has(keyword) && Array.isArray(value) ? mustBe(keyword, 'a schema') : [];
}
