import { checkValueAt } from '../engine/check.ts';
import { type CompiledSchema, validatorUnlessRefused } from '../engine/compile.ts';
import { formats } from '../engine/formats.ts';
import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer } from '../json/pointer.ts';
import { draftOf, idKeywordOf } from '../schema/draft.ts';
import type { SchemaProblem } from '../schema/schema-error.ts';
import { type Place, SchemaIndex } from '../schema/schema-index.ts';
import { shapeOf } from '../schema/schema-shape.ts';
import { isMarkedSecret } from '../secrets/secret-subschemas.ts';
import { intendedKeyword } from './typo.ts';

/**
 * A remark that does not prevent the use of a schema: `typo`, `unknown_format`, `invalid_default`, `secret_default`,
 * `metaschema`.
 */
export type Warning = SchemaProblem;

const MOST_WARNINGS = 100;

/** Lists remarks on a schema. Accepts any value and never throws; the defaults of a refused schema are not checked. */
export function lintSchema(schema: unknown): Warning[] {
  const draft = draftOf(schema) ?? '2020-12';
  const index = new SchemaIndex(jsonCopy(schema), idKeywordOf(draft));
  const compiled = validatorUnlessRefused(schema);
  const warnings: Warning[] = [];
  for (const place of index.places) {
    warnings.push(...shapeOf(place, draft).warnings);
    if (isObject(place.schema)) {
      warnings.push(...typos(place.schema, place), ...formatWarnings(place.schema, place));
      warnings.push(...defaultWarnings(place.schema, place, compiled));
    }
    if (warnings.length >= MOST_WARNINGS) break;
  }
  return warnings.slice(0, MOST_WARNINGS);
}

function typos(schema: Record<string, unknown>, { pointer }: Place): Warning[] {
  return Object.keys(schema).flatMap((word) => {
    const intended = intendedKeyword(word);
    if (intended === undefined || Object.hasOwn(schema, intended)) return [];
    const message = `unknown keyword; "${intended}" is probably meant`;
    return [{ path: childPointer(pointer, word), code: 'typo', message }];
  });
}

function formatWarnings(schema: Record<string, unknown>, { pointer }: Place): Warning[] {
  const format = ownValue(schema, 'format');
  if (typeof format !== 'string' || Object.hasOwn(formats, format)) return [];
  const message = 'unknown format; it is not checked';
  return [{ path: childPointer(pointer, 'format'), code: 'unknown_format', message }];
}

function defaultWarnings(
  schema: Record<string, unknown>,
  { pointer }: Place,
  compiled: CompiledSchema | undefined,
): Warning[] {
  if (!Object.hasOwn(schema, 'default')) return [];
  const path = childPointer(pointer, 'default');
  const warnings: Warning[] = [];
  if (isMarkedSecret(schema) && isSomething(schema.default)) {
    warnings.push({
      path,
      code: 'secret_default',
      message: 'a secret has a default, which everyone can read',
    });
  }
  const [problem] = compiled === undefined ? [] : checkValueAt(compiled, pointer, schema.default);
  if (problem !== undefined) {
    const where = problem.path === '' ? '' : ` (${problem.path})`;
    warnings.push({
      path,
      code: 'invalid_default',
      message: `the default does not fit: ${problem.message}${where}`,
    });
  }
  return warnings;
}

function isSomething(value: unknown): boolean {
  return value !== '' && value !== null && value !== undefined;
}
