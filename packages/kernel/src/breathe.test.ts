import { readFile } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breathe, filterInSlices, mapInSlices } from './breathe.ts';

/** Keeps the event loop busy for longer than computations may without a pause. */
function compute(): void {
  const start = performance.now();
  while (performance.now() - start < 25);
}

describe('a pause between two steps of a computation', () => {
  it('lets a timer run that is due, also when the computation began with data that arrived', async () => {
    const ran = await new Promise((resolve) => {
      readFile(import.meta.filename, async () => {
        let fired = false;
        setTimeout(() => {
          fired = true;
        });
        compute();
        await breathe();
        resolve(fired);
      });
    });
    expect(ran).toBe(true);
  });

  it('comes within a list, and changes nothing of the outcome', async () => {
    const items = Array.from({ length: 1_201 }, (_, i) => i);
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    });
    const mapped = await mapInSlices(items, (item) => {
      if (item % 400 === 0) compute();
      return item + 1;
    });
    clearInterval(count);
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(mapped).toEqual(items.map((item) => item + 1));
    expect(await filterInSlices(items, (item) => item % 2 === 0)).toEqual(
      items.filter((item) => item % 2 === 0),
    );
  });
});
