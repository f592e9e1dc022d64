import { describe, expect, it } from 'vitest';

import { leftoversOf, mergePatch, type Pointer, patchLeaves } from '../index.ts';

const TEXT = { type: 'string' };
const CLOSED = { additionalProperties: false };

/** Returns the leftovers of a patch. Touched are its leaves and everything above and below them. */
function left(schema: unknown, before: unknown, patch: unknown): Pointer[] {
  const leaves = patchLeaves(patch);
  const isTouched = (at: Pointer) =>
    leaves.some((leaf) => leaf === at || leaf.startsWith(`${at}/`) || at.startsWith(`${leaf}/`));
  return leftoversOf(schema, before, mergePatch(before, patch), isTouched);
}

function branch(kind: string, names: readonly string[], more: object = {}) {
  const properties = Object.fromEntries(names.map((name) => [name, TEXT]));
  return { properties: { kind: { const: kind }, ...properties }, required: ['kind', ...names], ...more };
}

describe.each([
  ['open branches', {}],
  ['closed branches', CLOSED],
])('leftoversOf with %s', (_, more) => {
  const login = branch('login', ['host', 'user', 'pass'], more);
  const token = branch('token', ['host', 'token'], more);
  const before = { kind: 'login', host: 'h', user: 'u', pass: 'p' };

  it.each(['oneOf', 'anyOf'])('names the members that only the abandoned branch of %s describes', (union) => {
    const schema = { [union]: [login, token] };
    expect(left(schema, before, { kind: 'token', token: 't' })).toEqual(['/user', '/pass']);
    expect(left(schema, before, { kind: 'token' })).toEqual(['/user', '/pass']);
  });

  it('names nothing that was sent, removed or changed', () => {
    const schema = { oneOf: [login, token] };
    expect(left(schema, before, { kind: 'token', token: 't', user: null, pass: 'p' })).toEqual([]);
    expect(left(schema, before, { kind: 'token', token: 't', user: null })).toEqual(['/pass']);
    const after = { kind: 'token', token: 't', user: 'other' };
    expect(leftoversOf(schema, before, after, () => false)).toEqual([]);
  });

  it('names nothing while the choice stays, valid or not', () => {
    const schema = { oneOf: [login, token] };
    for (const patch of [{}, { user: 'v' }, { user: null }, { user: 7 }, { other: 1 }, { host: null }]) {
      expect(left(schema, before, patch)).toEqual([]);
    }
  });

  it('names nothing when the new choice matches no branch', () => {
    const schema = { oneOf: [login, token] };
    expect(left(schema, before, { kind: 'unknown' })).toEqual([]);
    expect(left(schema, before, { kind: null })).toEqual([]);
  });

  it('finds the union at any depth, through references, allOf, properties and items', () => {
    const schema = {
      properties: {
        auth: { $ref: '#/$defs/auth' },
        list: { items: { $ref: '#' } },
        other: { oneOf: [login] },
      },
      $defs: { auth: { allOf: [{ oneOf: [{ $ref: '#/$defs/login' }, token] }] }, login },
    };
    const value = { auth: before, other: before, list: [{ auth: before }] };
    expect(left(schema, value, { auth: { kind: 'token', token: 't' } })).toEqual([
      '/auth/user',
      '/auth/pass',
    ]);
    const list = [{ auth: { ...before, kind: 'token', token: 't' } }];
    expect(left(schema, value, { list })).toEqual([]);
  });
});

