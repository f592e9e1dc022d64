/** Thrown when a comparison has used up its work. */
export class TooIntricate extends Error {}

/**
 * Bounds the work of a comparison, because the places of two schemas, their unions and their names are looked at in
 * pairs. One unit is a step of a check, about 0.3 µs.
 */
export class Work {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** Counts work. @throws TooIntricate */
  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) throw new TooIntricate();
  }

  /** Runs a step with at most so much of the work that is left. */
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

/** Counts the reading of a text. */
export const unitsOf = (text: string): number => 1 + text.length / 50;
