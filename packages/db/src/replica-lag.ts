/** The places of the primary's log at moments of the past, to tell how long ago a replica had all that there was. */
export interface LagLog {
  /** Notes the end of the log at this moment. */
  note(bytes: bigint): void;
  /** How far a server that has replayed so much is behind the last note. Zero seconds when nothing is missing. */
  of(replayed: bigint): { seconds: number; bytes: number };
}

/** An hour of notes, one a second. A replica that is further behind shows an hour. */
const MOST = 3_600;

export function lagLog(now: () => number = () => performance.now()): LagLog {
  const notes: { at: number; bytes: bigint }[] = [];
  return {
    note: (bytes) => {
      notes.push({ at: now(), bytes });
      if (notes.length > MOST) notes.shift();
    },
    of: (replayed) => {
      const last = notes.at(-1);
      const missing = notes.find(({ bytes }) => bytes > replayed);
      if (!last || !missing) return { seconds: 0, bytes: 0 };
      return { seconds: (now() - missing.at) / 1000, bytes: Number(last.bytes - replayed) };
    },
  };
}
