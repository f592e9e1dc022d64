import type { Node } from './node.ts';

const made = new WeakMap<Node, Map<string, Node>>();

/**
 * Makes a schema from another one, once for each purpose: fields compare schemas by identity, and are drawn again when
 * they get another one.
 */
export function derived(node: Node, purpose: string, make: () => Node): Node {
  const known = made.get(node) ?? new Map<string, Node>();
  made.set(node, known);
  const found = known.get(purpose) ?? make();
  known.set(purpose, found);
  return found;
}
