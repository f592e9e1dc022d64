import { describe, expect, test } from 'vitest';
import { mask } from '../../../src/dialects/flowker/mask.ts';
import { isSensitiveName } from '../../../src/dialects/flowker/sensitive-names.ts';

describe('the form of a mask', () => {
  const shown = (leaf: unknown) => mask({ value: { a: leaf }, secrets: ['/a'], unnamed: [] }).shown.a;

  test.each([
    ['', '********'],
    ['a', '********'],
    ['fifteen letters', '********'],
    ['sixteen letters!', '****ers!'],
    [`${'x'.repeat(20)}💩💩💩💩💩`, '****💩💩💩💩'],
    ['😀😁😂🤣😃😄😅😆', '********'],
    ['fourteen signs😀', '********'],
    ['fifteen letters😀', '****ers😀'],
    ['😀😁😂🤣😃😄😅😆😀😁😂🤣😃a😅😆', '****😃a😅😆'],
    [0, null],
    [true, null],
    [null, null],
    [[], '********'],
    [{}, '********'],
  ])('%j → %s', (leaf, expected) => {
    expect(shown(leaf)).toBe(expected);
  });

  test('a value that is not sensitive stays unchanged, of any type', () => {
    const value = { a: [1, { b: null, c: [] }], d: {}, __proto: 'x', 'e/f~g': { h: false } };
    expect(mask({ value, secrets: [], unnamed: [] }).shown).toEqual(value);
    expect(mask({ value: {}, secrets: [], unnamed: [] }).shown).toEqual({});
  });

  test('pointers with slashes and tildes find their leaf', () => {
    const value = { 'a/b': { 'c~d': 'secret' }, a: { b: 'plain' } };
    const { shown } = mask({ value, secrets: ['/a~1b/c~0d'], unnamed: [] });
    expect(shown).toEqual({ 'a/b': { 'c~d': '********' }, a: { b: 'plain' } });
  });
});

describe('sensitive member names', () => {
  test.each([
    'password',
    'PASSWORD',
    'userPassword',
    'db_password',
    'x-api-key',
    'apiKey',
    'APIKey',
    'clientSecret2',
    'accessToken',
    'refresh_token',
    'Authorization',
    'auth',
    'client_id',
    'sessionId',
    'privateKey',
    'iban',
    'cardNumber',
    'pin',
    'email',
    'phone',
    'tax_id',
    'connectionString',
    'databaseURL',
    'zip',
    'postal-code',
  ])('%s', (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  test.each([
    'monkey',
    'keyboard',
    'author',
    'spinner',
    'pinned',
    'company',
    'panel',
    'zipper',
    'environment',
    'baseUrl',
    'organization_id',
    'ledger_id',
    'timeout',
    'region',
    'capacity',
    'headers',
    '',
  ])('not %s', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });
});
