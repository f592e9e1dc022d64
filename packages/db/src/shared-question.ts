/**
 * Makes a question that callers at the same time share: each gets the answer to a question that was asked after its
 * call.
 */
export function sharedQuestion<T>(ask: () => Promise<T>): () => Promise<T> {
  let under: Promise<T> | null = null;
  let next: Promise<T> | null = null;

  const start = (): Promise<T> => {
    const asked = ask();
    under = asked;
    next = null;
    const end = () => {
      if (under === asked && next === null) under = null;
    };
    asked.then(end, end);
    return asked;
  };

  return () => {
    if (under === null) return start();
    next ??= under.then(start, start);
    return next;
  };
}
