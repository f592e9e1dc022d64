import { describe, expect, it, test } from 'vitest';
import { type Migrated, migrate, type Operation, PATCH_BUDGET, type Pointer, readPatch } from '../index.ts';
import { migrating } from './migrate.ts';

function read(patch: unknown): Operation[] {
  const { operations, problems } = readPatch(patch);
  expect(problems).toEqual([]);
  return operations;
}

const applied = (value: unknown, patch: unknown, secrets: Pointer[] = []) =>
  migrate(value, [read(patch)], secrets);

const problemsOf = (value: unknown, patch: unknown, secrets: Pointer[] = []): string[] =>
  applied(value, patch, secrets).problems.map(({ path, code }) => `${path} ${code}`);

describe('the operations beside those of JSON Patch', () => {
  it('rename gives a member another name, and does nothing where there is none', () => {
    const patch = [{ op: 'rename', path: '/server/host', to: 'hostname' }];
    expect(applied({ server: { host: 'a', port: 1 } }, patch)).toMatchObject({
      value: { server: { hostname: 'a', port: 1 } },
      moves: [{ from: '/server/host', to: '/server/hostname' }],
    });
    expect(applied({ server: { hostname: 'a' } }, patch)).toMatchObject({ applied: [0], moves: [] });
    expect(problemsOf({ server: { host: 'a', hostname: 'b' } }, patch)).toEqual(['/server/hostname taken']);
  });

  it('default sets an absent member of an object that is there', () => {
    const patch = [{ op: 'default', path: '/tls/verify', value: true }];
    expect(applied({ tls: {} }, patch)).toMatchObject({
      value: { tls: { verify: true } },
      written: [{ path: '/tls/verify', by: 'default' }],
    });
    expect(applied({ tls: { verify: null } }, patch).value).toEqual({ tls: { verify: null } });
    expect(applied({}, patch)).toMatchObject({ value: {}, written: [] });
    expect(applied({ tls: [1] }, patch).value).toEqual({ tls: [1] });
  });

  it('map changes a scalar by its table, with a fallback or without', () => {
    const values = [
      { from: 'eu', to: 'eu-west-1' },
      { from: 1, to: 'one' },
      { from: '1', to: 'text' },
      { from: null, to: 'none' },
    ];
    const patch = [{ op: 'map', path: '/region', values }];
    expect(['eu', 1, '1', null, 'us'].map((region) => applied({ region }, patch).value)).toEqual(
      ['eu-west-1', 'one', 'text', 'none', 'us'].map((region) => ({ region })),
    );
    expect(applied({ region: 'us' }, [{ ...patch[0], fallback: 'other' }])).toMatchObject({
      value: { region: 'other' },
      written: [{ path: '/region', by: 'map' }],
      moves: [],
    });
    expect(applied({ region: { eu: 1 } }, patch).value).toEqual({ region: { eu: 1 } });
    expect(applied({}, patch).value).toEqual({});
  });

  it('if_present makes an operation of JSON Patch pass over an absent place', () => {
    for (const op of ['remove', 'replace', 'move', 'copy']) {
      const more = { remove: {}, replace: { value: 1 }, move: { from: '/a' }, copy: { from: '/a' } }[op];
      const operation = { op, path: '/b', ...more };
      expect(problemsOf({ c: 1 }, [operation]), op).toEqual([`${op.length === 4 ? '/a' : '/b'} not_there`]);
      expect(applied({ c: 1 }, [{ ...operation, if_present: true }]).applied, op).toEqual([0]);
    }
  });
});

