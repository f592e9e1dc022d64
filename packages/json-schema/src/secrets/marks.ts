import { type Pointer, parsePointer } from '../json/pointer.ts';

/** A step of the tree of marked paths. */
interface Step {
  isMarked: boolean;
  readonly below: Map<string, Step>;
}

const ANY = '*';

/**
 * Paths marked by hand, followed down a value. `*` stands for any one name or index. The paths are a tree, so that
 * equal beginnings are followed once; the steps below a place are found once for each name that the paths have there.
 */
export class Marks {
  readonly #here: readonly Step[];
  readonly #below = new Map<string, Marks>();

  private constructor(here: readonly Step[]) {
    this.#here = here;
  }

  /** Ignores malformed pointers; `unreachedPaths` reports them. */
  static of(pointers: readonly Pointer[]): Marks {
    return new Marks([treeOf(pointers)]);
  }

  /** True when the current place is itself marked, which also marks everything below it. */
  get marksHere(): boolean {
    return this.#here.some(({ isMarked }) => isMarked);
  }

  /** The number of paths, or beginnings of paths, that lead to the current place. */
  get width(): number {
    return this.#here.length;
  }

  /** Returns the marks that remain one step further down. */
  below(name: string): Marks {
    if (this.#here.length === 0) return this;
    const key = this.#here.some(({ below }) => below.has(name)) ? name : ANY;
    const known = this.#below.get(key);
    if (known !== undefined) return known;
    const steps = this.#here.flatMap(({ below }) => {
      const named = below.get(key);
      const any = key === ANY ? undefined : below.get(ANY);
      return [named, any].filter((step) => step !== undefined);
    });
    const next = new Marks(steps);
    this.#below.set(key, next);
    return next;
  }
}

function treeOf(pointers: readonly Pointer[]): Step {
  const root: Step = { isMarked: false, below: new Map() };
  for (const pointer of pointers) {
    const segments = parsePointer(pointer);
    if (segments === undefined) continue;
    let step = root;
    for (const segment of segments) {
      const next = step.below.get(segment) ?? { isMarked: false, below: new Map() };
      step.below.set(segment, next);
      step = next;
    }
    step.isMarked = true;
  }
  return root;
}