describe('leftoversOf', () => {
  it('spares a member that a subschema outside the union describes', () => {
    const schema = {
      oneOf: [branch('a', ['one', 'two', 'x-3', 'four']), branch('b', [])],
      properties: { one: TEXT },
      allOf: [{ properties: { two: {} } }],
      patternProperties: { '^x-': TEXT },
    };
    const before = { kind: 'a', one: '1', two: '2', 'x-3': '3', four: '4' };
    expect(left(schema, before, { kind: 'b' })).toEqual(['/four']);
    expect(left({ ...schema, additionalProperties: TEXT }, before, { kind: 'b' })).toEqual([]);
    expect(left({ ...schema, additionalProperties: true }, before, { kind: 'b' })).toEqual(['/four']);
  });

  it('treats a forbidden property as not described, and an undescribed one as no leftover', () => {
    const schema = {
      oneOf: [branch('a', ['x']), { properties: { kind: { const: 'b' }, x: false }, required: ['kind'] }],
    };
    expect(left(schema, { kind: 'a', x: '1', unknown: '2' }, { kind: 'b' })).toEqual(['/x']);
  });

  it('spares the members of the branch that the tag names, even if a laxer branch matches', () => {
    const schema = {
      anyOf: [branch('a', ['host', 'user']), branch('b', ['host', 'token'], CLOSED), { type: 'object' }],
    };
    const before = { kind: 'a', host: 'h', user: 'u' };
    expect(left(schema, before, { kind: 'b', token: 't' })).toEqual(['/user']);
  });

  it('detects a change of choice without a tag when other branches match', () => {
    const needs = (...required: string[]) => ({
      required,
      properties: Object.fromEntries([...required, `of-${required[0]}`].map((name) => [name, TEXT])),
    });
    const schema = { oneOf: [needs('key'), needs('user', 'pass')] };
    const before = { key: 'k', 'of-key': 'o' };
    expect(left(schema, before, { key: null, user: 'u', pass: 'p' })).toEqual(['/of-key']);
    expect(left(schema, before, { user: 'u', pass: 'p' })).toEqual([]);
  });

  it('looks inside a member that both branches have, and into unchanged arrays', () => {
    const inside = (name: string) => ({ properties: { [name]: TEXT }, additionalProperties: false });
    const choice = (kind: string, name: string) => ({
      properties: { kind: { const: kind }, auth: inside(name), list: { items: inside(name) } },
    });
    const schema = { oneOf: [choice('a', 'user'), choice('b', 'token')] };
    const before = { kind: 'a', auth: { user: 'u' }, list: [{ user: 'v' }] };
    expect(left(schema, before, { kind: 'b', auth: { token: 't' } })).toEqual(['/auth/user', '/list/0/user']);
    expect(left(schema, before, { kind: 'b', list: [{ user: 'v' }] })).toEqual(['/auth/user']);
    const onlyList = (at: Pointer) => at === '/list';
    const after = { ...before, kind: 'b' };
    expect(leftoversOf(schema, before, after, onlyList)).toEqual(['/auth/user']);
    const longer = { ...after, list: [{ user: 'v' }, {}] };
    expect(leftoversOf(schema, before, longer, () => false)).toEqual(['/auth/user']);
  });

  it('names members of objects only, never items', () => {
    const choice = (kind: string, list: object) => ({ properties: { kind: { const: kind }, list } });
    const schema = { oneOf: [choice('a', { items: TEXT }), choice('b', { type: 'array' })] };
    expect(left(schema, { kind: 'a', list: ['x'] }, { kind: 'b' })).toEqual([]);
  });

  it('names a whole member, not the members below it', () => {
    const schema = {
      oneOf: [
        { properties: { kind: { const: 'a' }, box: { properties: { x: TEXT } } } },
        { properties: { kind: { const: 'b' } } },
      ],
    };
    expect(left(schema, { kind: 'a', box: { x: '1' } }, { kind: 'b' })).toEqual(['/box']);
  });

  it('follows recursive schemas and nested unions', () => {
    const schema = {
      properties: { next: { $ref: '#' } },
      anyOf: [branch('a', ['x']), { oneOf: [branch('b', ['y']), branch('c', ['z'])] }],
    };
    const before = { kind: 'b', y: '1', next: { kind: 'b', y: '1', next: { kind: 'a', x: '1' } } };
    expect(left(schema, before, { next: { kind: 'c', next: { kind: 'b' } } })).toEqual([
      '/next/y',
      '/next/next/x',
    ]);
  });

  it('treats __proto__ and constructor as members', () => {
    const schema: unknown = JSON.parse(
      '{"oneOf":[{"properties":{"kind":{"const":"a"},"__proto__":{},"constructor":{"type":"string"}}},{"properties":{"kind":{"const":"b"}}}]}',
    );
    const before: unknown = JSON.parse('{"kind":"a","__proto__":{"x":1},"constructor":"c"}');
    expect(left(schema, before, { kind: 'b' })).toEqual(['/__proto__', '/constructor']);
  });

  it('uses the tags of a schema that does not compile', () => {
    const schema = { oneOf: [branch('a', ['x']), branch('b', ['y'])], properties: { z: { type: 'binary' } } };
    expect(left(schema, { kind: 'a', x: '1' }, { kind: 'b' })).toEqual(['/x']);
  });

  it('accepts any schema and any values', () => {
    const values = [undefined, null, 1, 'x', [], [{ a: 1 }], {}, { a: 1 }, { a: { b: [] } }];
    for (const schema of [true, false, {}, null, 7, [], { oneOf: 7, anyOf: [] }, { oneOf: [true, false] }]) {
      for (const before of values) {
        for (const after of values) expect(leftoversOf(schema, before, after, () => false)).toEqual([]);
      }
    }
  });

  it('ends soon for any schema', { timeout: 20_000 }, () => {
    const $defs: Record<string, unknown> = { d40: { properties: { x: TEXT } } };
    for (let i = 0; i < 40; i++) {
      const next = { $ref: `#/$defs/d${i + 1}` };
      $defs[`d${i}`] = { properties: { a: { oneOf: [{ ...next, required: ['b'] }, next] } } };
    }
    let deep: unknown = {};
    let other: unknown = { x: 1 };
    for (let i = 0; i < 40; i++) [deep, other] = [{ a: deep }, { a: other, n: i }];
    const begun = performance.now();
    expect(leftoversOf({ $ref: '#/$defs/d0', $defs }, deep, other, () => false)).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(10_000);
    let tooDeep: unknown = {};
    for (let i = 0; i < 20_000; i++) tooDeep = { a: tooDeep };
    expect(leftoversOf({ properties: { a: { $ref: '#' } } }, tooDeep, { a: tooDeep }, () => false)).toEqual(
      [],
    );
  });
});
