import { describe, expect, it } from 'vitest';

import { isEmptySchema } from '../index.ts';

describe('isEmptySchema', () => {
  it.each([
    [undefined, true],
    [null, true],
    [true, true],
    [{}, true],
    [{ type: 'object' }, true],
    [{ type: 'object', properties: {}, required: [], additionalProperties: false }, true],
    [{ $ref: '#/$defs/a', $defs: { a: { type: 'object', properties: {} } } }, true],
    [{ allOf: [{ type: 'object' }, { $ref: '#/$defs/a' }], $defs: { a: {} } }, true],
    [{ type: 'object', properties: { a: {} } }, false],
    [{ $ref: '#/$defs/a', $defs: { a: { properties: { b: {} } } } }, false],
    [{ allOf: [{ properties: { b: {} } }] }, false],
    [{ oneOf: [{ properties: { a: {} } }] }, false],
    [{ type: 'string' }, false],
    [{ type: 'object', additionalProperties: { type: 'string' } }, false],
    [{ required: ['a'] }, false],
    [{ $ref: 'https://x.test/' }, false],
  ])('%j: %s', (schema, expected) => {
    expect(isEmptySchema(schema)).toBe(expected);
  });
});
