import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ceilInstant, floorInstant, readInstant, withPlus } from './instant.ts';

const iso = (text: string) => {
  const instant = readInstant(text);
  return instant === null ? null : floorInstant(instant);
};

test('a zone whose + arrived as a space is read, and no other text changes', () => {
  for (const time of ['2026-01-31T00:30', '2026-01-31T00:30:00', '2026-01-31 00:30:00.5']) {
    expect(withPlus(`${time} 02:00`)).toBe(`${time}+02:00`);
  }
  for (const text of ['2026-01-31', '2026-01-31 02:00', '2026-01-31T00:30:00Z', 'at 10:00 02:00']) {
    expect(withPlus(text)).toBe(text);
  }
});

describe('an instant', () => {
  test.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2026-01-31T12:30', '2026-01-31T12:30:00.000Z'],
    ['2026-01-31T12:30:15', '2026-01-31T12:30:15.000Z'],
    ['2026-01-31t12:30:15z', '2026-01-31T12:30:15.000Z'],
    ['2026-01-31 12:30:15Z', '2026-01-31T12:30:15.000Z'],
    ['2026-01-31T12:30:15.1239Z', '2026-01-31T12:30:15.123Z'],
    ['2026-01-31T12:30:15.9999999999999999999Z', '2026-01-31T12:30:15.999Z'],
    ['2026-01-31T12:30:15.1239999999+00:00', '2026-01-31T12:30:15.123Z'],
    [`2026-01-31T12:30:15.5${'0'.repeat(5000)}1Z`, '2026-01-31T12:30:15.500Z'],
    ['2026-01-31T00:30:00+02:00', '2026-01-30T22:30:00.000Z'],
    ['2026-01-31T23:30:00-01:30', '2026-02-01T01:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2017-01-01T00:59:60+01:00', '2017-01-01T00:00:00.000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    ['0099-01-01', '0099-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, expected) => expect(iso(text)).toBe(expected));

  test.each([
    '',
    'now',
    '2026',
    '2026-1-1',
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-01-31T24:00:00Z',
    '2026-01-31T12:60:00Z',
    '2026-01-31T12:00:61Z',
    '2026-01-31T12:00:60Z',
    '2026-01-31T12:00:00+24:00',
    '2026-01-31T12:00:00+0100',
    '2026-01-31T12:00:00.Z',
    '2026-01-31T12:00:00 Europe/Berlin',
    '2026-01-31Z',
    '0000-01-01',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+012026-01-01',
    '1769817600000',
  ])('%s is none', (text) => expect(readInstant(text)).toBeNull());

  test('keeps fractions below a millisecond, and rounds to either side', () => {
    const instant = readInstant('2026-01-31T00:00:00.0005Z') ?? Number.NaN;
    expect(floorInstant(instant)).toBe('2026-01-31T00:00:00.000Z');
    expect(ceilInstant(instant)).toBe('2026-01-31T00:00:00.001Z');
    expect(ceilInstant(readInstant('2026-01-31T00:00:00.0000000000000000001Z') ?? 0)).toBe(
      '2026-01-31T00:00:00.001Z',
    );
    expect(ceilInstant(readInstant('9999-12-31T23:59:59.9999Z') ?? 0)).toBe('9999-12-31T23:59:59.999Z');
  });

  test('is the same in every zone of the process', () => {
    const module = new URL('./instant.ts', import.meta.url).href;
    const code = `import(${JSON.stringify(module)}).then(({ readInstant }) => console.log(readInstant('2026-11-29T00:00:00')))`;
    const read = (zone: string) =>
      execFileSync(process.execPath, ['--import', 'tsx', '-e', code], {
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      }).trim();
    expect(read('America/New_York')).toBe(String(Date.UTC(2026, 10, 29)));
  });
});
