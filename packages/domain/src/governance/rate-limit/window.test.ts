import { describe, expect, test } from 'vitest';
import { blockSize, windowOf } from './window.ts';

const at = (time: string) => new Date(`2026-03-01T${time}Z`);
const limit = { requests: 1_000, seconds: 10 };

describe('the window of a time', () => {
  test.each([
    ['12:00:10.000', '12:00:10.000', 10],
    ['12:00:10.001', '12:00:10.000', 10],
    ['12:00:11.000', '12:00:10.000', 9],
    ['12:00:19.999', '12:00:10.000', 1],
    ['12:00:20.000', '12:00:20.000', 10],
  ])('%s is in that of %s, which ends within %i seconds', (time, start, secondsLeft) => {
    expect(windowOf(at(time), limit)).toEqual({ start: at(start).getTime(), secondsLeft });
  });

  test('windows of any length begin at its multiples since 1970, also before then', () => {
    const seconds = { requests: 1, seconds: 7 };
    for (const ms of [0, 1, 6_999, 7_000, 1_700_000_000_123, -1, -7_000]) {
      const { start, secondsLeft } = windowOf(new Date(ms), seconds);
      expect(Math.abs(start % 7_000)).toBe(0);
      expect(start).toBeLessThanOrEqual(ms);
      expect(ms).toBeLessThan(start + 7_000);
      expect(secondsLeft).toBe(Math.ceil((start + 7_000 - ms) / 1000));
      expect(secondsLeft).toBeGreaterThanOrEqual(1);
    }
  });
});

describe('a block', () => {
  test('is a twentieth of the limit at first, and at least one request', () => {
    expect(blockSize(limit, 0, 1_000)).toBe(50);
    expect(blockSize({ requests: 7, seconds: 10 }, 0, 7)).toBe(1);
    expect(blockSize({ requests: 1, seconds: 10 }, 0, 1)).toBe(1);
  });

  test('grows with what was used, to a quarter of what is left', () => {
    expect(blockSize(limit, 100, 900)).toBe(100);
    expect(blockSize(limit, 400, 600)).toBe(150);
    expect(blockSize(limit, 900, 100)).toBe(50);
  });

  test('a busy key uses up its limit with few blocks', () => {
    let [used, leases] = [0, 0];
    for (; used < limit.requests; leases++) used += blockSize(limit, used, limit.requests - used);
    expect(leases).toBeLessThanOrEqual(12);
  });
});
