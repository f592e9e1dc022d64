import { useSyncExternalStore } from 'react';
import { exact, relative } from './relative.ts';

const MINUTE_MS = 60_000;
let now = Date.now();

/** Ticks once a minute for all times of the page together. */
const subscribe = (changed: () => void): (() => void) => {
  const timer = setInterval(() => {
    now = Date.now();
    changed();
  }, MINUTE_MS);
  return () => clearInterval(timer);
};

/** Shows a time relative to now; the exact one is shown on hover, and read with it. */
export function Time({ at }: { at: string }) {
  const shown = useSyncExternalStore(subscribe, () => now);
  return (
    <time dateTime={at} title={exact(at)} className="whitespace-nowrap">
      {relative(at, Math.max(shown, Date.now()))}
    </time>
  );
}
