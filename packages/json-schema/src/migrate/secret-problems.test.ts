import { describe, expect, it } from 'vitest';
import { exposures, literalSecrets, type Marked, migrateBetween, readPatch } from '../index.ts';

const text = { type: 'string' };
const secret = { type: 'string', writeOnly: true };
const object = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});
const of = (schema: unknown, more: Partial<Marked> = {}): Marked => ({
  schema,
  visibility: 'plain',
  marked: [],
  ...more,
});
const read = (patch: unknown) => readPatch(patch).operations;

const exposed = (before: Marked, patch: unknown, after: Marked): string[] =>
  exposures(read(patch), before, after).map(({ path, code }) => `${path} ${code}`);

describe('exposures', () => {
  const before = of(object({ token: secret, auth: object({ pass: secret, user: text }), host: text }));
  const after = of(
    object({
      key: secret,
      plain: text,
      login: object({ pass: secret }),
      open: object({ pass: text }),
      host: text,
    }),
  );

  it('names the operation that takes a secret to a place that is none', () => {
    const rename = (to: string) => [{ op: 'rename', path: '/token', to }];
    expect(exposed(before, rename('key'), after)).toEqual([]);
    expect(exposed(before, rename('plain'), after)).toEqual(['/0 secret_exposed']);
    expect(exposed(before, [{ op: 'copy', from: '/token', path: '/plain' }], after)).toEqual([
      '/0 secret_exposed',
    ]);
    expect(exposed(before, [{ op: 'rename', path: '/host', to: 'plain' }], after)).toEqual([]);
  });

  it('follows a secret through a moved object, further operations and a removal', () => {
    expect(exposed(before, [{ op: 'move', from: '/auth', path: '/login' }], after)).toEqual([]);
    expect(exposed(before, [{ op: 'move', from: '/auth', path: '/open' }], after)).toEqual([
      '/0 secret_exposed',
    ]);
    const detour = [
      { op: 'move', from: '/auth', path: '/open' },
      { op: 'move', from: '/open/pass', path: '/key' },
    ];
    expect(exposed(before, detour, after)).toEqual([]);
    const dropped = [detour[0], { op: 'remove', path: '/open/pass' }];
    expect(exposed(before, dropped, after)).toEqual([]);
  });

  it('knows the paths that a version marks, wildcards and what is all secret', () => {
    const list = (items: unknown) => object({ list: { type: 'array', items } });
    const rename = [{ op: 'rename', path: '/list/*/a', to: 'b' }];
    const one = of(list(object({ a: text })), { marked: ['/list/*/a'] });
    expect(exposed(one, rename, of(list(object({ b: text }))))).toEqual(['/0 secret_exposed']);
    expect(exposed(one, rename, of(list(object({ b: text })), { marked: ['/list/*/b'] }))).toEqual([]);
    expect(exposed(one, rename, of(list(object({ b: text })), { visibility: 'encrypted' }))).toEqual([]);
    const all = of(list(object({ a: text })), { visibility: 'encrypted' });
    expect(exposed(all, rename, of(list(object({ b: text }))))).toEqual(['/0 secret_exposed']);
    expect(exposed(one, [{ op: 'move', from: '/list/0', path: '/list/-' }], one)).toEqual([]);
  });

  it('refuses to ask about a secret, wherever it is by then', () => {
    const asks = (path: string) => ({ op: 'test', path, value: 'x' });
    for (const path of ['/token', '/auth', '/auth/pass', ''])
      expect(exposed(before, [asks(path)], after), path).toEqual(['/0/path secret_asked']);
    expect(exposed(before, [asks('/auth/user'), asks('/host')], after)).toEqual([]);
    const moved = [
      { op: 'rename', path: '/token', to: 'key' },
      { op: 'map', path: '/key', values: [] },
    ];
    expect(exposed(before, moved, after)).toEqual(['/1/path secret_asked']);
  });
});

describe('literalSecrets', () => {
  const after = of(object({ key: secret, auth: object({ pass: secret, user: text }), mode: text }));
  const found = (patch: unknown) =>
    literalSecrets(read(patch), after).map(({ path, code }) => `${path} ${code}`);

  it('refuses a literal at the place of a secret, also where it ends there', () => {
    expect(found([{ op: 'default', path: '/key', value: 'x' }])).toEqual(['/0 secret_literal']);
    expect(found([{ op: 'add', path: '/auth', value: { pass: 'x', user: 'u' } }])).toEqual([
      '/0 secret_literal',
    ]);
    expect(found([{ op: 'map', path: '/auth/pass', values: [{ from: 1, to: 2 }] }])).toEqual([
      '/0 secret_literal',
    ]);
    const ends = [
      { op: 'default', path: '/mode', value: 'x' },
      { op: 'rename', path: '/mode', to: 'key' },
    ];
    expect(found(ends)).toEqual(['/0 secret_literal']);
  });

  it('allows a literal elsewhere, and one that tells nothing', () => {
    expect(found([{ op: 'add', path: '/auth', value: { user: 'u' } }])).toEqual([]);
    expect(found([{ op: 'default', path: '/key', value: null }])).toEqual([]);
    expect(found([{ op: 'replace', path: '/mode', value: 'x' }])).toEqual([]);
  });
});

describe('migrateBetween', () => {
  const run = (
    value: unknown,
    patch: unknown,
    before: Marked,
    after: Marked,
    sentAsSecret: string[] = [],
  ) => {
    const work = migrateBetween(value, [read(patch)], { before, after, sentAsSecret });
    for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
  };
  const plain = of(object({ a: text, b: text, list: { type: 'array', items: text } }));

  it('leaves a secret out that would be shown, and names its place', () => {
    const before = of(object({ a: secret, list: { type: 'array', items: secret } }));
    const patch = [
      { op: 'rename', path: '/a', to: 'b' },
      { op: 'remove', path: '/list/0' },
    ];
    const result = run({ a: 's1', list: ['s2', 's3'] }, patch, before, plain);
    expect(result).toMatchObject({ value: { list: [null] }, moves: [], secrets: [] });
    expect(result.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/list/0 send_again',
      '/b send_again',
    ]);
  });

  it('keeps a leaf secret that was secret when it was sent', () => {
    const rename = [{ op: 'rename', path: '/a', to: 'b' }];
    expect(run({ a: 's' }, rename, plain, plain, ['/a'])).toMatchObject({
      value: {},
      problems: [{ path: '/b', code: 'send_again' }],
    });
    expect(
      run({ a: 's', b: 'p' }, [{ op: 'replace', path: '/b', value: 'q' }], plain, plain, ['/a']),
    ).toMatchObject({
      value: { a: 's', b: 'q' },
      secrets: [{ from: '/a', to: '/a' }],
      problems: [],
    });
  });

  it('leaves a literal out where a later version has a secret', () => {
    const after = of(object({ a: text, b: secret }));
    expect(run({ a: 'x' }, [{ op: 'default', path: '/b', value: 'literal' }], plain, after)).toMatchObject({
      value: { a: 'x' },
      written: [],
      problems: [{ path: '/b', code: 'send_again' }],
    });
  });
});
