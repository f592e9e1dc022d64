/** Thrown when a computation has used up its work. */
export class TooMuchWork extends Error {}

/**
 * Bounds the work of one computation on what a tenant sends: a schema of a few hundred bytes can ask for 2^50
 * evaluations, which no limit on its size would show. The unit is that of the computation.
 */
export class Work {
  #spent = 0;
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** The work so far. */
  get spent(): number {
    return this.#spent;
  }

  /** Counts work. @throws TooMuchWork */
  spend(units: number): void {
    this.#spent += units;
    this.#left -= units;
    if (this.#left < 0) throw new TooMuchWork('too much work');
  }

  /** Leaves at most so much work to a step, until `restore` gives back the rest. */
  allow(most: number): { restore: () => void } {
    const held = Math.max(this.#left - most, 0);
    this.#left -= held;
    return {
      restore: () => {
        this.#left = Math.max(this.#left, 0) + held;
      },
    };
  }
}
