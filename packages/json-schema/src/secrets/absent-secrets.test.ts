import { expect, it } from 'vitest';

import { absentSecrets } from '../index.ts';

const TEXT = { type: 'string' };
const SECRET = { type: 'string', writeOnly: true };

it('absentSecrets names the marked secrets that the value lacks, and no others', () => {
  const schema = {
    properties: {
      key: SECRET,
      there: SECRET,
      empty: SECRET,
      plain: TEXT,
      'a/b': { format: 'password' },
      box: { properties: { pin: { airbyte_secret: true }, plain: TEXT } },
    },
  };
  const value = { there: 'x', empty: null, box: {}, other: 1 };
  expect(absentSecrets(schema, value)).toEqual(['/key', '/a~1b', '/box/pin']);
  expect(absentSecrets(schema, { ...value, key: 'k', 'a/b': '', box: { pin: 0 } })).toEqual([]);
});

it('absentSecrets enters absent objects, but not values that are not objects', () => {
  const box = { properties: { key: SECRET, inner: { writeOnly: true, properties: { pin: SECRET } } } };
  const schema = { properties: { box } };
  const all = ['/box/key', '/box/inner', '/box/inner/pin'];
  for (const value of [{}, undefined, null, 'x', [{ box: {} }], { box: {} }]) {
    expect(absentSecrets(schema, value)).toEqual(all);
  }
  for (const there of ['x', null, [], [{}]]) expect(absentSecrets(schema, { box: there })).toEqual([]);
  expect(absentSecrets(schema, { box: { key: 'k', inner: {} } })).toEqual(['/box/inner/pin']);
});

it('absentSecrets follows references and allOf, not unions, items or conditions', () => {
  const has = (name: string) => ({ properties: { [name]: SECRET } });
  const schema = {
    $ref: '#/$defs/base',
    allOf: [has('all'), { properties: { shared: TEXT } }],
    properties: { ref: { $ref: '#/$defs/secret' }, shared: { allOf: [SECRET] } },
    oneOf: [has('one')],
    anyOf: [has('any')],
    if: has('if'),
    else: has('else'),
    patternProperties: { p: SECRET },
    additionalProperties: SECRET,
    dependentSchemas: { d: has('dependent') },
    $defs: { base: { properties: { base: SECRET, list: { items: SECRET } } }, secret: SECRET },
  };
  expect(absentSecrets(schema, { d: 1, list: [] })).toEqual(['/ref', '/shared', '/base', '/all']);
});

it('absentSecrets follows a recursive schema to the end of the value, and once beyond it', () => {
  const schema = { properties: { key: SECRET, next: { $ref: '#' }, other: { $ref: '#/$defs/other' } } };
  const recursive = { ...schema, $defs: { other: { properties: { pin: SECRET, back: { $ref: '#' } } } } };
  expect(absentSecrets(recursive, {})).toEqual(['/key', '/other/pin']);
  expect(absentSecrets(recursive, { key: 'k', next: { next: {} }, other: { pin: 1 } })).toEqual([
    '/next/key',
    '/next/next/key',
    '/next/next/other/pin',
    '/next/other/pin',
    '/other/back/key',
  ]);
});

it('absentSecrets treats __proto__ and constructor as members', () => {
  const schema: unknown = JSON.parse(
    '{"properties":{"__proto__":{"writeOnly":true},"constructor":{"properties":{"name":{"writeOnly":true}}}}}',
  );
  expect(absentSecrets(schema, {})).toEqual(['/__proto__', '/constructor/name']);
  expect(absentSecrets(schema, JSON.parse('{"__proto__":1,"constructor":{"name":1}}'))).toEqual([]);
});

it('absentSecrets accepts any schema and any value', () => {
  for (const schema of [true, false, {}, null, 7, [], { properties: 7, allOf: {}, $ref: '#' }, SECRET]) {
    for (const value of [undefined, null, 1, [], {}, { a: 1 }])
      expect(absentSecrets(schema, value)).toEqual([]);
  }
});

it('absentSecrets ends soon for any schema', () => {
  const $defs: Record<string, unknown> = { d40: { properties: { key: SECRET } } };
  for (let i = 0; i < 40; i++) {
    const next = { $ref: `#/$defs/d${i + 1}` };
    $defs[`d${i}`] = { properties: { a: next, b: next } };
  }
  const begun = performance.now();
  expect(absentSecrets({ $ref: '#/$defs/d0', $defs }, {})).toHaveLength(1000);
  const none = { ...$defs, d40: {} };
  expect(absentSecrets({ $ref: '#/$defs/d0', $defs: none }, {})).toEqual([]);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
