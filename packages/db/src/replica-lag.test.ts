import { expect, test } from 'vitest';
import { lagLog } from './replica-lag.ts';

test('the lag is the time since the first end of the log that a replica lacks', () => {
  let now = 0;
  const log = lagLog(() => now);
  expect(log.of(0n)).toEqual({ seconds: 0, bytes: 0 });
  for (const [at, bytes] of [
    [1_000, 100n],
    [2_000, 100n],
    [3_000, 250n],
    [4_000, 300n],
  ] as const) {
    now = at;
    log.note(bytes);
  }
  now = 5_000;
  expect(log.of(300n)).toEqual({ seconds: 0, bytes: 0 });
  expect(log.of(250n)).toEqual({ seconds: 1, bytes: 50 });
  expect(log.of(100n)).toEqual({ seconds: 2, bytes: 200 });
  expect(log.of(0n)).toEqual({ seconds: 4, bytes: 300 });
});
