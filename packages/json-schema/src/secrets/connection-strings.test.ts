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

it('an address that is no connection string stays readable', () => {
  const schema = { properties: { base_url: { format: 'uri' }, note: { type: 'string' } } };
  expect(secretsIn(schema, { base_url: 'https://api.test/?page=2', note: 'password=see the wiki' })).toEqual(
    [],
  );
});
