import { expect, it } from 'vitest';

import { destinationLeaves } from '../index.ts';

const TEXT = { type: 'string' };

it('destinationLeaves finds every format of a destination, and no other', () => {
  const formats = ['uri', 'url', 'iri', 'uri-reference', 'iri-reference', 'uri-template'];
  const destinations = [...formats, 'hostname', 'idn-hostname', 'ipv4', 'ipv6'];
  const others = ['email', 'date', 'password', 'uuid', 'path', 'toString'];
  const names = [...destinations, ...others];
  const schema = { properties: Object.fromEntries(names.map((format) => [format, { format }])) };
  const value = Object.fromEntries(names.map((name) => [name, 'x']));
  expect(destinationLeaves(schema, value)).toEqual(destinations.map((name) => `/${name}`));
});

it('destinationLeaves finds texts that begin like a URL with a host, described or not', () => {
  const urls = [
    'https://a.test',
    'S3://b',
    'git+ssh://c',
    ' http://d',
    'h\tttp://e',
    'http:\\\\f',
    'jdbc://',
  ];
  const others = ['a.test', 'a: b', 'mailto:a@b.test', '//a.test', 'see http://a.test', '1://a', '', 7, null];
  const schema = { properties: { known: TEXT } };
  expect(destinationLeaves(schema, { known: urls[0], list: [...urls, ...others, { u: urls[0] }] })).toEqual([
    '/known',
    ...urls.map((_, i) => `/list/${i}`),
    `/list/${urls.length + others.length}/u`,
  ]);
});

it('destinationLeaves follows references, allOf, items, conditions and the branches that may apply', () => {
  const host = { format: 'hostname' };
  const branch = (kind: string, place: object) => ({ properties: { kind: { const: kind }, place } });
  const schema = {
    $ref: '#/$defs/base',
    oneOf: [branch('open', TEXT), branch('closed', host)],
    if: { required: ['kind'] },
    else: { properties: { other: host } },
    $defs: { base: { allOf: [{ properties: { hosts: { items: host }, next: { $ref: '#' } } }] } },
  };
  const value = {
    kind: 'closed',
    place: 'a',
    hosts: ['b', 'c'],
    next: { kind: 'open', place: 'd' },
    other: 'e',
  };
  expect(destinationLeaves(schema, value)).toEqual(['/place', '/hosts/0', '/hosts/1', '/other']);
  expect(destinationLeaves(schema, { place: 'a' })).toEqual(['/place']);
});

it('destinationLeaves names scalars only, including the root', () => {
  const uri = { format: 'uri' };
  expect(destinationLeaves(uri, 'x')).toEqual(['']);
  expect(destinationLeaves(uri, null)).toEqual(['']);
  expect(destinationLeaves({ additionalProperties: uri }, { a: {}, b: [], c: 1 })).toEqual(['/c']);
  for (const schema of [true, false, {}, null, 7, { oneOf: 7, properties: 'x', format: {} }]) {
    expect(destinationLeaves(schema, { a: ['x', { b: 1 }] })).toEqual([]);
  }
});

it('destinationLeaves treats __proto__ as a member', () => {
  const schema: unknown = JSON.parse('{"properties":{"__proto__":{"format":"uri"}}}');
  expect(destinationLeaves(schema, JSON.parse('{"__proto__":"x","constructor":"y"}'))).toEqual([
    '/__proto__',
  ]);
});

it('destinationLeaves counts every leaf beyond the end of the walk', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 200; i++) deep = { a: deep };
  expect(destinationLeaves({}, deep)).toEqual(['/a'.repeat(128)]);
});