describe('a path with *', () => {
  const servers = [{ host: 'a', tags: [1, 2] }, { name: 'b' }, 'text', { host: 'c' }];

  it('leads to each place that there is', () => {
    expect(applied({ servers }, [{ op: 'rename', path: '/servers/*/host', to: 'address' }])).toMatchObject({
      value: { servers: [{ address: 'a', tags: [1, 2] }, { name: 'b' }, 'text', { address: 'c' }] },
      moves: [
        { from: '/servers/0/host', to: '/servers/0/address' },
        { from: '/servers/3/host', to: '/servers/3/address' },
      ],
    });
    const port = [{ op: 'default', path: '/servers/*/port', value: 1 }];
    expect(applied({ servers }, port).written.map(({ path }) => path)).toEqual([
      '/servers/0/port',
      '/servers/1/port',
      '/servers/3/port',
    ]);
    expect(applied({ servers }, [{ op: 'remove', path: '/servers/*' }]).value).toEqual({ servers: [] });
    expect(applied({ servers }, [{ op: 'remove', path: '/servers/*/tags/*' }]).value).toMatchObject({
      servers: [{ host: 'a', tags: [] }, {}, 'text', {}],
    });
    expect(applied({}, [{ op: 'remove', path: '/servers/*' }]).applied).toEqual([0]);
  });

  it('takes the names of from to those of path, in order', () => {
    const patch = [{ op: 'move', from: '/groups/*/users/*/key', path: '/keys/*/*' }];
    const value = { groups: [{ users: { ann: { key: 1 }, bob: { key: 2 } } }], keys: { 0: {} } };
    expect(applied(value, patch)).toMatchObject({
      value: { groups: [{ users: { ann: {}, bob: {} } }], keys: { 0: { ann: 1, bob: 2 } } },
      moves: [
        { from: '/groups/0/users/ann/key', to: '/keys/0/ann' },
        { from: '/groups/0/users/bob/key', to: '/keys/0/bob' },
      ],
    });
    const items = applied({ a: [1, 2, 3], b: [] }, [{ op: 'move', from: '/a/*', path: '/b/*' }]);
    expect(items.value).toEqual({ a: [], b: [1, 2, 3] });
  });
});

