import { expect, test } from 'vitest';
import { pastedOf, remarksOn, slugOf } from './document.ts';
import { nextVersion } from './next-version.ts';

const SCHEMA = { type: 'object', title: 'Mail', properties: {} };

test('a schema, a version and a provider are told apart', () => {
  expect(pastedOf(SCHEMA)).toEqual({
    content: { config_schema: SCHEMA },
    base: 'schema',
    given: { name: 'Mail' },
  });
  const version = { version: '2', config_schema: SCHEMA, tools: [] };
  expect(pastedOf(version)).toEqual({ content: version, base: [], given: { version: '2' } });
  expect(pastedOf({ name: 'Mail', slug: 'mail', version })).toEqual({
    content: version,
    base: ['version'],
    given: { name: 'Mail', slug: 'mail', version: '2' },
  });
  expect([pastedOf([]), pastedOf(null), pastedOf('x')]).toEqual([null, null, null]);
});

const SAID = [{ path: ['version', 'config_schema', 'properties', 'a/b'], code: 'typo', message: 'm' }];

test('a remark on the body becomes one on the text', () => {
  const [bare, version] = [pastedOf(SCHEMA), pastedOf({ config_schema: SCHEMA })];
  if (!bare || !version) throw new Error('Nothing was read.');
  expect(remarksOn(bare, ['version'], SAID, 'warn')).toEqual([
    { pointer: '/properties/a~1b', path: ['properties', 'a/b'], code: 'typo', message: 'm', tone: 'warn' },
  ]);
  expect(remarksOn(version, ['version'], SAID, 'bad')[0]?.path).toEqual([
    'config_schema',
    'properties',
    'a/b',
  ]);
  const other = [{ path: ['slug'], code: 'taken', message: 'm' }];
  expect(remarksOn(bare, ['version'], other, 'bad')[0]).toMatchObject({ pointer: null, path: [] });
});

test('a slug is made of a name', () => {
  expect(['Mail & Co', '  Büro 2 ', '***'].map(slugOf)).toEqual(['mail-co', 'bu-ro-2', '']);
});

test('the next version is a free name', () => {
  expect(nextVersion([])).toBe('1.0.0');
  expect(nextVersion(['1.0.9', '1.0.8'])).toBe('1.0.10');
  expect(nextVersion(['1', '2'])).toBe('3');
  expect(nextVersion(['beta', 'beta-2'])).toBe('beta-3');
});
