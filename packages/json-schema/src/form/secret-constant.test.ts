import { expect, test } from 'vitest';
import { hasSecretConstant } from './secret-constant.ts';

const marked = { type: 'string', writeOnly: true };
const withMember = (member: object, more: object = {}) => ({
  type: 'object',
  required: ['key'],
  properties: { key: member },
  ...more,
});

test.each([
  ['a constant', withMember({ ...marked, const: 'k' }), []],
  ['the one value of an enum', withMember({ ...marked, enum: ['k'] }), []],
  ['a constant below a marked object', withMember({ ...withMember({ const: 'k' }), writeOnly: true }), []],
  ['a constant of a branch', { oneOf: [withMember({ const: 'k', ...marked }), {}] }, []],
  ['a constant at a path', withMember({ const: 'k' }), ['/key']],
  [
    'a constant of a branch at a path',
    { type: 'object', oneOf: [withMember({ const: 'k' }), withMember({})] },
    ['/key'],
  ],
  [
    'a constant in a definition',
    withMember({ $ref: '#/$defs/k' }, { $defs: { k: { ...marked, const: 'k' } } }),
    [],
  ],
])('a schema tells a secret by %s', (_name, schema, paths) => {
  expect(hasSecretConstant(schema, paths)).toBe(true);
});

test.each([
  ['a choice of secrets', withMember({ ...marked, enum: ['a', 'b'] }), ['/key']],
  ['a constant that is no secret', withMember({ const: 'k' }), ['/other']],
  ['members of these names', { writeOnly: true, properties: { const: { type: 'string' }, enum: {} } }, []],
])('a schema tells no secret by %s', (_name, schema, paths) => {
  expect(hasSecretConstant(schema, paths)).toBe(false);
});
