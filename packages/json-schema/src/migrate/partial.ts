import type { Work } from '../json/work.ts';
import { type Spot, select } from './select.ts';
import { childOf, type Node } from './tree.ts';

/** A value, and the one that it is laid over; null when it is whole. */
interface Layered {
  readonly root: Node;
  readonly below: Node | null;
  readonly work: Work;
}

/** True when the value below has a member at a place. */
export function provides({ below, work }: Layered, holder: readonly string[], name: string): boolean {
  const [spot] = below === null ? [] : select(below, holder, work);
  return spot !== undefined && childOf(spot.node, name) !== undefined;
}

/**
 * Finds the holder at a path without `*`. An object that the value lacks and the one below has is made, if `isWanted`
 * says so of the path.
 */
export function placeOver(
  { root, below, work }: Layered,
  path: readonly string[],
  isWanted: (path: readonly string[]) => boolean = () => true,
): Spot[] {
  const found = select(root, path, work);
  if (found.length > 0 || below === null) return found;
  const [under] = select(below, path, work);
  if (!(under?.node.content instanceof Map) || !isWanted(path)) return found;
  let node = root;
  for (const segment of path) {
    if (!(node.content instanceof Map)) return found;
    work.spend(1);
    const child = node.content.get(segment) ?? emptyObject();
    node.content.set(segment, child);
    node = child;
  }
  return select(root, path, work);
}

const emptyObject = (): Node => ({ origin: null, isSecret: false, by: null, content: new Map() });