describe('migrate', () => {
  it('follows each leaf through shifts, copies and writes', () => {
    const patch = [
      { op: 'remove', path: '/list/0' },
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'move', from: '/a', path: '/c' },
      { op: 'add', path: '/d', value: { e: [], f: 1 } },
    ];
    const { value, moves, written } = applied({ list: [1, 2], a: { x: 1, y: {} } }, patch);
    expect(value).toEqual({ list: [2], b: { x: 1, y: {} }, c: { x: 1, y: {} }, d: { e: [], f: 1 } });
    expect(moves).toEqual([
      { from: '/list/1', to: '/list/0' },
      { from: '/a/x', to: '/b/x' },
      { from: '/a/y', to: '/b/y' },
      { from: '/a/x', to: '/c/x' },
      { from: '/a/y', to: '/c/y' },
    ]);
    expect(written.map(({ path, by }) => `${path} ${by}`)).toEqual(['/d/e add', '/d/f add']);
  });

  it('skips a patch whose test does not hold, and applies the others', () => {
    const guarded = (kind: string) => [
      { op: 'default', path: '/seen', value: kind },
      { op: 'test', path: '/kind', value: kind },
      { op: 'replace', path: '/kind', value: `${kind}-2` },
    ];
    const patches = ['a', 'b', 'b-2'].map((kind) => read(guarded(kind)));
    expect(migrate({ kind: 'b' }, patches)).toMatchObject({
      value: { kind: 'b-2-2', seen: 'b' },
      applied: [1, 2],
      problems: [],
    });
  });

  it('names the secrets that remain, and refuses a patch that asks about one', () => {
    const value = { token: 's', kind: 'k', gone: 's' };
    const moved = applied(
      value,
      [
        { op: 'rename', path: '/token', to: 'key' },
        { op: 'copy', from: '/key', path: '/more' },
        { op: 'remove', path: '/gone' },
      ],
      ['/token', '/gone'],
    );
    expect(moved.secrets).toEqual([
      { from: '/token', to: '/key' },
      { from: '/token', to: '/more' },
    ]);
    const rename = { op: 'rename', path: '/token', to: 'key' };
    for (const asks of [
      { op: 'test', path: '/key', value: 's' },
      { op: 'test', path: '', value: {} },
      { op: 'map', path: '/key', values: [{ from: 's', to: 't' }] },
      { op: 'map', path: '/*', values: [], fallback: 't' },
    ]) {
      const [problem] = applied(value, [rename, asks], ['/token']).problems;
      expect(problem).toMatchObject({ path: asks.path === '' ? '' : '/key', code: 'secret_asked' });
      expect(problem?.message).not.toContain('"s"');
    }
    expect(applied(value, [{ op: 'test', path: '/kind', value: 'k' }], ['/token']).applied).toEqual([0]);
  });

  it('never reaches a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__": {"a": 1}, "b": {}}');
    const patch = [
      { op: 'add', path: '/b/constructor', value: 1 },
      { op: 'rename', path: '/*/a', to: 'polluted' },
    ];
    const migrated = applied(value, patch).value;
    expect(JSON.stringify(migrated)).toBe('{"__proto__":{"polluted":1},"b":{"constructor":1}}');
    expect(problemsOf({}, [{ op: 'add', path: '/constructor/prototype/x', value: 1 }])).toEqual([
      '/constructor/prototype/x not_there',
    ]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses what would grow without end', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => ({ op: 'copy', from: '', path: `/c${index}` }));
    expect(problemsOf({ a: { b: 1 } }, doubling)).toEqual([' too_large']);
    const list = Array.from({ length: 20_000 }, () => ({}));
    const long = [{ op: 'add', path: '/list/*/x', value: 'x'.repeat(60_000) }];
    expect(problemsOf({ list }, long)).toEqual([' too_large']);
    const first = Array.from({ length: 100 }, () => ({ op: 'move', from: '/list/0', path: '/list/-' }));
    expect(problemsOf({ list }, first)).toEqual([]);
    const deep = Array.from({ length: 70 }, () => ({ op: 'copy', from: '/a', path: '/a/a/a' }));
    expect(problemsOf({ a: { a: { a: {} } } }, deep)).toEqual(['/a/a/a too_deep']);
  });

  it('keeps the value an object', () => {
    expect(problemsOf({ a: 1 }, [{ op: 'replace', path: '', value: 7 }])).toEqual([' not_object']);
    expect(problemsOf({ a: 1 }, [{ op: 'copy', from: '/a', path: '' }])).toEqual([' not_object']);
    expect(applied({ a: { b: 1 } }, [{ op: 'move', from: '/a', path: '' }])).toMatchObject({
      value: { b: 1 },
      moves: [{ from: '/a/b', to: '/b' }],
    });
  });
});

test.each([
  [{}, '', 'invalid_type'],
  [[7], '/0', 'invalid_type'],
  [[{ op: 'renam', path: '/a' }], '/0/op', 'invalid_value'],
  [[{ op: 'add', path: '/a', value: 1, from: '/b' }], '/0/from', 'not_taken'],
  [[{ op: 'add', path: '/a', value: 1, if_present: true }], '/0/if_present', 'not_taken'],
  [[{ op: 'remove', path: '/a', if_present: 1 }], '/0/if_present', 'invalid_type'],
  [[{ op: 'rename', path: '/a' }], '/0/to', 'required'],
  [[{ op: 'rename', path: '/a/*', to: 'b' }], '/0/path', 'wildcard'],
  [[{ op: 'rename', path: '/a', to: '__proto__' }], '/0/to', 'reserved'],
  [[{ op: 'add', path: '/a/__proto__/b', value: 1 }], '/0/path', 'reserved'],
  [[{ op: 'add', path: '/a/*', value: 1 }], '/0/path', 'wildcard'],
  [[{ op: 'test', path: '/a/*', value: 1 }], '/0/path', 'wildcard'],
  [[{ op: 'move', path: '/a', from: '/b/*' }], '/0/path', 'wildcard'],
  [[{ op: 'move', path: '/a/b', from: '/a' }], '/0/path', 'pointer'],
  [[{ op: 'remove', path: '' }], '/0/path', 'pointer'],
  [[{ op: 'map', path: '/a', values: { b: 1 } }], '/0/values', 'invalid_type'],
  [[{ op: 'map', path: '/a', values: [{ from: [], to: 1 }] }], '/0/values/0/from', 'invalid_type'],
  [[{ op: 'map', path: '/a', values: [{ from: 1, to: {} }] }], '/0/values/0/to', 'invalid_type'],
  [
    [{ op: 'map', path: '/a', values: [1, 1].map((from) => ({ from, to: 2 })) }],
    '/0/values/1/from',
    'duplicate',
  ],
  [
    Array.from({ length: PATCH_BUDGET.operations + 1 }, () => ({ op: 'remove', path: '/a' })),
    '',
    'too_large',
  ],
  [[{ op: 'remove', path: '/a'.repeat(PATCH_BUDGET.steps + 1) }], '/0/path', 'too_large'],
] as const)('readPatch names the place of fault %#', (patch, path, code) => {
  expect(readPatch(patch)).toMatchObject({ operations: [], problems: [{ path, code }] });
});

