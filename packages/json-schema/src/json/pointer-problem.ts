import type { Pointer } from './pointer.ts';

/** A problem at a place of a JSON document: of a value, a schema or a patch. */
export interface PointerProblem {
  readonly path: Pointer;
  readonly code: string;
  readonly message: string;
}
