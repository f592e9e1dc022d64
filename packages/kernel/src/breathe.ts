/** The time that computations may take together before others run, in ms. */
const LONGEST_MS = 20;

/** Lets others run between two steps of a long computation; undefined when there is nothing to wait for. */
export type Pause = () => Promise<void> | undefined;

let last = 0;

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/**
 * Lets the event loop serve others, unless it just has: awaited between two steps of a long computation, and between
 * the items of a loop. Returns undefined, and makes no promise, before computations have taken 20 ms together.
 */
export function breathe(): Promise<void> | undefined {
  return performance.now() - last < LONGEST_MS ? undefined : turns();
}

/** Waits for two turns of the event loop. The first may come right after the computation, before any request. */
async function turns(): Promise<void> {
  await turn();
  await turn();
  last = performance.now();
}

/** Maps a list of any length and lets others run after each slice. The default suits items that take a few µs. */
export async function mapInSlices<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
  slice = 500,
): Promise<Made[]> {
  const made: Made[] = [];
  for (let start = 0; start < items.length; start += slice) {
    for (const item of items.slice(start, start + slice)) made.push(make(item));
    await breathe();
  }
  return made;
}

/** Returns the items of a list that pass a test, and lets others run after each slice. */
export async function filterInSlices<Item>(
  items: readonly Item[],
  isKept: (item: Item) => boolean,
): Promise<Item[]> {
  const kept = await mapInSlices(items, isKept);
  return items.filter((_, index) => kept[index]);
}