describe('a partial value, over another one', () => {
  const over = (value: object, below: object, patch: object[], secrets: string[] = []) =>
    last(migrating(value, [readPatch(patch).operations], [], { value: below, secrets }));

  test.each<[name: string, value: object, patch: object, after: object]>([
    ['an absent place is passed over', { a: 1 }, { op: 'remove', path: '/x' }, { a: 1 }],
    ['an absent source is passed over', { a: 1 }, { op: 'move', from: '/x', path: '/y' }, { a: 1 }],
    ['a member that it has is moved', { a: 1 }, { op: 'rename', path: '/a', to: 'b' }, { b: 1 }],
    ['a null that hides a member is moved', { a: null }, { op: 'rename', path: '/a', to: 'b' }, { b: null }],
    ['a member of the value below is not set', {}, { op: 'default', path: '/under', value: 1 }, {}],
    ['nor added', {}, { op: 'add', path: '/under', value: 1 }, {}],
    ['nor within an object', {}, { op: 'add', path: '/in/deep', value: 1 }, {}],
    ['one that both lack is set', {}, { op: 'default', path: '/new', value: 1 }, { new: 1 }],
    [
      'also within an object of the value below',
      {},
      { op: 'default', path: '/in/new', value: 1 },
      { in: { new: 1 } },
    ],
    [
      'a member may move into an object of the value below',
      { a: 1 },
      { op: 'move', from: '/a', path: '/in/a' },
      { in: { a: 1 } },
    ],
    ['a holder that both lack is passed over', { a: 1 }, { op: 'add', path: '/no/a', value: 1 }, { a: 1 }],
  ])('%s', (_name, value, patch, after) => {
    const below = { under: 'vault', in: { deep: 'vault' } };
    const { value: made, problems } = over(value, below, [patch]);
    expect([made, problems]).toEqual([after, []]);
  });

  test('asks of the value below what it lacks, but no secret', () => {
    const patch = [
      { op: 'test', path: '/mode', value: 'on' },
      { op: 'rename', path: '/a', to: 'b' },
    ];
    expect(over({ a: 1 }, { mode: 'on' }, patch).value).toEqual({ b: 1 });
    expect(over({ a: 1 }, { mode: 'off' }, patch)).toMatchObject({ value: { a: 1 }, applied: [] });
    expect(over({ a: 1, mode: 'off' }, { mode: 'on' }, patch).value).toEqual({ a: 1, mode: 'off' });
    expect(over({ a: 1 }, { mode: 'on' }, patch, ['/mode']).problems).toMatchObject([
      { path: '/mode', code: 'secret_asked' },
    ]);
  });
});

function last(work: Generator<undefined, Migrated>): Migrated {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
