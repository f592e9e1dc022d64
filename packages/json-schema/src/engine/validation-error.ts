import type { ErrorObject } from 'ajv';

import type { Pointer } from '../json/pointer.ts';

/** An error in ajv's form, made by a keyword of our own. */
export function validationError(keyword: string, at: Pointer, params: Record<string, unknown>): ErrorObject {
  return { keyword, instancePath: at, schemaPath: '', params };
}
