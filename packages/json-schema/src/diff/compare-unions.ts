import { isObject } from '../json/object.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { disjoint, pairBranches } from './branches.ts';
import type { Frame } from './frame.ts';
import { candidates } from './sample.ts';
import { type Shape, type Union, within } from './shape.ts';
import type { Steps } from './steps.ts';
import type { Walk } from './walk.ts';

export function* compareUnions(
  walk: Walk,
  before: Shape,
  after: Shape,
  frame: Frame | null,
  unions: { before: Union | null; after: Union | null },
): Steps {
  const { before: one, after: other } = unions;
  if (one === null) {
    if (other !== null) yield* intoUnion(walk, before, after, other, frame);
    return;
  }
  if (other === null) {
    for (const branch of one.branches) yield* walk.compare(within(before, one, branch), after, frame);
    return;
  }
  const { pairs, gone, come } = yield* pairBranches(before.schema, one, after.schema, other, before.work);
  for (const [branch, match] of pairs) {
    const left = within(before, one, branch);
    yield* walk.compare(left, within(after, other, match), frame);
    if (other.keyword === 'oneOf') yield* onlyOne(walk, left, after, one, other, [branch, match], frame);
  }
  for (const branch of gone) {
    const left = within(before, one, branch);
    if ((yield* takerOf(walk, left, after, other)) !== null) continue;
    walk.add(frame, {
      kind: 'branch_removed',
      verdict: 'open',
      before: titleOf(branch),
      tries: (tries) => candidates(left, null, tries),
    });
  }
  for (const branch of come)
    walk.add(frame, { kind: 'branch_added', verdict: 'safe', after: titleOf(branch) });
}

/** Finds the branch of a later union that is proven to take every value. */
function* takerOf(walk: Walk, before: Shape, after: Shape, other: Union): Steps<Subschema | null> {
  for (const branch of other.branches)
    if (yield* walk.contained(before, within(after, other, branch))) return branch;
  return null;
}

/** Holds that a value of a branch fits no second branch of a later `oneOf`. */
function* onlyOne(
  walk: Walk,
  left: Shape,
  after: Shape,
  one: Union,
  other: Union,
  [branch, match]: readonly [Subschema, Subschema],
  frame: Frame | null,
): Steps {
  for (const second of other.branches) {
    yield;
    if (second === match) continue;
    const known = one.branches.some(
      (earlier) => earlier !== branch && walk.same(earlier.schema, second.schema),
    );
    if (known && one.keyword === 'oneOf') continue;
    const right = within(after, other, second);
    if (disjoint(left, right)) continue;
    walk.add(frame, {
      kind: 'branch_added',
      verdict: 'open',
      after: titleOf(second),
      tries: (tries) => candidates(left, right, tries),
    });
  }
}

/** Compares values without a union with a later union: one of its branches must take all of them. */
function* intoUnion(walk: Walk, before: Shape, after: Shape, other: Union, frame: Frame | null): Steps {
  const taker = yield* takerOf(walk, before, after, other);
  const taken = taker === null ? null : within(after, other, taker);
  let alone = true;
  for (const branch of other.keyword === 'anyOf' ? [] : other.branches) {
    yield;
    alone &&= branch === taker || disjoint(before, within(after, other, branch));
    if (!alone) break;
  }
  if (taken !== null && alone) {
    yield* walk.compare(before, taken, frame);
    return;
  }
  walk.add(frame, {
    kind: 'branch_added',
    verdict: 'open',
    after: other.branches.map(titleOf),
    tries: (tries) => candidates(before, null, tries),
  });
}

/** The title of a branch, or its number. */
const titleOf = (branch: Subschema): unknown =>
  (isObject(branch.schema) && typeof branch.schema.title === 'string' && branch.schema.title) ||
  Number(branch.pointer.slice(branch.pointer.lastIndexOf('/') + 1));
