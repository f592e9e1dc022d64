/** The lookups under way at once; further ones wait for one of them to end, and then go together. */
const MOST_UNDER_WAY = 2;

/** The keys of one lookup. The work of more callers with their rows would hold up the process. */
const MOST_KEYS = 50;

/** The longest wait for one of them, in milliseconds: they may have met a database that says nothing. */
const LONGEST_WAIT_MS = 50;

interface Batch<T> {
  keys: Set<string>;
  found: Promise<ReadonlyMap<string, T>>;
  start(): void;
}

/**
 * Makes a lookup by key that callers at the same time share: each gets what was found by a lookup that began after its
 * call. Callers in one turn of the event loop go together; a caller alone waits only for the end of the turn.
 */
export function sharedLookup<T>(
  find: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | undefined> {
  const waiting: Batch<T>[] = [];
  let underWay = 0;
  /** The ends of turns of the event loop that will each begin a lookup, if one waits then. */
  let due = 0;

  const end = (): void => {
    underWay -= 1;
    waiting[0]?.start();
  };

  const batchWithPlace = (): Batch<T> => {
    const last = waiting.at(-1);
    if (last && last.keys.size < MOST_KEYS) return last;
    const keys = new Set<string>();
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    // By `then`, so that the lookup runs in the asynchronous context (the trace) of the first caller of the batch
    const found = begun.then(() => find([...keys]));
    found.then(end, end);
    const start = (): void => {
      clearTimeout(patience);
      waiting.splice(waiting.indexOf(batch), 1);
      underWay += 1;
      begin();
    };
    const batch = { keys, found, start };
    const patience = setTimeout(start, LONGEST_WAIT_MS);
    waiting.push(batch);
    return batch;
  };

  const startDue = (): void => {
    due -= 1;
    if (underWay < MOST_UNDER_WAY) waiting[0]?.start();
  };

  return async (key) => {
    const batch = batchWithPlace();
    batch.keys.add(key);
    if (underWay + due < MOST_UNDER_WAY) {
      due += 1;
      setImmediate(startDue);
    }
    return (await batch.found).get(key);
  };
}
