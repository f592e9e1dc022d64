import { besideWriters } from '../beside.ts';
import { type ChaosCase, pause } from '../case.ts';
import { told } from '../ledger.ts';
import { growthOf, handlesOf, peakMb, percentile, residentMb } from '../measure.ts';
import { onPostgres } from '../place.ts';
import { makePostgres } from '../postgres.ts';

const SAMPLE_MS = 5_000;
/** The fewest samples that show a growth. */
const SAMPLES = 10;
/** The part of a run before the caches are full. */
const WARM_UP = 0.4;
/** The growth over the measured part above which memory is not flat: a share of the median, and handles. */
const MOST_MEMORY = 0.08;
const MOST_HANDLES = 8;
/** Resident memory in MB: the goal under load, and the most at any time, which the Helm chart requests. */
const GOAL = 180;
const MOST = 256;

export const soak: ChaosCase = {
  name: 'soak',
  about: 'mixed requests for a long time: memory and handles stay flat',
  run: async ({ minutes }) => {
    const postgres = await makePostgres();
    try {
      const writers = { count: 6, restMs: 5 };
      return await besideWriters(onPostgres(postgres.url), writers, async ({ server, ledger }) => {
        const memory: number[] = [];
        const handles: number[] = [];
        const end = performance.now() + minutes * 60_000;
        while (performance.now() < end || memory.length < SAMPLES) {
          await pause(SAMPLE_MS);
          memory.push(residentMb(server.child.pid));
          handles.push(handlesOf(server.child.pid));
        }
        const from = Math.floor(memory.length * WARM_UP);
        const [late, open] = [memory.slice(from), handles.slice(from)];
        const median = percentile(late, 50);
        const [grown, opened] = [growthOf(late), growthOf(open)];
        if (grown > median * MOST_MEMORY)
          ledger.breaches.push(`Memory grows by ${grown.toFixed(0)} MB of ${median}`);
        const peak = peakMb(server.child.pid);
        if (peak > MOST) ledger.breaches.push(`Memory reaches ${peak} MB, and ${MOST} MB are its limit`);
        if (opened > MOST_HANDLES) ledger.breaches.push(`Handles grow by ${opened.toFixed(0)}`);
        return () =>
          `${minutes} minutes, ${ledger.times.length} requests, ${told(ledger)}; ${median} MB resident, ${signed(grown)} MB by slope, ${peak} MB at the peak (goal: ${GOAL}); ` +
          `${percentile(open, 50)} handles, ${signed(opened)} by slope; 99th percentile ${percentile(ledger.times, 99)} ms`;
      });
    } finally {
      await postgres.remove();
    }
  },
};

const signed = (number: number): string => `${number < 0 ? '−' : '+'}${Math.abs(number).toFixed(1)}`;
