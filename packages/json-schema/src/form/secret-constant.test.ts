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
  ['a constant by a pattern', withMember({ const: 'k' }, { patternProperties: { '^k': marked } }), []],
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
  [
    'a constant behind a reference beside the mark',
    withMember({ $ref: '#/$defs/k', writeOnly: true }, { $defs: { k: { const: 'k' } } }),
    [],
  ],
  ['a constant in another part than the mark', withMember({ allOf: [marked, { const: 'k' }] }), []],
  [
    'a constant in another description of the member',
    { ...withMember(marked), allOf: [withMember({ const: 'k' })] },
    [],
  ],
  [
    'a constant of a branch whose member is marked',
    { ...withMember(marked), oneOf: [withMember({ const: 'k' }), {}] },
    [],
  ],
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  ['a constant in a condition', { ...withMember({ const: 'k' }), if: {}, then: withMember(marked) }, []],
  ['the one value of an enum beside null', withMember({ ...marked, enum: ['k', null] }), []],
  [
    'a constant of an item',
    withMember({ allOf: [{ items: marked }, { type: 'array', items: { const: 'k' } }] }),
    [],
  ],
  [
    'a constant of a member with any name',
    withMember(
      {
        $ref: '#/$defs/map',
        additionalProperties: marked,
      },
      { $defs: { map: { additionalProperties: { const: 'k' } } } },
    ),
    [],
  ],
  [
    'a constant in a recursion',
    {
      ...withMember({ const: 'k' }),
      allOf: [{ properties: { next: { writeOnly: true, $ref: '#/$defs/again' } } }],
      $defs: { again: { $ref: '#' } },
    },
    [],
  ],
])('a schema tells a secret by %s', (_name, schema, paths) => {
  expect(hasSecretConstant(schema, paths)).toBe(true);
});

test.each([
  [
    'a constant beside secrets without a name',
    withMember({ const: 'k' }, { additionalProperties: marked }),
    [],
  ],
  ['a choice of secrets', withMember({ ...marked, enum: ['a', 'b'] }), ['/key']],
  ['a constant that is no secret', withMember({ const: 'k' }), ['/other']],
  [
    'a constant beside it',
    withMember(marked, {
      allOf: [{ properties: { kind: { const: 'k' }, key: { $ref: '#/$defs/k' } } }],
      $defs: { k: {} },
    }),
    [],
  ],
  ['members of these names', { writeOnly: true, properties: { const: { type: 'string' }, enum: {} } }, []],
])('a schema tells no secret by %s', (_name, schema, paths) => {
  expect(hasSecretConstant(schema, paths)).toBe(false);
});

test('a schema with too many places to look at counts as one that tells a secret', () => {
  const $defs: Record<string, object> = { d40: { const: 'k' } };
  for (let i = 0; i < 40; i++) {
    const next = { $ref: `#/$defs/d${i + 1}` };
    $defs[`d${i}`] = { properties: { a: next, b: next } };
  }
  expect(hasSecretConstant({ $ref: '#/$defs/d0', $defs })).toBe(true);
});
