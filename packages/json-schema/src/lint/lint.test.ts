import { describe, expect, it } from 'vitest';

import { type LintOptions, lintSchema } from '../index.ts';

function lint(schema: unknown, options?: LintOptions): [string, string][] {
  return lintSchema(schema, options).map(({ path, code }) => [path, code]);
}

describe('lintSchema', () => {
  it('finds the mistakes of real schemas and ignores vendor keywords', () => {
    const slips = {
      tittle: '',
      decription: '',
      desciption: '',
      mininum: 1,
      maxitems: 1,
      'title"': '',
      propertes: {},
      requried: [],
    };
    expect(lint(slips)).toEqual(Object.keys(slips).map((word) => [`/${word}`, 'typo']));
    const vendor = {
      order: 1,
      group: 'x',
      airbyte_secret: true,
      'x-title': 1,
      example: 1,
      multiline: true,
      nullable: true,
    };
    expect(
      lint({ ...vendor, always_show: true, airbyte_hidden: true, display_type: 'x', id: 'a', schema: 1 }),
    ).toEqual([]);
    expect(lintSchema({ mininum: 1 })[0]?.message).toBe('unknown keyword; "minimum" is probably meant');
    const meant = {
      note: 'text',
      in: 'query',
      types: 7,
      cost: 1,
      notes: 'x',
      'x-title': true,
      nonsensitive: true,
    };
    expect(lint(meant)).toEqual([]);
  });

  it('names the keywords that a $ref overrides before 2019-09, but no marks and descriptions', () => {
    const a = {
      $ref: '#/definitions/a',
      maxLength: 1,
      properties: {},
      title: 'A',
      default: 'a',
      'x-order': 1,
      format: 'password',
    };
    const schema = { properties: { a }, definitions: { a: { type: 'string' } } };
    const beside = lint({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' }).filter(
      ([, code]) => code === 'ignored_keyword',
    );
    expect(beside).toEqual([
      ['/properties/a/maxLength', 'ignored_keyword'],
      ['/properties/a/properties', 'ignored_keyword'],
    ]);
    expect(lint(schema).filter(([, code]) => code === 'ignored_keyword')).toEqual([]);
  });

  it('finds misspelt marks, which would leave a secret readable', () => {
    const slips = {
      write_only: 'writeOnly',
      WriteOnly: 'writeOnly',
      airbyteSecret: 'airbyte_secret',
      'x-secrets': 'x-secret',
      'X-Secret': 'x-secret',
      is_secret: 'isSecret',
      sensitiv: 'sensitive',
      'x-destinaton': 'x-destination',
    };
    for (const [word, mark] of Object.entries(slips)) {
      const [warning, ...others] = lintSchema({ properties: { a: { type: 'string', [word]: true } } });
      expect([warning?.path, warning?.message, others]).toEqual([
        `/properties/a/${word}`,
        `unknown keyword; "${mark}" is probably meant`,
        [],
      ]);
    }
  });

  it('does not mistake a property name for a keyword', () => {
    expect(
      lint({ properties: { tittle: { type: 'string' }, format: { type: 'string', default: 'x' } } }),
    ).toEqual([]);
  });

  it('finds unknown formats, among which the mark of a secret in any case is not', () => {
    expect(lint({ properties: { a: { format: 'Password' } } })).toEqual([]);
    expect(lint({ items: { format: 'file-path' } })).toEqual([['/items/format', 'unknown_format']]);
    expect(lint({ items: { format: 'date' } })).toEqual([]);
  });

  it('finds defaults that do not fit, also through references and branches', () => {
    const schema = {
      $defs: { port: { type: 'integer', maximum: 9 } },
      properties: { a: { $ref: '#/$defs/port', default: 10 }, b: { $ref: '#/$defs/port', default: 9 } },
      oneOf: [{ properties: { c: { anyOf: [{ type: 'null' }, { const: 1 }], default: 'x' } } }],
    };
    expect(lint(schema)).toEqual([
      ['/properties/a/default', 'invalid_default'],
      ['/oneOf/0/properties/c/default', 'invalid_default'],
    ]);
  });

  it('finds secrets with a default, unless it is empty', () => {
    const secret = (value: unknown) => ({ properties: { a: { writeOnly: true, default: value } } });
    expect(lint(secret('hunter2'))).toEqual([['/properties/a/default', 'secret_default']]);
    expect(lint(secret(''))).toEqual([]);
    expect(JSON.stringify(lintSchema(secret('hunter2')))).not.toContain('hunter2');
  });

  it('finds properties that are named like a secret and may hold a readable text', () => {
    const text = { type: 'string' };
    const readable = {
      properties: {
        token: text,
        password: {},
        secret: true,
        api_keys: { type: 'array', items: text },
        auth: { properties: { client_secret: { type: ['string', 'null'] } } },
        list: { items: { properties: { 'api-key': { anyOf: [text, { type: 'integer' }] } } } },
        map: { additionalProperties: { properties: { pwd: text } } },
        choice: { oneOf: [{ properties: { passphrase: text } }, { $ref: '#/$defs/login' }] },
      },
      $defs: { login: { properties: { passwd: text } } },
    };
    const found = [
      '/properties/token',
      '/properties/password',
      '/properties/secret',
      '/properties/api_keys',
      '/properties/auth/properties/client_secret',
      '/properties/list/items/properties/api-key',
      '/properties/map/additionalProperties/properties/pwd',
      '/properties/choice/oneOf/0/properties/passphrase',
      '/$defs/login/properties/passwd',
    ];
    expect(lint(readable).sort()).toEqual(found.map((path) => [path, 'unmarked_secret']).sort());
    expect(lint(readable, { visibility: 'encrypted', marked: [], isCompiled: true })).toEqual([]);
    expect(lint(readable, { visibility: 'plain', marked: [''], isCompiled: true })).toEqual([]);
    const marked = [
      '/token',
      '/password',
      '/secret',
      '/api_keys',
      '/auth',
      '/list/*/api-key',
      '/map/*',
      '/choice/passwd',
    ];
    expect(lint(readable, { visibility: 'plain', marked, isCompiled: true })).toEqual([
      ['/properties/choice/oneOf/0/properties/passphrase', 'unmarked_secret'],
    ]);
  });

  it('does not call a property unmarked that a mark reaches, that says it is none, or that holds no free text', () => {
    const text = { type: 'string' };
    const secret = { type: 'string', writeOnly: true };
    const fine = {
      allOf: [{ properties: { token: secret } }, { $ref: '#/$defs/base' }],
      properties: {
        token: { minLength: 5 },
        shared: { $ref: '#/$defs/secret' },
        api_key: { $ref: '#/$defs/secret' },
        api_keys: { type: 'array', items: secret },
        password: { anyOf: [secret, { type: 'null' }] },
        passphrase: { type: 'string', writeOnly: false },
        pwd: { type: 'string', visibility: 'frontend' },
        credentials: { 'x-encrypted': true, properties: { password: text } },
        secret: { type: 'boolean' },
        jwt: { type: 'object', properties: { alg: text } },
        refresh_token: { enum: ['none', 'session'] },
        access_token: { type: 'string', format: 'uri' },
        max_tokens: { type: 'integer' },
        token_url: text,
      },
      oneOf: [{ properties: { kind: { const: 'a' }, token: { minLength: 8 } } }],
      $defs: {
        secret,
        base: { properties: { passwd: { airbyte_secret: true } } },
        unused: { properties: { token: text } },
      },
    };
    expect(lint(fine)).toEqual([]);
  });

  it('finds a branch in which a secret of another branch is readable', () => {
    const branch = (kind: string, token: object) => ({ properties: { kind: { const: kind }, token } });
    const schema = { oneOf: [branch('a', { writeOnly: true }), branch('b', { type: 'string' })] };
    expect(lint(schema)).toEqual([['/oneOf/1/properties/token', 'unmarked_secret']]);
  });

  it('finds arrays whose items nothing describes', () => {
    const array = { type: 'array' };
    const schema = {
      properties: {
        a: array,
        b: { type: ['array', 'null'], items: {} },
        c: { ...array, items: { type: 'string' } },
        d: { ...array, prefixItems: [{}] },
        e: { ...array, $ref: '#/$defs/list' },
        f: { ...array, enum: [[1]] },
        g: { type: 'string' },
      },
      $defs: { list: { items: { type: 'string' } } },
    };
    expect(lint(schema)).toEqual(
      ['/properties/a', '/properties/b'].map((path) => [path, 'array_without_items']),
    );
  });

  it('finds patterns that only the linear engine refuses, in a schema that checks no values', () => {
    const schema = {
      properties: { a: { pattern: '(x)\\1' }, b: { pattern: '^a+$' } },
      patternProperties: { '(y)\\1': {} },
    };
    const found = ['/patternProperties/(y)\\1', '/properties/a/pattern'].map((path) => [
      path,
      'unsafe_pattern',
    ]);
    expect(lint(schema, { visibility: 'encrypted', marked: [], isCompiled: false })).toEqual(found);
    expect(lint(schema)).toEqual(found);
  });

  it('lists at most 100 warnings, those on secrets first, and says when there are more', () => {
    const many = (count: number, property: object) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, property]));
    const slip = { mininum: 1 };
    expect(lintSchema({ properties: many(100, slip) }).map(({ code }) => code)).toEqual(
      Array(100).fill('typo'),
    );
    const found = lintSchema({ properties: { ...many(300, slip), token: {} } });
    expect(found.map(({ code }) => code)).toEqual([
      'unmarked_secret',
      ...Array(99).fill('typo'),
      'more_warnings',
    ]);
    expect(found[0]?.path).toBe('/properties/token');
  });

  it('ends early, and says so, on schemas that take too long to search', () => {
    const some = <T>(count: number, make: (i: number) => T) =>
      Array.from({ length: count }, (_, i) => make(i));
    const named = (names: string[], value: unknown) => Object.fromEntries(names.map((name) => [name, value]));
    const costly = {
      words: named(
        some(5000, (i) => `maximun${i}x`),
        1,
      ),
      defaults: {
        properties: named(
          some(3000, (i) => `d${i}`),
          { type: 'string', default: 'x' },
        ),
      },
      layers: {
        allOf: some(1000, (i) => ({ properties: { [`a${i}`]: { type: 'integer' } } })),
        oneOf: some(1000, (i) => ({ properties: { [`b${i}`]: { type: 'integer' }, kind: { const: i } } })),
      },
    };
    for (const [kind, schema] of Object.entries(costly)) {
      expect([kind, lintSchema(schema).map(({ code }) => code)]).toEqual([kind, ['more_warnings']]);
    }
  });

  it('reports breaches of the metaschema, and accepts any value', () => {
    expect(lint({ required: ['a', 'a'] })).toEqual([['/required', 'metaschema']]);
    const hostile = { typ: { toString: 1, valueOf: 1 }, properties: { token: { type: { toString: 1 } } } };
    for (const schema of [null, 7, [], true, { type: 'long', properties: 3 }, { $schema: 'x' }, hostile])
      expect(lint(schema)).toEqual([]);
  });
});
