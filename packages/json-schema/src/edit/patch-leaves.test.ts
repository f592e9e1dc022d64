import { expect, it } from 'vitest';

import { getAt, mergePatch, patchLeaves, writtenLeaves } from '../index.ts';

it('patchLeaves names scalars, whole arrays and empty objects, in document order', () => {
  const value = { b: { c: 1, d: {}, e: { f: null } }, a: [{ g: 1 }], 'h/i': [], '': 'x' };
  expect(patchLeaves(value)).toEqual(['/b/c', '/b/d', '/b/e/f', '/a', '/h~1i', '/']);
});

it('patchLeaves has no leaf for an empty root, and one for a root that is not an object', () => {
  expect(patchLeaves({})).toEqual([]);
  for (const value of [null, 1, 'x', [], [1, 2]]) expect(patchLeaves(value)).toEqual(['']);
});

it('patchLeaves names every place whose value a patch changed', () => {
  const before = { a: 1, b: { c: [1], d: { e: 'x', f: 'y' } } };
  const after = mergePatch(before, { a: 2, b: { c: [2], d: { e: 'z' } } });
  const changed = patchLeaves(before).filter(
    (leaf) => JSON.stringify(getAt(before, leaf)) !== JSON.stringify(getAt(after, leaf)),
  );
  expect(changed).toEqual(['/a', '/b/c', '/b/d/e']);
});

it('patchLeaves treats __proto__ as a member and accepts values of any depth', () => {
  expect(patchLeaves(JSON.parse('{"__proto__":{"a":1},"constructor":2}'))).toEqual([
    '/__proto__/a',
    '/constructor',
  ]);
  const deep: unknown = JSON.parse('{"a":'.repeat(5000) + 1 + '}'.repeat(5000));
  expect(patchLeaves(deep)).toEqual(['/a'.repeat(5000)]);
});

it('writtenLeaves leaves out empty objects at every depth, and keeps nulls and empty arrays', () => {
  const patch = { a: {}, b: { c: {}, d: null, e: { f: {} } }, g: [], h: [{}], i: 0, '': {} };
  expect(writtenLeaves(patch)).toEqual(['/b/d', '/g', '/h', '/i']);
  expect(writtenLeaves({})).toEqual([]);
  expect(writtenLeaves(null)).toEqual(['']);
});
