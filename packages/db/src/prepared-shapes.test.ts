import { describe, expect, test } from 'vitest';
import { usualShapes } from './prepared-shapes.ts';

const PLACES = 20;
const REMEMBERED = 100;

/** Uses shapes and returns those that have a place. Each place makes its value exactly once. */
function start(places = PLACES, remembered = REMEMBERED) {
  const shapes = usualShapes<string>(places, remembered);
  const made: string[] = [];
  const use = (shape: string) =>
    shapes.use(shape, () => {
      made.push(shape);
      return `made for ${shape}`;
    });
  return { made, use, useAll: (all: string[]) => all.map(use) };
}

const named = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name} ${index}`);

describe('usualShapes', () => {
  test('gives a shape a place at its second use and returns the same value from then on', () => {
    const { made, use } = start();
    expect([use('a'), use('a'), use('a')]).toEqual([null, 'made for a', 'made for a']);
    expect(made).toEqual(['a']);
  });

  test('gives no place to two uses that are too far apart', () => {
    const { useAll } = start();
    useAll(['a', ...named('other', REMEMBERED)]);
    expect(useAll(['a'])).toEqual([null]);
    useAll(named('other', REMEMBERED - 1));
    expect(useAll(['a'])).toEqual(['made for a']);
  });

  test('keeps recurring shapes in place, however many one-off shapes come between', () => {
    const { made, useAll } = start();
    const usual = named('usual', PLACES);
    useAll([...usual, ...usual]);
    useAll(named('once', 10_000));
    useAll(usual);
    expect(made).toEqual(usual);
  });

  test('replaces the least recently used shape once another was used twice since', () => {
    const { made, use, useAll } = start();
    const usual = named('usual', PLACES);
    useAll([...usual, ...usual]);
    useAll([...usual.slice(1), 'new']);
    expect(use('new')).toBe('made for new');
    expect(use('usual 0')).toBeNull();
    useAll(usual.slice(1));
    expect(made).toEqual([...usual, 'new']);
  });

  test('gives no place to a shape that recurs less often than all that have one', () => {
    const { useAll } = start();
    const usual = named('usual', PLACES);
    useAll([...usual, ...usual]);
    for (let turn = 0; turn < 5; turn++) {
      useAll(usual);
      expect(useAll(['seldom'])).toEqual([null]);
    }
  });

  test('does not evict shapes that recur in turn when they outnumber the places', () => {
    const { made, useAll } = start();
    const all = named('turn', PLACES + 10);
    for (let turn = 0; turn < 5; turn++) useAll(all);
    expect(made).toEqual(all.slice(0, PLACES));
  });

  test('keeps the shapes in use when a hundred limits in two orders recur beside them', () => {
    const { made, useAll } = start(200, 1_000);
    const usual = named('usual', 40);
    for (let turn = 0; turn < 10; turn++) {
      useAll([...named('limit <', 100), ...usual]);
      useAll([...named('limit >', 100), ...usual]);
    }
    expect(made.filter((shape) => usual.includes(shape))).toEqual(usual);
    expect(made.length).toBe(200);
  });

  test('never exceeds its number of places', () => {
    const { made, useAll } = start();
    const all = named('new', 500);
    for (const shape of all) useAll([shape, shape]);
    expect(made).toEqual(all);
    const again = useAll(all);
    expect(again.filter((kept) => kept !== null)).toHaveLength(PLACES);
  });

  test('tries again at the next use when making a value fails', () => {
    const shapes = usualShapes<string>(PLACES, REMEMBERED);
    const fail = () => {
      throw new Error('not now');
    };
    shapes.use('a', fail);
    expect(() => shapes.use('a', fail)).toThrow('not now');
    expect(shapes.use('a', () => 'made')).toBe('made');
  });
});
