import type { PointerProblem } from '../json/pointer-problem.ts';

/** Thrown for a refused schema, with every reason found, at most 100. */
export class SchemaError extends Error {
  readonly problems: readonly PointerProblem[];

  constructor(problems: readonly PointerProblem[], options?: ErrorOptions) {
    const [first] = problems;
    const where = first === undefined || first.path === '' ? '' : ` at ${first.path}`;
    super(first === undefined ? 'the schema cannot be used' : `${first.message}${where}`, options);
    this.name = 'SchemaError';
    this.problems = problems.slice(0, 100);
  }
}
