import { breathe } from '@berth/kernel';
import { ownValue } from '../json/object.ts';
import { type Pointer, parsePointer } from '../json/pointer.ts';
import { TooMuchWork } from '../json/work.ts';
import { MAX_STEPS } from './steps.ts';

/** A place of the tree that leads to the secrets of a value. */
export interface Veiled {
  /** True for a secret, and for what is below it. */
  isSecret: boolean;
  /** True for a secret that is not compared with other content, and for what holds one or is below it. */
  isApart: boolean;
  /** True for a secret that is not compared with others like it, and for what holds one or is below it. */
  isKept: boolean;
  readonly below: Map<string, Veiled>;
  /** The answers about the content, by question. */
  readonly answers: Map<string, boolean>;
}

/** The secrets around a value, and its own place among them. */
export interface Secrets {
  readonly veil: Veil;
  readonly at: Veiled | undefined;
}

interface Question {
  readonly of: Veiled;
  readonly name: string;
  readonly answer: () => boolean;
}

/** The steps of questions about secrets that are answered without a pause. */
const MOST_AT_ONCE = 50_000;
/**
 * The most steps of all questions about the secrets of a value, when there can be pauses: less than a second at worst.
 * The rounded lengths of many short secrets add up to several times the work that they take.
 */
const MOST_STEPS = 8 * MAX_STEPS;
const SHORTEST = 64;

/**
 * Rounds the length of a secret up to a power of two, at least 64. Limits count secrets so: the exact length must not
 * decide if one is exceeded, because the caller can choose what else counts.
 */
export const roundedLength = (length: number): number =>
  length <= SHORTEST ? SHORTEST : 2 ** Math.ceil(Math.log2(length));

/**
 * The secrets of a value under check. The check takes the same work whatever they contain: on the way to a secret no
 * subschema is left out because of an outcome, and questions about secret texts are counted apart, each once.
 */
export class Veil {
  readonly root: Veiled = node(false);
  #isLate = false;
  #most = MAX_STEPS;
  #spent = 0;
  #counted = 0;
  #later: Question[] = [];

  /**
   * `apart` are those of the secrets that are never compared with other content of the value: they equal none. Those of
   * `kept` are compared with all but each other.
   */
  constructor(
    secrets: readonly Pointer[],
    { apart = [], kept = [] }: Partial<Record<'apart' | 'kept', readonly Pointer[]>> = {},
  ) {
    for (const secret of secrets) {
      const last = this.#wayTo(secret).at(-1);
      if (last) last.isSecret = true;
    }
    for (const secret of apart) for (const on of this.#wayTo(secret)) on.isApart = true;
    for (const secret of kept) for (const on of this.#wayTo(secret)) on.isKept = true;
  }

  /** The places from the root to a pointer, both included. */
  #wayTo(pointer: Pointer): Veiled[] {
    const way = [this.root];
    let at = this.root;
    for (const name of parsePointer(pointer) ?? []) {
      const next = at.below.get(name) ?? node(false);
      at.below.set(name, next);
      at = next;
      way.push(at);
    }
    return way;
  }

  /** The steps so far that count towards the limit of questions. */
  get counted(): number {
    return this.#counted;
  }

  /** The secrets of the whole value. */
  get whole(): Secrets {
    return { veil: this, at: this.root };
  }

  /**
   * Answers a question about the content of a secret, once for each name. `steps` are those that it takes,
   * `counted` those that count.
   *
   * @throws TooMuchWork.
   */
  ask(of: Veiled, name: string, steps: number, counted: number, answer: () => boolean): boolean {
    const known = of.answers.get(name);
    if (known !== undefined) return known;
    this.#counted += counted;
    this.#spent += steps;
    if (steps > MAX_STEPS || this.#counted > this.#most) throw new TooMuchWork('too much work');
    const isLater = this.#isLate && this.#spent > MOST_AT_ONCE;
    if (isLater) this.#later.push({ of, name, answer });
    const found = isLater || answer();
    of.answers.set(name, found);
    return found;
  }

  /**
   * Runs a check whose many questions are answered with pauses between them: the check runs a second time then, with
   * all the answers.
   */
  async settle<Outcome>(check: () => Outcome): Promise<Outcome> {
    const first = this.#whileLate(check);
    if (this.#later.length === 0) return first;
    for (const { of, name, answer } of this.#later.splice(0)) {
      await breathe();
      of.answers.set(name, answer());
    }
    await breathe();
    return check();
  }

  #whileLate<Outcome>(check: () => Outcome): Outcome {
    this.#isLate = true;
    this.#spent = 0;
    this.#most = MOST_STEPS;
    try {
      return check();
    } finally {
      this.#isLate = false;
      this.#most = Math.min(MOST_STEPS, this.#counted + MAX_STEPS);
    }
  }
}

/** Counts the characters of the secrets in a value, as JSON. */
export function secretLength({ isSecret, below }: Veiled, value: unknown): number {
  if (isSecret) return JSON.stringify(value).length;
  let length = 0;
  for (const [name, inside] of below) {
    const child = typeof value === 'object' && value !== null ? ownValue(value, name) : undefined;
    if (child !== undefined) length += secretLength(inside, child);
  }
  return length;
}

const node = (isSecret: boolean, { isApart = false, isKept = false }: Partial<Veiled> = {}): Veiled => ({
  isSecret,
  isApart,
  isKept,
  below: new Map(),
  answers: new Map(),
});

/** Returns the place of a member or item; `undefined` when it neither is a secret nor holds one. */
export function veiledBelow(of: Veiled | undefined, name: string | number): Veiled | undefined {
  if (of === undefined) return undefined;
  const found = of.below.get(String(name));
  if (found !== undefined || !of.isSecret) return found;
  const made = node(true, of);
  of.below.set(String(name), made);
  return made;
}
