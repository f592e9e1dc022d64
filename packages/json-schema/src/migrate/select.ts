import { type Pointer, toPointer } from '../json/pointer.ts';
import type { Work } from '../json/work.ts';
import { ANY } from './operation.ts';
import { childOf, isHolder, keysOf, type Node } from './tree.ts';

/** A node that a path leads to, and the steps that led there. */
export interface Spot {
  readonly node: Node;
  /** The name or index of the node in its holder. */
  readonly key: string;
  /** True when a `*` stood for the key. */
  readonly isAny: boolean;
  /** The spot of the holder; null for the whole value. */
  readonly above: Spot | null;
}

/** Finds the nodes that a path leads to, in the order of the value. */
export function select(root: Node, path: readonly string[], work: Work): Spot[] {
  const found: Spot[] = [];
  const follow = (spot: Spot, depth: number): void => {
    const segment = path[depth];
    work.spend(1);
    if (segment === undefined) {
      found.push(spot);
      return;
    }
    const { node } = spot;
    const isAny = segment === ANY;
    if (isAny && !isHolder(node)) return;
    for (const key of isAny && isHolder(node) ? keysOf(node) : [segment]) {
      const child = childOf(node, key);
      if (child !== undefined) follow({ node: child, key, isAny, above: spot }, depth + 1);
    }
  };
  follow({ node: root, key: '', isAny: false, above: null }, 0);
  return found;
}

const stepsTo = (spot: Spot): Spot[] => (spot.above === null ? [] : [...stepsTo(spot.above), spot]);

/** The names and indexes that lead to a spot. */
export const stepsOf = (spot: Spot): string[] => stepsTo(spot).map(({ key }) => key);

/** The place of a spot. */
export const placeOf = (spot: Spot): Pointer => toPointer(stepsOf(spot));

/** Puts the names and indexes for which `*` stood on the way to a spot into another path. */
export function withTaken(path: readonly string[], spot: Spot): readonly string[] {
  if (!path.includes(ANY)) return path;
  const taken = stepsTo(spot).filter(({ isAny }) => isAny);
  return path.map((segment) => (segment === ANY ? (taken.shift()?.key ?? ANY) : segment));
}
