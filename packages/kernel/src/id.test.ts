import { describe, expect, test } from 'vitest';
import { firstId, idWithUuid, isId, lastId, newId, prefixes, sameUuid, uuidOf as shownUuid } from './id.ts';

const START = Date.UTC(2030, 0, 1);
const at = (ms: number) => new Date(START + ms);

describe('newId', () => {
  test('is the prefix of the kind and 26 base-32 digits', () => {
    for (const [kind, prefix] of Object.entries(prefixes)) {
      const id = newId(kind as keyof typeof prefixes, at(0));
      expect(id).toMatch(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`));
    }
  });

  test('carries a UUIDv7 of the given moment', () => {
    const moment = at(60_000);
    const uuid = uuidOf(newId('provider', moment));
    expect(Number.parseInt(uuid.slice(0, 12), 16)).toBe(moment.getTime());
    expect(uuid[12]).toBe('7');
    expect('89ab').toContain(uuid[16]);
  });

  test('rises strictly within a millisecond, far beyond the range of the counter', () => {
    const ids = Array.from({ length: 20_000 }, () => newId('provider', at(120_000)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort());
  });

  test('rises strictly when the clock stands still or steps back by less than a minute', () => {
    const clock = [600_000, 599_000, 540_001, 599_999, 600_000, 600_001, 560_000];
    const ids = clock.map((ms) => newId('provider', at(ms)));
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is never more than a minute ahead of the clock, and never behind it', () => {
    const clock = [700_000, 699_000, 5, 640_000, 6, 0, 700_001, 7, 639_999, 800_000, 1];
    const ids = clock.map((ms) => newId('provider', at(ms)));
    for (const [index, ms] of clock.entries()) {
      expect((ids[index] as string) > firstId('provider', at(ms))).toBe(true);
      expect((ids[index] as string) < lastId('provider', at(ms + 1))).toBe(true);
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('rises strictly within each of two moments, between which the clock leaps to and fro', () => {
    const [early, late] = [31_536_000_000_000, 31_536_000_000_000 + 86_400_000];
    const made = Array.from({ length: 40 }, (_, n) => {
      const ms = n % 3 === 0 ? late : early;
      return { ms, id: newId('provider', at(ms)) };
    });
    for (const moment of [early, late]) {
      const ids = made.filter(({ ms }) => ms === moment).map(({ id }) => id);
      expect(ids).toEqual([...ids].sort());
    }
    for (let day = 1; day <= 20; day++) {
      const moment = at(late + 2 * day * 86_400_000);
      const first = newId('provider', moment);
      newId('provider', new Date(moment.getTime() + 86_400_000));
      expect(newId('provider', moment) > first).toBe(true);
    }
  });

  test('rises strictly within each of many moments, between which the clock leaps in any order', () => {
    const moments = Array.from({ length: 12 }, (_, day) => at((1_000 + day) * 86_400_000));
    const newest = new Map<Date, string>();
    for (let n = 0; n < 2_000; n++) {
      const moment = moments[(n * n + 5 * n + (n % 7)) % moments.length] as Date;
      const id = newId('provider', moment);
      expect(id > (newest.get(moment) ?? '')).toBe(true);
      newest.set(moment, id);
    }
    expect(newest.size).toBe(moments.length);
  });

  test('rises strictly a day before more moments than are known', () => {
    for (let n = 0; n < 64; n++) newId('provider', at(2_000 * 86_400_000 + n * 120_000));
    const ids = Array.from({ length: 10 }, () => newId('provider', at(500 * 86_400_000)));
    expect(ids).toEqual([...ids].sort());
  });

  test('sorts by creation over years', () => {
    const ids = [1, 2, 10, 400, 4_000].map((days) => newId('provider', at(days * 86_400_000 + 900_000)));
    expect(ids).toEqual([...ids].sort());
  });
});

describe('the UUID of an id', () => {
  test('is written in the usual form and converts back to the id', () => {
    for (let n = 0; n < 200; n++) {
      const id = newId('providerConfig', at(700_000 + n));
      const uuid = shownUuid(id);
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(uuid.replaceAll('-', '')).toBe(uuidOf(id));
      expect(idWithUuid('providerConfig', uuid.replaceAll('-', ''))).toBe(id);
    }
  });

  test.each(['0'.repeat(32), 'f'.repeat(32), `${'0'.repeat(31)}1`])(
    '%s converts to an id and back',
    (hex) => {
      const id = idWithUuid('provider', hex);
      expect(isId('provider', id)).toBe(true);
      expect(shownUuid(id).replaceAll('-', '')).toBe(hex);
    },
  );
});

describe('isId', () => {
  const id = newId('provider', at(0));

  test('accepts the ids of its kind', () => {
    expect(isId('provider', id)).toBe(true);
    expect(isId('providerVersion', id)).toBe(false);
    expect(isId('authMethod', newId('authMethodScope', at(0)))).toBe(false);
  });

  test.each([
    ['nothing', ''],
    ['the prefix alone', 'pro_'],
    ['no prefix', id.slice(4)],
    ['another prefix', `prv_${id.slice(4)}`],
    ['a digit too many', `${id}0`],
    ['a digit too few', id.slice(0, -1)],
    ['upper case', id.toUpperCase()],
    ['upper case digits', `pro_${id.slice(4).toUpperCase()}`],
    ['more than 128 bits', `pro_8${id.slice(5)}`],
    ['letters that are no digits', `pro_${'0'.repeat(22)}ilou`],
    ['a line break', `${id}\n`],
    ['NUL', `${id.slice(0, -1)}\u0000`],
    ['white space', ` ${id}`],
  ])('refuses %s', (_what, text) => {
    expect(isId('provider', text)).toBe(false);
  });
});

test('sameUuid changes the prefix and nothing else', () => {
  const id = newId('instance', at(0));
  const project = sameUuid('project', id);
  expect(project).toBe(`prj_${id.slice(4)}`);
  expect(isId('project', project)).toBe(true);
});

test('every prefix is unique', () => {
  const taken = Object.values(prefixes);
  expect(new Set(taken).size).toBe(taken.length);
});

function uuidOf(id: string): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  let value = 0n;
  for (const digit of id.slice(id.indexOf('_') + 1)) value = value * 32n + BigInt(digits.indexOf(digit));
  return value.toString(16).padStart(32, '0');
}
