/** Stops a running validator. `limit` names the exhausted limit; `errors` holds the errors found so far. */
export class Stopped extends Error {
  readonly limit: 'work' | 'errors';
  readonly errors: readonly unknown[];

  constructor(limit: 'work' | 'errors', errors: readonly unknown[]) {
    super(`stopped: too many ${limit}`);
    this.limit = limit;
    this.errors = errors;
  }
}

// Each limit takes about half a second at worst on the machine this was measured on. A value of 1 MiB with 100,000
// items under an ordinary schema needs about 300,000 steps.
const MAX_STEPS = 1_000_000;
const MAX_PATTERN_WORK = 32_000_000;

/**
 * Bounds one run of a validator: a schema of a few hundred bytes can ask for 2^50 evaluations (`allOf` of two
 * references, fifty levels deep), and references make that invisible to a limit on size.
 */
export class Meter {
  readonly #maxErrors: number;
  #steps = 0;
  #patternWork = 0;

  constructor(maxErrors: number) {
    this.#maxErrors = maxErrors;
  }

  /** The work of the run so far, in steps. */
  get spent(): number {
    return this.#steps + Math.ceil((this.#patternWork * MAX_STEPS) / MAX_PATTERN_WORK);
  }

  reset(): void {
    this.#steps = 0;
    this.#patternWork = 0;
  }

  /** Counts the evaluation of one subschema. `found` is the number of errors that the validator holds so far. */
  step(weight: number, found: number, errors: readonly unknown[] | null): void {
    this.#steps += weight;
    if (this.#steps > MAX_STEPS) throw new Stopped('work', errors ?? []);
    if (found > this.#maxErrors) throw new Stopped('errors', errors ?? []);
  }

  /** Counts one run of a pattern with a given program size over a text. */
  pattern(size: number, textLength: number): void {
    this.#patternWork += size * (textLength + 1);
    if (this.#patternWork > MAX_PATTERN_WORK) throw new Stopped('work', []);
  }
}
