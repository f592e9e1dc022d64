import { describe, expect, it } from 'vitest';

import { destinationLeaves, destinationLeavesOf020 } from '../index.ts';

const TEXT = { type: 'string' };
const SITE = { type: 'string', 'x-destination': true };

describe('destinationLeaves', () => {
  it('finds every format of a destination, and no other', () => {
    const formats = ['uri', 'url', 'iri', 'uri-reference', 'iri-reference', 'uri-template'];
    const destinations = [...formats, 'hostname', 'idn-hostname', 'ipv4', 'ipv6', 'dsn', 'multi-host-uri'];
    const others = ['email', 'date', 'password', 'uuid', 'path', 'toString'];
    const names = [...destinations, ...others];
    const schema = { properties: Object.fromEntries(names.map((format) => [`of-${format}-x`, { format }])) };
    const value = Object.fromEntries(names.map((name) => [`of-${name}-x`, 'x']));
    expect(destinationLeaves(schema, value)).toEqual(destinations.map((name) => `/of-${name}-x`));
  });

  it('finds the leaves that the schema marks, and those below a marked container', () => {
    const schema = {
      properties: {
        site: SITE,
        list: { type: 'array', 'x-destination': true },
        box: { 'x-destination': true, properties: { in: TEXT, out: { ...TEXT, 'x-destination': false } } },
        off: { 'x-destination': false, properties: { url: TEXT, site: SITE } },
      },
    };
    const value = {
      site: 'a',
      list: ['b', { c: 1 }],
      box: { in: 'd', out: 'e', any: 'f' },
      off: { url: 'g', site: 'h' },
    };
    const found = ['/site', '/list/0', '/list/1/c', '/box/in', '/box/any', '/off/site'];
    expect(destinationLeaves(schema, value)).toEqual(found);
  });

  it('takes out the leaves that the schema marks with false, whatever their format, name and content', () => {
    const no = { 'x-destination': false };
    const schema = {
      properties: { url: no, link: { format: 'uri', ...no }, hosts: { type: 'array', ...no } },
    };
    const value = { url: 'https://a.test', link: 'https://b.test', hosts: ['c.test'] };
    expect(destinationLeaves(schema, value)).toEqual([]);
    expect(destinationLeaves(schema, value, ['/link', '/hosts/*'])).toEqual(['/link', '/hosts/0']);
  });

  it('finds the leaves that a path of the version names, described or not', () => {
    const value = { region: 'eu', map: { a: { key: 'x' }, b: { key: 'y', other: 'z' } }, deep: { er: 1 } };
    const paths = ['/region', '/map/*/key', '/deep', '/absent', 'no pointer'];
    expect(destinationLeaves({ properties: { region: TEXT } }, value, paths)).toEqual([
      '/region',
      '/map/a/key',
      '/map/b/key',
      '/deep/er',
    ]);
  });

  const NAMES = [
    ...[
      'host',
      'DB_HOST',
      'smtpServer',
      'hostname',
      'server',
      'endpoint',
      'apiEndpoint',
      'base_url',
      'baseURL',
    ],
    ...[
      'address',
      'brokers',
      'bootstrap_servers',
      'bootstrap.servers',
      'account',
      'snowflake_account',
      'command',
    ],
    ...['args', 'dsn', 'connection_string', 'connectionString', 'DATABASE_URL', 'jdbcUrl', 'proxy', 'domain'],
    ...['account_name', 'uri', 'site', 'subdomain', 'webhook-url', 'openai_api_base', 'api_base', 'apiBase'],
    ...['base', 'server_name', 'serverName', 'domainName', 'cloud_id', 'dataSource', 'hostaddr', 'baseurl'],
    ...['dbhost', 'redisurl', 'endpoint_override', 'uriEndpointOverride', 'host2', 'url_1', 'commands'],
  ];
  it.each(NAMES)('finds %s by its name, with a scalar or a list of them', (name) => {
    for (const schema of [
      {},
      { properties: { [name]: {} } },
      { properties: { [name]: { format: 'password' } } },
    ]) {
      expect(destinationLeaves(schema, { [name]: 'x' })).toEqual([`/${name}`]);
      expect(destinationLeaves(schema, { [name]: ['x', ['y']] })).toEqual([`/${name}/0`, `/${name}/1/0`]);
    }
    expect(destinationLeaves({ properties: { [name]: { format: 'email' } } }, { [name]: 'x' })).toEqual([]);
    expect(destinationLeaves({}, { [name]: true })).toEqual([]);
  });

  it.each([
    ...['scope', 'scopes', 'documentation', 'docs_url', 'documentationUrl', 'homepage_url', 'logo_url'],
    ...[
      'email_address',
      'port',
      'database',
      'user',
      'region',
      'timeout',
      'service_account',
      'host_key',
      'name',
    ],
    ...['knowledge_base', 'base_model', 'database', 'base64', 'curl', 'purl', 'observer', 'emailaddress'],
    ...['override', 'data_source_id', 'server_name_pattern', 'domain_names_allowed', 'address_book'],
  ])('does not find %s by its name, even with the content of a URL', (name) => {
    expect(
      destinationLeaves({}, { [name]: 'https://a.test', nested: [{ [name]: 'https://a.test' }] }),
    ).toEqual([]);
  });

  it('finds the members of a list of addresses by their own names, and of an object of addresses by its name', () => {
    const value = {
      hosts: [{ host: 'a', zone: 'b' }],
      servers: { eu: 'c', us: { url: 'd', zone: 'e' } },
      server: { host: 'f', zone: 'g' },
    };
    expect(destinationLeaves({}, value)).toEqual([
      '/hosts/0/host',
      '/servers/eu',
      '/servers/us/url',
      '/server/host',
    ]);
  });

  it('finds a port beside a destination, whatever says that it is one', () => {
    const port = { type: 'integer', format: 'int32' };
    const schema = {
      properties: {
        marked: { properties: { where: SITE, port } },
        formed: { properties: { where: { format: 'hostname' }, port } },
        off: { properties: { host: { 'x-destination': false }, port } },
        on: { properties: { host: TEXT, port: { ...port, 'x-destination': false } } },
      },
    };
    const value = {
      ...{ port: 1, ports: [2, '3'], redisPort: '4', sshport: 5, host: 'a' },
      ...{ support: 6, port_name: 'b', local_port: 7, use_port: true },
      marked: { where: 'c', port: 8 },
      formed: { where: 'd', port: 9 },
      off: { host: 'e', port: 10 },
      on: { host: 'f', port: 11 },
      alone: { port: 12, inner: { host: 'g' } },
      lists: { port: 13, hosts: ['h'] },
      items: [{ port: 14, host: 'i' }, { port: 15 }],
      server: { port: 16, where: 'j' },
    };
    expect(destinationLeaves(schema, value)).toEqual([
      ...[
        '/port',
        '/ports/0',
        '/ports/1',
        '/redisPort',
        '/sshport',
        '/host',
        '/marked/where',
        '/marked/port',
      ],
      ...['/formed/where', '/formed/port', '/on/host', '/alone/inner/host', '/lists/port', '/lists/hosts/0'],
      ...['/items/0/port', '/items/0/host'],
    ]);
  });

  it('follows references, allOf, items, conditions and the branches that may apply', () => {
    const host = { format: 'hostname' };
    const branch = (kind: string, place: object) => ({ properties: { kind: { const: kind }, place } });
    const schema = {
      $ref: '#/$defs/base',
      oneOf: [branch('open', TEXT), branch('closed', host)],
      if: { required: ['kind'] },
      else: { properties: { other: host } },
      $defs: { base: { allOf: [{ properties: { places: { items: host }, next: { $ref: '#' } } }] } },
    };
    const value = {
      kind: 'closed',
      place: 'a',
      places: ['b', 'c'],
      next: { kind: 'open', place: 'd' },
      other: 'e',
    };
    expect(destinationLeaves(schema, value)).toEqual(['/place', '/places/0', '/places/1', '/other']);
    expect(destinationLeaves(schema, { place: 'a' })).toEqual(['/place']);
  });

  it('names scalars only, including the root', () => {
    const uri = { format: 'uri' };
    expect(destinationLeaves(uri, 'x')).toEqual(['']);
    expect(destinationLeaves(uri, null)).toEqual(['']);
    expect(destinationLeaves({ additionalProperties: uri }, { a: {}, b: [], c: 1 })).toEqual(['/c']);
    for (const schema of [true, false, {}, null, 7, { oneOf: 7, properties: 'x', format: {} }]) {
      expect(destinationLeaves(schema, { a: ['x', { b: 1 }] })).toEqual([]);
    }
  });

  it('treats __proto__ as a member', () => {
    const schema: unknown = JSON.parse('{"properties":{"__proto__":{"format":"uri"}}}');
    expect(destinationLeaves(schema, JSON.parse('{"__proto__":"x","constructor":"y"}'))).toEqual([
      '/__proto__',
    ]);
  });

  it('counts every leaf beyond the end of the walk', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 200; i++) deep = { a: deep };
    expect(destinationLeaves({}, deep)).toEqual(['/a'.repeat(128)]);
  });
});

it('destinationLeavesOf020 finds leaves by their format and by the look of their content', () => {
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
  const schema = { properties: { known: TEXT, place: { format: 'hostname' }, host: TEXT } };
  const value = { known: urls[0], place: 'x', host: 'y', list: [...urls, ...others, { u: urls[0] }] };
  expect(destinationLeavesOf020(schema, value)).toEqual([
    '/known',
    '/place',
    ...urls.map((_, i) => `/list/${i}`),
    `/list/${urls.length + others.length}/u`,
  ]);
});
