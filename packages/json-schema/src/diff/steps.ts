/** A computation in steps: between two of them others may run. */
export type Steps<Result = void> = Generator<undefined, Result, void>;
