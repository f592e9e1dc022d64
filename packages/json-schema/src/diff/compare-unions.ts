import { isObject } from '../json/object.ts';
import type { Place } from '../schema/schema-index.ts';
import { disjoint, pairBranches } from './branches.ts';
import type { Frame } from './frame.ts';
import { candidates } from './sample.ts';
import { type Shape, type Union, within } from './shape.ts';
import type { Walk } from './walk.ts';

export function compareUnions(
  walk: Walk,
  before: Shape,
  after: Shape,
  frame: Frame | null,
  unions: { before: Union | null; after: Union | null },
): void {
  const { before: one, after: other } = unions;
  if (one === null) {
    if (other !== null) intoUnion(walk, before, after, other, frame);
    return;
  }
  if (other === null) {
    for (const branch of one.branches) walk.compare(within(before, one, branch), after, frame);
    return;
  }
  const { pairs, gone, come } = pairBranches(before.schema, one, after.schema, other, before.work);
  for (const [branch, match] of pairs) {
    const left = within(before, one, branch);
    walk.compare(left, within(after, other, match), frame);
    if (other.keyword === 'oneOf') onlyOne(walk, left, after, one, other, [branch, match], frame);
  }
  for (const branch of gone) {
    const left = within(before, one, branch);
    if (other.branches.some((match) => walk.contained(left, within(after, other, match)))) continue;
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

/** Holds that a value of a branch fits no second branch of a later `oneOf`. */
function onlyOne(
  walk: Walk,
  left: Shape,
  after: Shape,
  one: Union,
  other: Union,
  [branch, match]: readonly [Place, Place],
  frame: Frame | null,
): void {
  for (const second of other.branches) {
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
function intoUnion(walk: Walk, before: Shape, after: Shape, other: Union, frame: Frame | null): void {
  const taker = other.branches.find((branch) => walk.contained(before, within(after, other, branch)));
  const taken = taker === undefined ? null : within(after, other, taker);
  const alone =
    other.keyword === 'anyOf' ||
    other.branches.every((branch) => branch === taker || disjoint(before, within(after, other, branch)));
  if (taken !== null && alone) {
    walk.compare(before, taken, frame);
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
const titleOf = (branch: Place): unknown =>
  (isObject(branch.schema) && typeof branch.schema.title === 'string' && branch.schema.title) ||
  Number(branch.pointer.slice(branch.pointer.lastIndexOf('/') + 1));
