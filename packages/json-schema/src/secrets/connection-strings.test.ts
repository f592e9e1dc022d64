import { expect, it } from 'vitest';

import { secretLeaves } from '../index.ts';

const secretsIn = (schema: unknown, value: unknown) =>
  secretLeaves(schema, value, { visibility: 'plain', marked: [] });

const CARRYING = [
  'postgres://app:pw@db.test/app',
  'mongodb+srv://app:p%40w@db.test',
  'redis://:pw@cache.test:6379',
  'Server=db.test;User Id=app;Password=pw;',
  'jdbc:postgresql://db.test/app?user=app&password=pw',
  'app:pw@tcp(db.test:3306)/app',
  'app:p@w@unix(/run/mysqld.sock)/app',
  'app/pw@db.test:1521/app',
  'jdbc:oracle:thin:app/pw@db.test:1521:app',
  'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5==',
];

it.each([
  ['dsn', 'string'],
  ['connection_string', 'string'],
  ['connectionString', 'string'],
  ['DATABASE_URL', 'string'],
  ['main_db_url', 'string'],
  ['sqlalchemy_uri', 'string'],
  ['anything', 'connection-string'],
  ['anything', 'dsn'],
])(
  'a connection string in %s of format %s is secret when it carries a password, and only then',
  (name, format) => {
    const schema = { properties: { [name]: { type: 'string', format } } };
    for (const text of CARRYING) expect(secretsIn(schema, { [name]: text }), text).toEqual([`/${name}`]);
    for (const text of [
      'postgres://db.test/app',
      'postgres://app@db.test',
      'Server=db.test',
      'app@tcp(db.test)/app',
      'jdbc:oracle:thin:@db.test:1521:app',
      '/var/lib/app@2/app.db',
      'sqlite:///app@2.db',
      'jdbc:postgresql://app@db.test/app',
      '',
      7,
    ]) {
      expect(secretsIn(schema, { [name]: text }), String(text)).toEqual([]);
    }
  },
);

it('a list of connection strings has a secret for each that carries a password', () => {
  const schema = { properties: { dsns: { items: { type: 'string' } } } };
  expect(secretsIn(schema, { dsns: ['postgres://a:pw@db.test', 'postgres://db.test'] })).toEqual(['/dsns/0']);
});

const LOGINS = [
  'https://app:pw@api.test/v1',
  'https://app:p@w@api.test',
  'http://key@sentry.test/1',
  'HTTPS://key:@sentry.test/1',
  'git+https://token@git.test/a.git',
  'wss://key@stream.test',
  'https:/app:pw@api.test',
  'https:app:pw@api.test',
  'https:\\\\app:pw@api.test',
  'ht\ntps://app:pw@api.test',
  ' https://app:p w@api.test',
  'socks5://app:pw@proxy.test:1080',
  'postgres://app:pw@db.test/app',
  '--proxy=http://app:pw@proxy.test',
  'git clone https://token@git.test/a.git',
];
const ADDRESSES = [
  'https://api.test/?page=2&mail=a@b.test',
  'https://api.test:8443/@scope/name',
  'ssh://git@git.test:22/a.git',
  'git@git.test:a.git',
  'postgres://app@db.test',
  'mailto:a@b.test',
  'see https://api.test: or write to a@b.test',
  'note: a@b.test',
  'user@example.test',
];

it.each(['uri', 'url', 'iri', undefined])(
  'a text of format %s is secret when it has a URL with a password or a token, whatever its name, and only then',
  (format) => {
    const schema = { properties: { base_url: { format }, args: { items: { type: 'string' } } } };
    for (const text of LOGINS) {
      expect(secretsIn(schema, { base_url: text, args: [text] }), text).toEqual(['/base_url', '/args/0']);
    }
    for (const text of ADDRESSES)
      expect(secretsIn(schema, { base_url: text, args: [text] }), text).toEqual([]);
  },
);

// A search that took more than linear time would not end before the limit of the test
it('a text of a megabyte is searched for URLs', () => {
  const schema = { properties: { a: { type: 'string' } } };
  for (const part of [':', '://', 'http:', '@', '://a@', '://a ', 'a:/'])
    expect(secretsIn(schema, { a: part.repeat(1_000_000 / part.length) }), part).toEqual([]);
});

it('an address that is no connection string stays readable', () => {
  const schema = { properties: { base_url: { format: 'uri' }, note: { type: 'string' } } };
  expect(secretsIn(schema, { base_url: 'https://api.test/?page=2', note: 'password=see the wiki' })).toEqual(
    [],
  );
});
