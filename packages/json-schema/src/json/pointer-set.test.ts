import { expect, it } from 'vitest';
import { PointerSet } from './pointer-set.ts';

const set = new PointerSet(['/a/b', '/c', '/d/0/e~1f']);

it('PointerSet covers its members and everything below them', () => {
  for (const pointer of ['/a/b', '/a/b/x', '/a/b/x/y', '/c', '/c/0', '/d/0/e~1f/g']) {
    expect(set.covers(pointer), pointer).toBe(true);
  }
  for (const pointer of ['', '/a', '/ab', '/a/bc', '/d', '/d/0', '/d/0/e']) {
    expect(set.covers(pointer), pointer).toBe(false);
  }
});

it('PointerSet touches its members, everything below them and everything above them', () => {
  for (const pointer of ['', '/a', '/a/b', '/a/b/x', '/c', '/d/0'])
    expect(set.touches(pointer), pointer).toBe(true);
  for (const pointer of ['/b', '/a/c', '/d/1', '/d/0/e']) expect(set.touches(pointer), pointer).toBe(false);
});

it('PointerSet with the whole document in it covers every pointer, and an empty one none', () => {
  const whole = new PointerSet(['']);
  expect([whole.covers(''), whole.covers('/a/b'), whole.isEmpty]).toEqual([true, true, false]);
  const empty = new PointerSet([]);
  expect([empty.covers(''), empty.touches('/a'), empty.isEmpty]).toEqual([false, false, true]);
});

it('PointerSet agrees with a comparison of all with all', () => {
  const pointers = ['', '/a', '/a/b', '/a/b/c', '/ab', '/b', '/b/0', '/b/00'];
  const related = (a: string, b: string) => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
  for (const member of pointers) {
    for (const pointer of pointers) {
      expect(new PointerSet([member]).touches(pointer), `${member} ${pointer}`).toBe(
        related(member, pointer),
      );
    }
  }
});
