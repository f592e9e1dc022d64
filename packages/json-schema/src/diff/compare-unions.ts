import { isObject } from '../json/object.ts';
import type { Place } from '../schema/schema-index.ts';
import { disjoint, pairBranches } from './branches.ts';
import type { Frame } from './frame.ts';
import { candidates } from './sample.ts';
import { type Shape, type Union, within } from './shape.ts';
import type { Steps, Walk } from './walk.ts';

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
  const { pairs, gone, come } = pairBranches(before.schema, one, after.schema, other, walk.same);
  const rivals = other.keyword === 'oneOf' ? rivalsOf(walk, after, one, other) : [];
  for (const [branch, match] of pairs) {
    const left = within(before, one, branch);
    yield* walk.compare(left, within(after, other, match), frame);
    yield* onlyOne(walk, left, rivals, [branch, match], frame);
  }
  for (const branch of gone) {
    const left = within(before, one, branch);
    if (yield* takerOf(walk, left, after, other)) continue;
    walk.add(frame, {
      kind: 'branch_removed',
      verdict: 'open',
      before: labelOf(branch),
      tries: (tries) => candidates(left, null, tries),
    });
  }
  for (const branch of come)
    walk.add(frame, { kind: 'branch_added', verdict: 'safe', after: labelOf(branch) });
}

/** A branch of a later `oneOf`, and the branches of an earlier one that say the same. */
interface Rival {
  readonly place: Place;
  readonly shape: Shape;
  readonly known: readonly Place[];
}

const rivalsOf = (walk: Walk, after: Shape, one: Union, other: Union): Rival[] =>
  other.branches.map((place) => ({
    place,
    shape: within(after, other, place),
    known:
      one.keyword === 'oneOf'
        ? one.branches.filter((earlier) => walk.same(earlier.schema, place.schema))
        : [],
  }));

/** Holds that a value of a branch fits no second branch of a later `oneOf`. */
function* onlyOne(
  walk: Walk,
  left: Shape,
  rivals: readonly Rival[],
  [branch, match]: readonly [Place, Place],
  frame: Frame | null,
): Steps {
  for (const { place, shape, known } of rivals) {
    if (place === match || known.some((earlier) => earlier !== branch)) continue;
    yield;
    if (disjoint(left, shape, walk)) continue;
    walk.add(frame, {
      kind: 'branch_added',
      verdict: 'open',
      after: labelOf(place),
      tries: (tries) => candidates(left, shape, tries),
    });
  }
}

/** Compares values without a union with a later union: one of its branches must take all of them. */
function* intoUnion(walk: Walk, before: Shape, after: Shape, other: Union, frame: Frame | null): Steps {
  const taker = yield* takerOf(walk, before, after, other);
  const taken = taker === undefined ? null : within(after, other, taker);
  const alone =
    other.keyword === 'anyOf' ||
    other.branches.every(
      (branch) => branch === taker || disjoint(before, within(after, other, branch), walk),
    );
  if (taken !== null && alone) {
    yield* walk.compare(before, taken, frame);
    return;
  }
  walk.add(frame, {
    kind: 'branch_added',
    verdict: 'open',
    after: other.branches.map(labelOf),
    tries: (tries) => candidates(before, null, tries),
  });
}

/** Finds the first branch that is proven to take all values of a shape. */
function* takerOf(walk: Walk, taken: Shape, after: Shape, union: Union): Steps<Place | undefined> {
  for (const branch of union.branches) {
    if (yield* walk.contained(taken, within(after, union, branch))) return branch;
  }
  return undefined;
}

/** The title of a branch, or its number. */
const labelOf = (branch: Place): unknown =>
  (isObject(branch.schema) && typeof branch.schema.title === 'string' && branch.schema.title) ||
  Number(branch.pointer.slice(branch.pointer.lastIndexOf('/') + 1));
