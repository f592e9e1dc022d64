import { expect, test } from 'vitest';
import { lineOf, placeOf, readText } from '../../../json/places.ts';
import { type Remark, remarksOf } from './remarks.ts';
import { membersOf, rootOf, sourceOf } from './tree.ts';

const TEXT = `{
  "a/b": [1, {"c": "x\\"y"}],
  "d": null
}`;

test('a JSON text is read with the places of its values', () => {
  const { value, places, problem } = readText(TEXT);
  expect(problem).toBeNull();
  expect(value).toEqual({ 'a/b': [1, { c: 'x"y' }], d: null });
  const shown = (path: string[]) => {
    const place = placeOf(places, path);
    return place && TEXT.slice(place.start, place.end);
  };
  expect(shown(['a/b', '1', 'c'])).toBe('"x\\"y"');
  expect(shown(['a/b', '1', 'absent', 'deeper'])).toBe('{"c": "x\\"y"}');
  expect(shown(['d'])).toBe('null');
  expect(lineOf(TEXT, placeOf(places, ['d'])?.start ?? 0)).toBe(3);
});

test.each([
  ['{"a": 1,}', 'syntax', 8],
  ['{"a" 1}', 'syntax', 5],
  ['[1 2]', 'syntax', 3],
  ['{"a": tru}', 'syntax', 6],
  ['{} x', 'syntax', 3],
  ['', 'syntax', 0],
  ['{"a": "\\q"}', 'syntax', 0],
  ['{"a": 12345678901234567890}', 'inexact', 6],
  ['{"a": 1e999}', 'inexact', 6],
  ['{"a": 0.1234567890123456789}', 'inexact', 6],
  ['{"a": 1234567890123456789e3}', 'inexact', 6],
  ['{"a": 1, "a": 2}', 'repeated', 9],
  ['['.repeat(5_000), 'deep', 501],
])('the text %s has a problem at its place', (text, kind, start) => {
  expect(readText(text).problem).toMatchObject({ kind, start });
});

test('a big number that JSON keeps exactly is read', () => {
  expect(readText('[9007199254740992, 1e25, 0.1]')).toMatchObject({
    value: [9_007_199_254_740_992, 1e25, 0.1],
    problem: null,
  });
});

const SCHEMA = {
  type: 'object',
  required: ['host'],
  allOf: [{ properties: { host: { default: 'a.test' } } }],
  properties: {
    host: { type: 'string', title: 'Host', 'x-destination': true },
    login: { $ref: '#/$defs/login' },
    tags: { type: 'array', items: { enum: ['a', 'b'] } },
    tree: { $ref: '#' },
  },
  additionalProperties: { type: 'integer' },
  oneOf: [{ required: ['host'] }, { title: 'By name', properties: { name: { type: 'string' } } }],
  $defs: { login: { type: 'object', properties: { password: { type: 'string', format: 'Password' } } } },
};

const read = (schema: unknown, more = {}) => {
  const source = sourceOf(schema, more);
  const root = rootOf(source);
  return { source, root, members: membersOf(source, root) };
};

test('a schema is read as a tree of members, through references and allOf', () => {
  const { source, members } = read(SCHEMA);
  expect(members.map(({ kind, name, path }) => [kind, name, path])).toEqual([
    ['member', 'host', '/host'],
    ['member', 'login', '/login'],
    ['member', 'tags', '/tags'],
    ['member', 'tree', '/tree'],
    ['any', '', '/*'],
    ['branch', '1', ''],
    ['branch', '2', ''],
  ]);
  const [host, login, tags, tree] = members;
  expect(host).toMatchObject({ isRequired: true, preset: 'a.test', isDestination: true, isSecret: false });
  expect(tree?.isRecursive).toBe(true);
  if (!login || !tags) throw new Error('A member is missing.');
  expect(membersOf(source, login)[0]).toMatchObject({ path: '/login/password', isSecret: true });
  expect(membersOf(source, tags)[0]).toMatchObject({ kind: 'item', path: '/tags/*', values: ['a', 'b'] });
});

test('the paths of a version mark members, and encrypted marks every leaf', () => {
  const named = read(SCHEMA, { secretPaths: ['/host'], destinationPaths: ['/tags/*'] });
  expect(named.members[0]?.isSecret).toBe(true);
  expect(read(SCHEMA, { isEncrypted: true }).members[4]?.isSecret).toBe(true);
});

test('a schema that nobody can read shows nothing, and does not throw', () => {
  for (const schema of [true, null, [], { properties: 3, allOf: 7, oneOf: {}, items: [null], $ref: '#/%zz' }])
    expect(() => read(schema)).not.toThrow();
});

test('a reference leads to an anchor, to an id, and past an id', () => {
  const { members } = read({
    $id: 'https://a.test/root.json',
    properties: {
      one: { $ref: '#name' },
      two: { $ref: 'login.json' },
      three: { $ref: 'login.json#/properties/a~1b' },
      none: { $ref: 'https://b.test/elsewhere' },
    },
    $defs: {
      named: { $anchor: 'name', title: 'Named' },
      login: { $id: 'login.json', title: 'Login', properties: { 'a/b': { title: 'Deep' } } },
    },
  });
  expect(members.map(({ title, places }) => [title, places.at(-1)])).toEqual([
    ['Named', '/$defs/named'],
    ['Login', '/$defs/login'],
    ['Deep', '/$defs/login/properties/a~1b'],
    [null, '/properties/none'],
  ]);
});

test('a remark stands at the member that it is about', () => {
  const { source, root, members } = read(SCHEMA);
  const remark = (pointer: string): Remark => ({
    pointer,
    path: [],
    code: 'typo',
    message: '',
    tone: 'warn',
  });
  const remarks = [
    remark('/properties/host/patern'),
    remark('/$defs/login/properties/password'),
    remark('/x'),
  ];
  const [host, login] = members;
  if (!host || !login) throw new Error('A member is missing.');
  expect(remarksOf(root, remarks).here.map(({ pointer }) => pointer)).toContain('/x');
  expect(remarksOf(host, remarks)).toMatchObject({ here: [remarks[0]], below: 0 });
  expect(remarksOf(login, remarks)).toMatchObject({ here: [], below: 1 });
  const [password] = membersOf(source, login);
  if (!password) throw new Error('The password is missing.');
  expect(remarksOf(password, remarks).here).toEqual([remarks[1]]);
});
