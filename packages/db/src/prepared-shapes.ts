/** A cache of one value for each of the most used statement shapes. */
export interface UsualShapes<Made> {
  /** Counts a use. Returns the value of the shape, made now if this use earned it a place; null if it has none. */
  use(shape: string, make: () => Made): Made | null;
}

/**
 * Makes a cache with `places` places. A shape earns a place by two uses. When all places are taken, both uses must
 * follow the last use of the least recently used shape, which is then evicted. So one-off shapes never evict a
 * recurring one, and shapes that recur in turn do not evict each other when they outnumber the places. The cache
 * remembers the last `remembered` shapes without a place. A use of a shape with a place takes constant time; another
 * one may look at every place.
 */
export function usualShapes<Made>(places: number, remembered: number): UsualShapes<Made> {
  const kept = new Map<string, { made: Made; usedAt: number }>();
  /** In the order of their last use, the oldest first. */
  const seen = new Map<string, number>();
  let uses = 0;

  /** Finds the shape that was used longest ago. An order by use would cost a deletion and an insertion at each use. */
  const oldest = (): { shape: string; usedAt: number } => {
    let found = { shape: '', usedAt: Number.POSITIVE_INFINITY };
    for (const [shape, { usedAt }] of kept) if (usedAt < found.usedAt) found = { shape, usedAt };
    return found;
  };

  const earns = (usedBefore: number | undefined): boolean =>
    usedBefore !== undefined && (kept.size < places || oldest().usedAt < usedBefore);

  return {
    use(shape, make) {
      const usedAt = ++uses;
      const place = kept.get(shape);
      if (place) {
        place.usedAt = usedAt;
        return place.made;
      }
      if (!earns(seen.get(shape))) {
        seen.delete(shape);
        seen.set(shape, usedAt);
        if (seen.size > remembered) deleteFirst(seen);
        return null;
      }
      const made = make();
      seen.delete(shape);
      if (kept.size === places) kept.delete(oldest().shape);
      kept.set(shape, { made, usedAt });
      return made;
    },
  };
}

function deleteFirst(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
