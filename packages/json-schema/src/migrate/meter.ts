import { PATCH_BUDGET } from './operation.ts';
import { childrenOf, type Node } from './tree.ts';

/** Thrown when applying patches to one value has used up its work. */
export class TooMuchWork extends Error {}

/** Counts work against its limit. */
export type Meter = (units: number) => void;

/** Makes a meter. @throws TooMuchWork by the meter, past `PATCH_BUDGET.work`. */
export function newMeter(): Meter {
  let left: number = PATCH_BUDGET.work;
  return (units) => {
    left -= units;
    if (left < 0) throw new TooMuchWork();
  };
}

/**
 * Counts the nodes of a tree and the length of its texts that are no secrets (the limit must not tell a length), and
 * returns its height: 0 for a scalar.
 */
export function measure(node: Node, meter: Meter): number {
  const { content, isSecret } = node;
  meter(1 + (typeof content === 'string' && !isSecret ? content.length / 64 : 0));
  if (typeof content !== 'object' || content === null) return 0;
  let below = 0;
  for (const child of childrenOf(node)) below = Math.max(below, measure(child, meter));
  return below + 1;
}
