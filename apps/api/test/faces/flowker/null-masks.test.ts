import { describe, expect, test } from 'vitest';
import { findMasks, mask } from '../../../src/dialects/flowker/mask.ts';

const VALUE = {
  retry_codes: [429, 500, 503],
  ports: { a: 5432, b: 'plain' },
  proxy: null,
  hosts: [{ name: 'one', weight: 3, note: null }],
};
const SECRETS = ['/retry_codes/0', '/retry_codes/1', '/retry_codes/2', '/ports/a', '/hosts/0/weight'];
const masked = mask({ value: VALUE, secrets: SECRETS, unnamed: [] });
const shown = masked.shown as unknown as typeof VALUE; // a mask keeps the shape
const [host] = VALUE.hosts;

/** Sorts the masks of the shown value with some members changed. */
const sent = (change: object) => findMasks({ ...shown, ...change }, masked);

describe('the null of a hidden number', () => {
  test('stays where it was shown', () => {
    const { kept, strange } = sent({});
    expect(strange).toEqual([]);
    expect(kept.map(({ to }) => to)).toEqual(SECRETS);
  });

  test.each([
    ['in a shorter array', { retry_codes: [null, null] }, ['retry_codes', '0'], ['retry_codes', '1']],
    ['under another name', { ports: { c: null, b: 'plain' } }, ['ports', 'c']],
    ['beside itself', { ports: { ...shown.ports, c: null } }, ['ports', 'c']],
    ['in another object', { doors: { a: null } }, ['doors', 'a']],
    ['in another array', { retry_codes: [], codes: [null] }, ['codes', '0']],
    [
      'in an item that has moved and changed',
      {
        hosts: [
          { name: 'two', weight: 1, note: null },
          { ...host, name: 'eins', weight: null },
        ],
      },
      ['hosts', '1', 'weight'],
    ],
  ])('is a strange mask %s', (_name, change, ...strange) => {
    expect(sent(change).strange).toEqual(strange);
  });

  test.each([
    ['of what was shown', { ports: null, retry_codes: null, hosts: null }],
    ['that was shown', { proxy: null }],
    ['of a plain member', { ports: { a: null, b: null } }],
    [
      'at a new place that is like none of the masks',
      { extra: { c: null }, hosts: [...shown.hosts, { note: null }] },
    ],
  ])('is no null %s', (_name, change) => {
    expect(sent(change).strange).toEqual([]);
  });

  test('is none of a value that was never shown', () => {
    expect(findMasks(VALUE, { shown: {}, masks: new Map() })).toEqual({ kept: [], strange: [] });
  });
});
