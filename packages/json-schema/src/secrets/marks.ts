import { parsePointer } from '../json/pointer.ts';

/** Paths marked secret by hand, walked down beside a value. `*` stands for any one name or index. */
export class Marks {
  readonly #remaining: readonly (readonly string[])[];

  private constructor(remaining: readonly (readonly string[])[]) {
    this.#remaining = remaining;
  }

  /** Malformed pointers mark nothing; `markedPathsProblems` reports them. */
  static of(pointers: readonly string[]): Marks {
    return new Marks(
      pointers.flatMap((pointer) => {
        const segments = parsePointer(pointer);
        return segments === undefined ? [] : [segments];
      }),
    );
  }

  /** True when the place reached is itself marked, and with it all that lies below. */
  get marksHere(): boolean {
    return this.#remaining.some((segments) => segments.length === 0);
  }

  /** The marks that still hold one step further down. */
  below(name: string): Marks {
    if (this.#remaining.length === 0) return this;
    return new Marks(
      this.#remaining.flatMap(([first, ...rest]) => (first === name || first === '*' ? [rest] : [])),
    );
  }
}
