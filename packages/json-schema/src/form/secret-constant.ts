import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { SUBSCHEMA_MAP } from '../schema/keywords.ts';
import { isMarkedSecret } from '../secrets/secret-subschemas.ts';
import type { Field } from './field.ts';
import { formOf } from './form-of.ts';

/**
 * Tells if a secret has one possible value, so that the schema itself tells it: a secret that the schema marks, or one
 * at `secretPaths`. Takes any schema that was read from JSON text.
 */
export const hasSecretConstant = (schema: unknown, secretPaths: readonly Pointer[] = []): boolean =>
  isToldIn(schema, false, false) ||
  (secretPaths.length > 0 && isAskedIn(formOf(jsonCopy(schema), { secretPaths })));

function isToldIn(value: unknown, isMap: boolean, isSecret: boolean): boolean {
  if (Array.isArray(value)) return value.some((item) => isToldIn(item, false, isSecret));
  if (!isObject(value)) return false;
  const isMarked = isSecret || (!isMap && isMarkedSecret(value));
  if (!isMap && isMarked && isConstant(value)) return true;
  return Object.entries(value).some(([name, below]) =>
    isToldIn(below, !isMap && SUBSCHEMA_MAP.has(name), isMarked),
  );
}

const isConstant = (schema: Record<string, unknown>): boolean => {
  const values = ownValue(schema, 'enum');
  return Object.hasOwn(schema, 'const') || (Array.isArray(values) && values.length === 1);
};

function isAskedIn(field: Field): boolean {
  switch (field.kind) {
    case 'constant':
      return field.secret;
    case 'choice':
      return field.secret && field.options.length === 1;
    case 'list':
      return isAskedIn(field.item);
    case 'union':
      return field.branches.some((branch) => isAskedIn(branch.field));
    case 'group':
      return [...field.members.map((member) => member.field), ...field.unions].some(isAskedIn);
    default:
      return false;
  }
}
