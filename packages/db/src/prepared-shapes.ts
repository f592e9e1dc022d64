/** Keeps what is made for a shape of statement, for the shapes that are used most. */
export interface UsualShapes<Made> {
  /** Counts a use. Gives what is kept for the shape, made now if it has just earned a place, or null: it has none. */
  use(shape: string, make: () => Made): Made | null;
}

/**
 * Gives `places` to shapes. A shape gets one with its second use; when all are taken, with two uses since the shape that
 * was used longest ago had its last one, which loses its place. So shapes that come once push nothing out, however many
 * they are, and shapes that come in turn do not push out each other when they are more than the places. Of shapes
 * without a place the last `remembered` ones are known. A use takes the same time however many shapes there are.
 */
export function usualShapes<Made>(places: number, remembered: number): UsualShapes<Made> {
  /** Both in the order of their last use, the oldest first. */
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
