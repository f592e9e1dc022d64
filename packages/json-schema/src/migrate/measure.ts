import type { Work } from '../json/work.ts';
import { childrenOf, type Node } from './tree.ts';

/**
 * Counts the nodes of a tree and the length of its texts that are no secrets (the limit must not tell a length), and
 * returns its height: 0 for a scalar.
 */
export function measure(node: Node, work: Work): number {
  const { content, isSecret } = node;
  work.spend(1 + (typeof content === 'string' && !isSecret ? content.length / 64 : 0));
  if (typeof content !== 'object' || content === null) return 0;
  let below = 0;
  for (const child of childrenOf(node)) below = Math.max(below, measure(child, work));
  return below + 1;
}
