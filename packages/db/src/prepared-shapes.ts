/** A cache of one value for each of the most used statement shapes. */
export interface UsualShapes<Made> {
  /** Counts a use. Returns the value of the shape, made now if this use earned it a place; null if it has none. */
  use(shape: string, make: () => Made): Made | null;
}

/**
 * Makes a cache with `places` places. A shape earns a place by two uses. When all places are taken, both uses must
 * follow the last use of the least recently used shape, which is then evicted. So one-off shapes never evict a
 * recurring one, and shapes that recur in turn do not evict each other when they outnumber the places. The cache
 * remembers the last `remembered` shapes without a place. A use takes constant time.
 */
export function usualShapes<Made>(places: number, remembered: number): UsualShapes<Made> {
  /** Both are in the order of their last use, oldest first. */
  const kept = new Map<string, { made: Made; usedAt: number }>();
  const seen = new Map<string, number>();
  let uses = 0;

  const earns = (usedBefore: number | undefined): boolean => {
    if (usedBefore === undefined) return false;
    const [oldest] = kept;
    return kept.size < places || (oldest !== undefined && oldest[1].usedAt < usedBefore);
  };

  return {
    use(shape, make) {
      const usedAt = ++uses;
      const place = kept.get(shape);
      if (place) {
        moveToEnd(kept, shape, { made: place.made, usedAt });
        return place.made;
      }
      if (!earns(seen.get(shape))) {
        moveToEnd(seen, shape, usedAt);
        if (seen.size > remembered) deleteFirst(seen);
        return null;
      }
      const made = make();
      seen.delete(shape);
      if (kept.size === places) deleteFirst(kept);
      kept.set(shape, { made, usedAt });
      return made;
    },
  };
}

function moveToEnd<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
}

function deleteFirst(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
