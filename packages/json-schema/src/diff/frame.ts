import { setOwn } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { fullObjectOf, objectOf, type Tries, type Values } from './sample.ts';
import type { Shape } from './shape.ts';
import type { Steps } from './steps.ts';

/** A member by name, any member that no keyword names, or the items of an array. */
export type Step = { readonly member: string } | 'anyMember' | 'items';

/** The way from the root of a value to one of its places, with the shapes around it. */
export interface Frame {
  readonly up: Frame | null;
  readonly before: Shape;
  readonly after: Shape;
  readonly step: Step;
  /** True for a member that the earlier schema does not describe, so that few values have it. */
  readonly undescribed?: boolean;
}

/** Tells if a place is below a member that the earlier schema does not describe. */
export const isUndescribed = (frame: Frame | null): boolean =>
  frame !== null && (frame.undescribed === true || isUndescribed(frame.up));

/** The name of a member that no schema describes. */
export const UNDESCRIBED = 'undescribed_member';

export const pathOf = (frame: Frame | null): Pointer =>
  frame === null
    ? ''
    : childPointer(pathOf(frame.up), typeof frame.step === 'object' ? frame.step.member : '*');

/** The place in a witness: the first item stands for all. */
export const placeOf = (frame: Frame | null): Pointer => {
  if (frame === null) return '';
  const name =
    typeof frame.step === 'object' ? frame.step.member : frame.step === 'items' ? '0' : UNDESCRIBED;
  return childPointer(placeOf(frame.up), name);
};

/** Builds whole values around a value at a place: with the members needed in both schemas, in the earlier one, all. */
export function* documentsWith(frame: Frame | null, value: unknown, tries: Tries): Values {
  if (frame === null) {
    yield value;
    return;
  }
  for (const way of ['both', 'before', 'all'] as const) {
    let built = value;
    for (let at: Frame | null = frame; at !== null; at = at.up) built = yield* around(at, built, way, tries);
    yield built;
  }
}

function* around(
  { before, after, step }: Frame,
  value: unknown,
  way: 'all' | 'before' | 'both',
  tries: Tries,
): Steps<unknown> {
  if (step === 'items') return [value];
  const name = typeof step === 'object' ? step.member : UNDESCRIBED;
  const like = way === 'before' ? null : after;
  const made = yield* way === 'all'
    ? fullObjectOf(before, like, tries)
    : objectOf(before, like, tries, 0, name);
  setOwn(made, name, value);
  return made;
}
