import { expect, test } from 'vitest';
import { countText, lastDays, totalOf } from './activity-days.ts';
import { type Check, checksAt, countOptions } from './checks.ts';

const NOW = Date.parse('2026-03-01T13:00:00Z');

test('the last days end with today, and touch each other', () => {
  const days = lastDays(NOW, 3);
  expect(days.map(({ date }) => date)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(days[1]?.lt).toBe(days[2]?.gte);
  expect(Date.parse(days[2]?.lt ?? '') > NOW).toBe(true);
});

test('a bounded count says that there are more', () => {
  expect([countText(3, false), countText(100, true)]).toEqual(['3', '100+']);
  const [some, many] = [
    { count: 3, hasMore: false },
    { count: 100, hasMore: true },
  ] as const;
  expect([totalOf([some, some]), totalOf([some, many])]).toEqual(['6', '103+']);
});

test('a check whose filter the API does not have is left out, and asks nothing wrong', () => {
  const check: Check = {
    id: 'invalidConfigs',
    path: 'provider-configs',
    search: () => ({ invalid: 'true' }),
    tone: 'bad',
  };
  const unknown: Check = { ...check, search: () => ({ nonsense: 'true' }) };
  expect(checksAt(NOW, [check, unknown, { ...check, path: 'nowhere' }])).toHaveLength(1);
  expect(checksAt(NOW).map(({ id }) => id)).toEqual(
    expect.arrayContaining(['invalidConfigs', 'failingTests', 'oldVaults', 'needsReauth', 'failedJobs']),
  );
});

test('the options of a check are its filters, bounded', () => {
  const [jobs] = checksAt(NOW).filter(({ id }) => id === 'failedJobs');
  if (!jobs) throw new Error('There is no check of jobs.');
  expect(countOptions(jobs.resource, jobs.filters)).toEqual({
    limit: 100,
    order: 'desc',
    status: ['failed'],
    updated_at: { gte: '2026-02-22T13:00:00.000Z' },
    fields: ['kind'],
  });
});
