import { expect, it } from 'vitest';

import { destinationPaths } from '../index.ts';

const TEXT = { type: 'string' };

it('destinationPaths lists what a schema marks, gives a format or a name, and nothing else', () => {
  const schema = {
    properties: {
      base_url: TEXT,
      host: { ...TEXT, 'x-destination': false },
      site: { ...TEXT, 'x-destination': true },
      hook: { format: 'uri' },
      use_proxy: { type: 'boolean' },
      scopes: { type: 'array', items: TEXT },
      documentation_url: TEXT,
      args: { type: 'array' },
      brokers: { type: 'array', items: TEXT },
      hosts: { items: { properties: { host: TEXT, port: { type: 'integer' } } } },
      map: { additionalProperties: { format: 'hostname' } },
      box: { 'x-destination': true, properties: { a: TEXT, b: { ...TEXT, 'x-destination': false } } },
      server: { properties: { name: TEXT } },
      port: { type: 'integer' },
      off: { properties: { host: { ...TEXT, 'x-destination': false }, port: { type: 'integer' } } },
      on: { properties: { host: TEXT, port: { type: 'integer', 'x-destination': false } } },
      switches: { properties: { host: TEXT, port: { type: 'boolean' }, admin_port: { format: 'int32' } } },
      alone: { properties: { port: { type: 'integer' }, ports: { items: { type: 'integer' } } } },
      choice: { oneOf: [{ properties: { url: TEXT } }, { properties: { command: TEXT } }] },
    },
  };
  expect(destinationPaths(schema, ['/region', '/map/*'])).toEqual([
    '/region',
    '/map/*',
    '/base_url',
    '/site',
    '/hook',
    '/args/*',
    '/brokers/*',
    '/hosts/*/host',
    '/hosts/*/port',
    '/box/a',
    '/port',
    '/on/host',
    '/switches/host',
    '/switches/admin_port',
    '/choice/url',
    '/choice/command',
  ]);
});

it('destinationPaths follows references, ends in a recursion and accepts any schema', () => {
  const node = { properties: { url: TEXT, next: { $ref: '#/$defs/node' } } };
  expect(destinationPaths({ $ref: '#/$defs/node', $defs: { node } })).toEqual(['/url']);
  for (const schema of [true, false, null, 7, [], { properties: 7, items: [], $ref: '#' }]) {
    expect(destinationPaths(schema)).toEqual([]);
  }
  expect(destinationPaths({ format: 'uri' })).toEqual(['']);
});

it('destinationPaths ends soon for any schema, with 1,000 paths at most', () => {
  const $defs: Record<string, unknown> = { d40: { properties: { url: TEXT } } };
  for (let i = 0; i < 40; i++) {
    const next = { $ref: `#/$defs/d${i + 1}` };
    $defs[`d${i}`] = { properties: { a: next, b: next } };
  }
  const begun = performance.now();
  const paths = destinationPaths({ $ref: '#/$defs/d0', $defs });
  expect(paths.length).toBeLessThanOrEqual(1000);
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`x${i}_url`, TEXT]));
  expect(destinationPaths({ properties: many })).toHaveLength(1000);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
