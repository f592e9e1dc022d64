import type { Meter } from './meter.ts';
import { type Spot, select } from './select.ts';
import { childOf, type Node } from './tree.ts';

/** A value, and the one that it is laid over; null when it is whole. */
interface Layered {
  readonly root: Node;
  readonly below: Node | null;
  readonly meter: Meter;
}

/** True when the value below has a member at a place. */
export function provides({ below, meter }: Layered, holder: readonly string[], name: string): boolean {
  const [spot] = below === null ? [] : select(below, holder, meter);
  return spot !== undefined && childOf(spot.node, name) !== undefined;
}

/**
 * Finds the holder at a path without `*`. An object that the value lacks and the one below has is made, if `isWanted`
 * says so of the path.
 */
export function placeOver(
  { root, below, meter }: Layered,
  path: readonly string[],
  isWanted: (path: readonly string[]) => boolean = () => true,
): Spot[] {
  const found = select(root, path, meter);
  if (found.length > 0 || below === null) return found;
  const [under] = select(below, path, meter);
  if (!(under?.node.content instanceof Map) || !isWanted(path)) return found;
  let node = root;
  for (const segment of path) {
    if (!(node.content instanceof Map)) return found;
    meter(1);
    const child = node.content.get(segment) ?? emptyObject();
    node.content.set(segment, child);
    node = child;
  }
  return select(root, path, meter);
}

const emptyObject = (): Node => ({ origin: null, isSecret: false, by: null, content: new Map() });
