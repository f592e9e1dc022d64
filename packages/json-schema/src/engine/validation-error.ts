import type { ErrorObject } from 'ajv';

import type { Pointer } from '../json/pointer.ts';

/** Makes an error in ajv's form, for a keyword of our own. */
export function validationError(keyword: string, at: Pointer, params: Record<string, unknown>): ErrorObject {
  return { keyword, instancePath: at, schemaPath: '', params };
}
