import type { ChangeKind } from './change.ts';
import type { Frame } from './frame.ts';
import type { Tries } from './sample.ts';
import type { Shape } from './shape.ts';
import type { Steps } from './steps.ts';

/** A change that was found, before its severity is known. */
export interface Finding {
  readonly frame: Frame | null;
  readonly kind: ChangeKind;
  /** `open`: only a witness can tell. */
  readonly verdict: 'open' | 'risky' | 'safe';
  readonly before?: unknown;
  readonly after?: unknown;
  /** Values for the place of the change that may fit the earlier schema and not the later one; steps as `undefined`. */
  readonly tries?: (tries: Tries) => Iterable<unknown>;
}

export type Found = Omit<Finding, 'frame'>;

export type Add = (found: Found) => void;

/** The walk through two schemas side by side, as the comparison of one kind of value sees it. */
export interface Walk {
  /** Compares the shapes of one place. */
  compare(before: Shape, after: Shape, frame: Frame | null): Steps;
  /** Tells if every value of the one shape is proven to fit the other. */
  contained(before: Shape, after: Shape): Steps<boolean>;
  /** Compares keywords that are understood as a whole only: the later ones must all be there before. */
  compareOpaque(before: Shape, after: Shape, frame: Frame | null, keywords: readonly string[]): void;
  add(frame: Frame | null, found: Found): void;
  /** Tells if parts of the two schemas say the same. */
  same(one: unknown, other: unknown): boolean;
}
