import { expect, test } from 'vitest';
import { openHanded } from './handed.ts';
import { withRequired } from './required.ts';

const schema = {
  type: 'object',
  required: ['port', 'auth', 'servers'],
  properties: {
    port: { type: 'integer' },
    region: { type: 'string' },
    auth: {
      oneOf: [
        {
          type: 'object',
          required: ['type', 'scope'],
          properties: { type: { const: 'app' }, scope: { type: 'string' } },
        },
        { type: 'object', required: ['type'], properties: { type: { const: 'key' } } },
      ],
    },
    servers: {
      type: 'array',
      items: { type: 'object', required: ['weight'], properties: { weight: { type: 'number' } } },
    },
  },
};
const presets = { '/port': 8_443, '/region': 'eu', '/auth/scope': 'read', '/servers/*/weight': 2 };

test('a required member that was left empty gets its default, and no other one', () => {
  const { prepared } = openHanded({ schema, secretPaths: [], presets });
  const { root } = prepared;
  expect(root.properties?.region?.['x-default']).toBe('eu');
  expect(withRequired(root, { auth: { type: 'app' }, servers: [{}, { weight: 3 }] })).toEqual({
    port: 8_443,
    auth: { type: 'app', scope: 'read' },
    servers: [{ weight: 2 }, { weight: 3 }],
  });
  expect(withRequired(root, { port: 1, auth: { type: 'key' } })).toEqual({ port: 1, auth: { type: 'key' } });
});
