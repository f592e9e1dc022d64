import { PoolExhausted } from './errors.ts';

/** Runs work when one of a number of places is free, in the order of the calls. */
export type Places = <T>(run: () => Promise<T>) => Promise<T>;

/** Places that tell how much work has one, and how much waits for one. */
export interface CountedPlaces extends Places {
  taken(): number;
  waiting(): number;
}

/**
 * Makes a number of places for work that needs a connection. Work that no place was free for in `waitMs` is refused, so
 * that a database which falls behind is not asked for ever more. @throws PoolExhausted from the returned function.
 */
export function createPlaces(places: number, waitMs: number): CountedPlaces {
  // An array: the outgrown tables of a busy Set keep past members until a full collection
  const waiting: (() => void)[] = [];
  let free = places;

  const enter = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(admit), 1);
        reject(new PoolExhausted(waitMs));
      }, waitMs);
      waiting.push(admit);
    });

  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };

  const inPlace: Places = async (run) => {
    if (free > 0) free--;
    else await enter();
    try {
      return await run();
    } finally {
      leave();
    }
  };
  return Object.assign(inPlace, { taken: () => places - free, waiting: () => waiting.length });
}
