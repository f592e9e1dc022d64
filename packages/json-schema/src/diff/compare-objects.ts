import { compareBounds } from './compare-scalars.ts';
import type { Frame } from './frame.ts';
import { candidates, fullObjectOf, objectOf, withoutMember } from './sample.ts';
import { memberOf, namesOf, requiredOf, type Shape, saidBy } from './shape.ts';
import type { Steps } from './steps.ts';
import type { Walk } from './walk.ts';

export function* compareObjects(walk: Walk, before: Shape, after: Shape, frame: Frame | null): Steps {
  compareBounds('object', before, after, (found) => walk.add(frame, found));
  const [needed, needs] = [requiredOf(before), requiredOf(after)];
  for (const name of needs) {
    if (needed.has(name)) continue;
    walk.add(inside(frame, before, after, name), {
      kind: 'required_added',
      verdict: 'open',
      tries: function* (tries) {
        yield yield* objectOf(before, after, tries, 0, name);
        yield yield* objectOf(before, null, tries, 0, name);
        yield withoutMember(yield* fullObjectOf(before, after, tries), name);
      },
    });
  }
  for (const name of needed) {
    if (!needs.has(name))
      walk.add(inside(frame, before, after, name), { kind: 'required_removed', verdict: 'safe' });
  }
  for (const name of new Set([...namesOf(before), ...namesOf(after)]))
    yield* compareMember(walk, before, after, name, frame);
  yield* compareOthers(walk, before, after, frame);
}

function* compareMember(walk: Walk, before: Shape, after: Shape, name: string, frame: Frame | null): Steps {
  yield;
  const [left, right] = [memberOf(before, name), memberOf(after, name)];
  const here = inside(frame, before, after, name);
  if (left.described && right.described && !right.shape.impossible && !left.shape.impossible) {
    yield* walk.compare(left.shape, right.shape, here);
    return;
  }
  if (left.described && !left.shape.impossible) {
    const safe = !right.shape.impossible && (yield* walk.contained(left.shape, right.shape));
    walk.add(here, {
      kind: 'property_removed',
      verdict: safe ? 'safe' : 'open',
      tries: (tries) => candidates(left.shape, null, tries),
    });
    return;
  }
  if (!right.described) return;
  const safe = left.shape.impossible || (yield* walk.contained(left.shape, right.shape));
  walk.add(
    { ...here, undescribed: true },
    {
      kind: 'property_added',
      verdict: safe ? 'safe' : 'open',
      tries: (tries) => candidates(left.shape, null, tries),
    },
  );
}

/** Compares the members that no keyword names. */
function* compareOthers(walk: Walk, before: Shape, after: Shape, frame: Frame | null): Steps {
  const [left, right] = [memberOf(before, null).shape, memberOf(after, null).shape];
  const patterns = saidBy(before, 'patternProperties').concat(saidBy(after, 'patternProperties'));
  if (patterns.length > 0) walk.compareOpaque(before, after, frame, ['patternProperties']);
  const here: Frame = { up: frame, before, after, step: 'anyMember', undescribed: true };
  if (left.impossible) {
    if (!right.impossible) walk.add(frame, { kind: 'properties_opened', verdict: 'safe' });
    return;
  }
  if (right.impossible) {
    walk.add(here, {
      kind: 'properties_closed',
      verdict: 'open',
      tries: (tries) => candidates(left, null, tries),
    });
  } else {
    yield* walk.compare(left, right, here);
  }
}

const inside = (up: Frame | null, before: Shape, after: Shape, member: string): Frame => ({
  up,
  before,
  after,
  step: { member },
});
