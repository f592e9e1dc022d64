import { isDeeperThan } from '../json/depth.ts';
import { isObject } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { TooMuchWork, Work } from '../json/work.ts';
import { DEEPEST } from '../walk/descent.ts';
import { apply, type Document, type Outcome } from './apply.ts';
import { applyProblems } from './errors.ts';
import { measure } from './measure.ts';
import { type Operation, type OperationName, PATCH_BUDGET } from './operation.ts';
import { copyOf, treeOf, writeTree } from './tree.ts';

/** A leaf and its place in the value before. */
export interface Move {
  readonly from: Pointer;
  readonly to: Pointer;
}

/** The value that a partial one is laid over by a merge (RFC 7396), and the pointers to its secrets. */
export interface Below {
  readonly value: unknown;
  readonly secrets: readonly Pointer[];
}

/** A value after patches. With problems it is the value before, and nothing was moved or written. */
export interface Migrated {
  readonly value: unknown;
  /** The indexes of the patches that were applied; the others had a `test` that does not hold. */
  readonly applied: readonly number[];
  /** The leaves that are at another place than before. A copied leaf may also be where it was. */
  readonly moves: readonly Move[];
  /** The leaves that a patch wrote, by the operation. One of `map` has its content from elsewhere in the value. */
  readonly written: readonly { readonly path: Pointer; readonly by: OperationName }[];
  /** The leaves with the content of a secret, each with its place before. */
  readonly secrets: readonly Move[];
  readonly problems: readonly PointerProblem[];
}

/**
 * Applies patches to a value, in order. A patch is applied as a whole or not at all: a `test` that does not hold skips
 * it, and another failure ends with its problem. Each leaf is followed, so that `moves` and `written` together say
 * where every leaf comes from that is not where it was. `secrets` are pointers to the secrets of the value; no patch
 * may ask about these. With `below` the value is a partial one: operations on places that it lacks are passed over, and
 * nothing is written where the value below provides a member. Never changes the value that it is given. Takes at most
 * `PATCH_BUDGET.work` steps.
 */
export function migrate(...given: Parameters<typeof migrating>): Migrated {
  const work = migrating(...given);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does the work of `migrate`, and lets others run after each operation. */
export function* migrating(
  value: unknown,
  patches: readonly (readonly Operation[])[],
  secrets: readonly Pointer[] = [],
  below?: Below,
): Generator<undefined, Migrated> {
  const failed = (problem: PointerProblem): Migrated => ({ ...UNCHANGED, value, problems: [problem] });
  if (isDeeperThan(value, DEEPEST)) return failed(applyProblems.deep({ levels: DEEPEST }));
  const work = new Work(PATCH_BUDGET.work);
  const under = below === undefined ? null : treeOf(below.value, new Set(below.secrets));
  const document: Document = { root: treeOf(value, new Set(secrets)), below: under, work };
  const applied: number[] = [];
  try {
    for (const [index, patch] of patches.entries()) {
      const outcome = yield* applyAll(document, patch);
      if (typeof outcome === 'object') return failed(outcome);
      if (outcome === 'done') applied.push(index);
    }
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    return failed(applyProblems.tooMuch({ work: PATCH_BUDGET.work }));
  }
  return { ...told(document), applied, problems: [] };
}

const UNCHANGED = { applied: [], moves: [], written: [], secrets: [] };

function* applyAll(document: Document, patch: readonly Operation[]): Generator<undefined, Outcome> {
  const before = patch.some(({ op }) => op === 'test') ? snapshot(document) : null;
  for (const [index, operation] of patch.entries()) {
    yield;
    const outcome = apply(document, operation, index + 1);
    if (outcome === 'unmet' && before !== null) document.root = before;
    if (outcome !== 'done') return outcome;
  }
  return 'done';
}

function snapshot({ root, work }: Document) {
  measure(root, work);
  return copyOf(root);
}

function told({ root }: Document): Pick<Migrated, 'value' | 'moves' | 'written' | 'secrets'> {
  const moves: Move[] = [];
  const written: Migrated['written'][number][] = [];
  const secrets: Move[] = [];
  const value = writeTree(root, ({ origin, by, isSecret }, at) => {
    if (by !== null) written.push({ path: at, by });
    if (origin === null) return;
    if (origin !== at) moves.push({ from: origin, to: at });
    if (isSecret) secrets.push({ from: origin, to: at });
  });
  return { value: isObject(value) ? value : {}, moves, written, secrets };
}
