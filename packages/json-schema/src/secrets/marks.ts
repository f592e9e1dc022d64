import { parsePointer } from '../json/pointer.ts';

/** Paths marked secret by hand, followed down a value. `*` stands for any one name or index. */
export class Marks {
  readonly #remaining: readonly (readonly string[])[];

  private constructor(remaining: readonly (readonly string[])[]) {
    this.#remaining = remaining;
  }

  /** Ignores malformed pointers; `markedPathsProblems` reports them. */
  static of(pointers: readonly string[]): Marks {
    return new Marks(
      pointers.flatMap((pointer) => {
        const segments = parsePointer(pointer);
        return segments === undefined ? [] : [segments];
      }),
    );
  }

  /** True when the current place is itself marked, which also marks everything below it. */
  get marksHere(): boolean {
    return this.#remaining.some((segments) => segments.length === 0);
  }

  /** Returns the marks that remain one step further down. */
  below(name: string): Marks {
    if (this.#remaining.length === 0) return this;
    return new Marks(
      this.#remaining.flatMap(([first, ...rest]) => (first === name || first === '*' ? [rest] : [])),
    );
  }
}
