import { expect, test } from 'vitest';
import { openHanded } from './handed.ts';
import { contentOf } from './required.ts';

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

const withEntered = (
  form: Parameters<typeof openHanded>[0],
  value: unknown,
  picks: [string, number][] = [],
) => {
  const model = openHanded(form);
  model.store.set({ value, picks: new Map(picks) });
  return contentOf(model);
};

test('a required member that was left empty gets its default, and no other one', () => {
  const form = { schema, secretPaths: [], presets };
  expect(openHanded(form).prepared.root.properties?.region?.['x-default']).toBe('eu');
  expect(withEntered(form, { auth: { type: 'app' }, servers: [{}, { weight: 3 }] })).toEqual({
    port: 8_443,
    auth: { type: 'app', scope: 'read' },
    servers: [{ weight: 2 }, { weight: 3 }],
  });
  const entered = { port: 1, auth: { type: 'key' } };
  expect(withEntered(form, entered)).toEqual(entered);
});

test('the branch that was picked decides which members get their defaults, also inside of another branch', () => {
  const either = (...names: string[]) => ({
    oneOf: names.map((name) => ({ required: [name], properties: { [name]: { type: 'string' } } })),
  });
  const presets = { '/host': 'localhost', '/socket': '/run/db', '/at/host': 'db', '/at/socket': '/run/x' };
  const form = (schema: unknown) => ({ schema, secretPaths: [], presets });
  const flat = form({ type: 'object', ...either('host', 'socket') });
  expect(withEntered(flat, {})).toEqual({ host: 'localhost' });
  expect(withEntered(flat, {}, [['#0', 1]])).toEqual({ socket: '/run/db' });
  const at = {
    type: 'object',
    oneOf: [{ properties: { way: { const: 'a' } } }, { type: 'object', ...either('host', 'socket') }],
  };
  const deep = form({ type: 'object', required: ['at'], properties: { at } });
  expect(
    withEntered(deep, {}, [
      ['/at#0', 1],
      ['/at#0.1.0', 1],
    ]),
  ).toEqual({ at: { socket: '/run/x' } });
});
