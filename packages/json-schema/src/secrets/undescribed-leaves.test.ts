import { expect, test } from 'vitest';
import { undescribedLeaves } from './undescribed-leaves.ts';

test('leaves that no subschema describes are found, and none below a mark', () => {
  const schema = {
    properties: {
      host: { type: 'string' },
      auth: { writeOnly: true, properties: { token: {} } },
      labels: { additionalProperties: { type: 'string' } },
      open: { additionalProperties: true },
    },
  };
  const value = {
    host: 'a',
    auth: { token: 'b', more: 'c' },
    labels: { one: 'd' },
    open: { two: 'e' },
    unknown: { deep: ['f'] },
  };
  expect(undescribedLeaves(schema, value)).toEqual(['/open/two', '/unknown/deep/0']);
});
