import { expect, test } from 'vitest';
import { bareSchema } from './bare-schema.ts';

test('a bare schema has no default, example, comment or readOnly member at any depth, and keeps members of these names', () => {
  const schema = {
    $comment: 'for authors',
    default: { token: 'one' },
    properties: {
      default: { type: 'string', default: 'two' },
      examples: { $ref: '#/$defs/key', example: 'three' },
      ['__proto__']: { const: { default: 'kept' } },
      id: { type: 'string', readOnly: true },
      readOnly: { type: 'boolean' },
    },
    $defs: { key: { examples: ['four'], enum: [{ examples: 1 }] } },
    oneOf: [{ items: [{ default: 'five' }] }],
  };
  expect(bareSchema(schema)).toEqual({
    properties: {
      default: { type: 'string' },
      examples: { $ref: '#/$defs/key' },
      ['__proto__']: { const: { default: 'kept' } },
      readOnly: { type: 'boolean' },
    },
    $defs: { key: { enum: [{ examples: 1 }] } },
    oneOf: [{ items: [{}] }],
  });
  for (const one of [true, null, 'a', []]) expect(bareSchema(one)).toEqual(one);
});
