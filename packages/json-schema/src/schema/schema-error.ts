import type { Pointer } from '../json/pointer.ts';

/** One remark on a schema; `path` points into the schema. */
export interface SchemaProblem {
  readonly path: Pointer;
  readonly code: string;
  readonly message: string;
}

/** Thrown for a refused schema, with every reason found, at most 100. */
export class SchemaError extends Error {
  readonly problems: readonly SchemaProblem[];

  constructor(problems: readonly SchemaProblem[], options?: ErrorOptions) {
    const [first] = problems;
    const where = first === undefined || first.path === '' ? '' : ` at ${first.path}`;
    super(first === undefined ? 'the schema cannot be used' : `${first.message}${where}`, options);
    this.name = 'SchemaError';
    this.problems = problems.slice(0, 100);
  }
}
