import type { Pointer } from '@berth/json-schema';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../content/document.ts';
import { unitsFrom, withoutSent } from './units.ts';

const found = (
  before: [JsonObject, Pointer[]],
  after: JsonObject,
  moves: Record<Pointer, Pointer>, // the place after, and the one before
) =>
  Object.fromEntries(
    unitsFrom(
      { value: before[0], secrets: before[1] },
      { value: after, moves: Object.entries(moves).map(([to, from]) => ({ from, to })) },
    ),
  );

describe('a unit with secrets', () => {
  const list = { list: ['a', 'b'] };
  const both = ['/list/0', '/list/1'];

  test('goes on where all its secrets are at the same places inside it, also in several copies', () => {
    const moves = { '/list/0': '/list/0', '/list/1': '/list/1', '/x/y/0': '/list/0', '/x/y/1': '/list/1' };
    const after = { ...list, x: { y: ['a', 'b'] } };
    expect(found([list, both], after, moves)).toEqual({ '/list': '/list', '/x/y': '/list' });
    expect(found([{ a: 's' }, ['/a']], { b: { c: 's' } }, { '/b/c': '/a' })).toEqual({ '/b/c': '/a' });
  });

  test('ends when a secret in it moved, was left out, or came from elsewhere', () => {
    const swapped = { '/list/0': '/list/1', '/list/1': '/list/0' };
    expect(found([list, both], list, swapped)).toEqual({ '/list': null });
    expect(found([list, both], list, { '/list/0': '/list/0' })).toEqual({ '/list': null });
    const before: [JsonObject, Pointer[]] = [{ ...list, token: 't' }, ['/list/0', '/token']];
    const came = { '/list/0': '/list/0', '/list/1': '/token' };
    expect(found(before, { list: ['a', 't'] }, came)).toEqual({ '/list': null });
  });

  test('ends when a secret in it is sent', () => {
    const units = new Map([
      ['/list', '/list'],
      ['/b', '/a'],
    ]);
    expect([...withoutSent(units, ['/list/1'])]).toEqual([
      ['/list', null],
      ['/b', '/a'],
    ]);
  });
});
