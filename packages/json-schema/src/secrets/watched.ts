/** A node of the tree of watched places. */
export interface Node {
  readonly id: number;
  /** True for a watched place. */
  isEnd: boolean;
  /** The nodes below by name or index, `*` for any. */
  readonly below: Map<string, Node>;
}

/** Makes the tree of places, given as segments, and returns its root alone; none without places. */
export function nodesFor(places: readonly (readonly string[])[]): readonly Node[] {
  if (places.length === 0) return [];
  let count = 0;
  const make = (): Node => ({ id: count++, isEnd: false, below: new Map() });
  const root = make();
  for (const place of places) {
    let node = root;
    for (const name of place) {
      const next = node.below.get(name) ?? make();
      node.below.set(name, next);
      node = next;
    }
    node.isEnd = true;
  }
  return [root];
}
