import { describe, expect, it } from 'vitest';

import { checkValue, compileSchema } from '../index.ts';

// A literal `then` makes an object look like a promise
const THEN = 'then';

function problems(schema: unknown, value: unknown): [string, string][] {
  return checkValue(compileSchema(schema), value).map(({ path, code }) => [path, code]);
}

describe('checkValue', () => {
  it('points at the missing or additional property, not at the object around it', () => {
    const schema = {
      properties: { 'a/b': { type: 'object', required: ['x.y', '~'], additionalProperties: false } },
      required: ['c d'],
      dependentRequired: { 'a/b': ['e'] },
      propertyNames: { maxLength: 3 },
      unevaluatedProperties: false,
    };
    expect(problems(schema, { 'a/b': { 'm n': 1 }, long: 1 }).sort()).toEqual([
      ['/a~1b/m n', 'additionalProperties'],
      ['/a~1b/x.y', 'required'],
      ['/a~1b/~0', 'required'],
      ['/c d', 'required'],
      ['/e', 'dependentRequired'],
      ['/long', 'propertyNames'],
      ['/long', 'unevaluatedProperties'],
    ]);
  });

  it('describes problems in words of the schema alone', () => {
    const schema = {
      properties: {
        a: { type: ['string', 'null'] },
        b: { enum: ['x', 1] },
        c: { const: 'k' },
        d: { minimum: 3 },
        e: { format: 'email' },
        f: { pattern: '^z' },
        g: { minLength: 1000 },
        h: { maxItems: 1, uniqueItems: true },
        i: false,
        j: { not: {} },
        k: { exclusiveMaximum: 0, multipleOf: 10 },
        l: { contains: { const: 'q' } },
      },
    };
    const secret = 'hunter2-hunter2';
    const value = {
      a: [secret],
      b: secret,
      c: secret,
      d: 1,
      e: secret,
      f: secret,
      g: secret,
      h: [secret, secret],
      i: secret,
      j: secret,
      k: 7,
      l: [secret],
    };
    const messages = checkValue(compileSchema(schema), value).map(
      ({ path, message }) => `${path} ${message}`,
    );
    expect(messages.join('\n')).not.toContain('hunter2');
    expect(messages.sort()).toEqual([
      '/a must be a string or null',
      '/b must be one of: "x", 1',
      '/c must be "k"',
      '/d must be at least 3',
      '/e must be a valid email',
      '/f must match the pattern "^z"',
      '/g must be at least 1000 characters long',
      '/h must have at most 1 item',
      '/h must not have the same item twice',
      '/i is not allowed',
      '/j must not match the schema under "not"',
      '/k must be a multiple of 10',
      '/k must be less than 0',
      '/l must contain at least 1 matching item',
    ]);
  });

  it('names the members and the values that a not prohibits', () => {
    const said = (not: unknown, value: unknown) =>
      checkValue(compileSchema({ not }), value).map(({ path, code, message }) => [path, code, message]);
    expect(said({ required: ['x'] }, { x: 1 })).toEqual([['', 'not', 'x must not be present']]);
    expect(said({ required: ['x', 'y'] }, { x: 1, y: 2 })).toEqual([
      ['', 'not', 'x and y must not be present together'],
    ]);
    const either = { anyOf: [{ required: ['x'] }, { required: ['y'] }] };
    expect(said(either, { y: 2 })).toEqual([['', 'not', 'y must not be present']]);
    expect(said({ const: 'a' }, 'a')).toEqual([['', 'not', 'must not be "a"']]);
    expect(said({ enum: ['a', 1] }, 1)).toEqual([['', 'not', 'must not be one of: "a", 1']]);
    expect(said({ pattern: '^a' }, 'ab')).toEqual([['', 'not', 'must not match pattern "^a"']]);
    expect(said({ type: 'string', pattern: '^a' }, 'ab')).toEqual([
      ['', 'not', 'must not match pattern "^a"'],
    ]);
    expect(said({ required: ['x'], maxProperties: 1 }, { x: 1 })).toEqual([
      ['', 'not', 'must not match the schema under "not"'],
    ]);
  });

  it('lists the choices of a oneOf without its discriminator, as of one with a wrong discriminator', () => {
    const branch = (type: string, member: string) => ({
      required: ['type', member],
      properties: { type: { const: type } },
    });
    const oneOf = [branch('key', 'key'), branch('login', 'user')];
    const schema = { properties: { auth: { oneOf, type: 'object' } } };
    const said = (auth: unknown) =>
      checkValue(compileSchema(schema), { auth }).map(({ path, code, message }) => [path, code, message]);
    expect(said({ type: 'other' })).toEqual([['/auth/type', 'enum', 'must be one of: "key", "login"']]);
    for (const auth of [{}, { key: 'k' }, { user: 'u', key: 'k' }]) {
      expect(said(auth)).toEqual([
        ['/auth/type', 'required', 'is required and must be one of: "key", "login"'],
      ]);
    }
  });

  it('reports each problem once', () => {
    const schema = { required: ['a', 'a'], allOf: [{ required: ['a'] }, { required: ['a'] }] };
    expect(problems(schema, {})).toEqual([['/a', 'required']]);
  });

  it('reports the failure of then, not of the if', () => {
    const schema = {
      if: { properties: { a: { const: 1 } } },
      [THEN]: { required: ['b'] },
      else: { required: ['c'] },
    };
    expect(problems(schema, { a: 1 })).toEqual([['/b', 'required']]);
    expect(problems(schema, { a: 2 })).toEqual([['/c', 'required']]);
    expect(problems(schema, { a: 2, c: 1 })).toEqual([]);
  });

  it('asserts known formats and ignores unknown ones', () => {
    const bad: Record<string, unknown> = {
      'date-time': '2021-02-30T00:00:00Z',
      date: 'x',
      time: '25:00:00Z',
      duration: 'P',
      email: '@',
      hostname: '-a',
      ipv4: '1.2.3',
      ipv6: ':::',
      uri: '/a',
      'uri-reference': '\\',
      'uri-template': '{',
      uuid: 'x',
      regex: '(',
      'json-pointer': 'a',
      byte: 'abcd\nx',
      int32: 2 ** 40,
    };
    for (const [format, value] of Object.entries(bad))
      expect(problems({ format }, value)).toEqual([['', 'format']]);
    expect(problems({ format: 'file-path' }, ':')).toEqual([]);
    expect(problems({ format: 'password' }, '')).toEqual([]);
  });

  it('distinguishes inherited members from own ones', () => {
    expect(problems({ required: ['toString', 'constructor', '__proto__'] }, {})).toHaveLength(3);
    const schema: unknown = JSON.parse(
      '{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}},"additionalProperties":false,"required":["__proto__"]}',
    );
    expect(problems(schema, JSON.parse('{"__proto__":1,"constructor":2,"x":3}')).sort()).toEqual([
      ['/__proto__', 'type'],
      ['/constructor', 'type'],
      ['/x', 'additionalProperties'],
    ]);
    expect(problems(schema, JSON.parse('{"__proto__":"a"}'))).toEqual([]);
  });

  it('accepts 19.99 as a multiple of 0.01, and no number beside a multiple', () => {
    expect(problems({ multipleOf: 0.01 }, 19.99)).toEqual([]);
    expect(problems({ multipleOf: 0.01 }, 19.995)).toEqual([['', 'multipleOf']]);
    expect(problems({ type: 'integer', multipleOf: 2 ** 30 }, 2 ** 30)).toEqual([]);
    for (const value of [1, 10, 2 ** 30 + 6])
      expect(problems({ type: 'integer', multipleOf: 2 ** 30 }, value)).toEqual([['', 'multipleOf']]);
    expect(problems({ multipleOf: 1 }, 1.000000001)).toEqual([['', 'multipleOf']]);
  });

  it('counts contains as the draft does, and an empty array too', () => {
    const schema = { contains: { type: 'string' }, minContains: 2, maxContains: 3 };
    expect(problems(schema, [])).toEqual([['', 'contains']]);
    expect(problems(schema, ['a', 1, 'b'])).toEqual([]);
    expect(problems(schema, ['a', 'b', 'c', 'd'])).toEqual([['', 'contains']]);
    expect(problems({ $schema: 'http://json-schema.org/draft-07/schema', ...schema }, ['a'])).toEqual([]);
  });

  it('knows the members that a branch evaluated', () => {
    const schema = {
      oneOf: [
        { properties: { a: { type: 'string' } }, required: ['a'] },
        { properties: { b: {} }, required: ['b'] },
      ],
      unevaluatedProperties: false,
    };
    expect(problems(schema, { a: 'x' })).toEqual([]);
    expect(problems(schema, { a: 'x', c: 1 })).toEqual([['/c', 'unevaluatedProperties']]);
    const items = { contains: { type: 'string' }, unevaluatedItems: false };
    expect(problems(items, ['a'])).toEqual([]);
  });
});

describe('unions', () => {
  const password = {
    properties: { kind: { const: 'password' }, user: { type: 'string' } },
    required: ['kind', 'user'],
  };
  const token = {
    properties: { kind: { enum: ['token', 'pat'] }, token: { type: 'string' } },
    required: ['kind', 'token'],
  };
  const schema = {
    properties: { auth: { oneOf: [{ $ref: '#/$defs/password' }, { type: 'object', allOf: [token] }] } },
    $defs: { password: { type: 'object', ...password } },
  };

  it('report only the branch that a const or enum property picks', () => {
    expect(problems(schema, { auth: { kind: 'pat' } })).toEqual([['/auth/token', 'required']]);
    expect(problems(schema, { auth: { kind: 'password', user: 1 } })).toEqual([['/auth/user', 'type']]);
  });

  it('report the property whose value matches no branch, with all allowed values', () => {
    expect(checkValue(compileSchema(schema), { auth: { kind: 'x' } })).toEqual([
      { path: '/auth/kind', code: 'enum', message: 'must be one of: "password", "token", "pat"' },
    ]);
  });

  it('report one type error when no branch accepts the type', () => {
    expect(checkValue(compileSchema(schema), { auth: 'x' })).toEqual([
      { path: '/auth', code: 'type', message: 'must be an object' },
    ]);
  });

  it('report the branch that the type picks', () => {
    const optional = {
      anyOf: [{ type: 'object', properties: { a: { type: 'integer' } } }, { type: 'null' }],
    };
    expect(problems(optional, { a: 'x' })).toEqual([['/a', 'type']]);
    expect(problems(optional, null)).toEqual([]);
  });

  it('report one line and the nearest branch otherwise', () => {
    const either = { anyOf: [{ required: ['a', 'b'] }, { required: ['c'] }] };
    expect(problems(either, {})).toEqual([
      ['', 'anyOf'],
      ['/c', 'required'],
    ]);
  });

  it('report one line when too many branches match', () => {
    expect(checkValue(compileSchema({ oneOf: [{}, { type: 'string' }, { type: 'number' }] }), 'a')).toEqual([
      { path: '', code: 'oneOf', message: 'must match only one alternative, but matches 2' },
    ]);
  });

  it('accept a value for which an earlier branch had thousands of errors', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => i);
    const branches = [{ items: { type: 'string' } }, { $ref: '#/$defs/numbers' }];
    const $defs = { numbers: { items: { type: 'integer' } } };
    for (const keyword of ['anyOf', 'oneOf'])
      expect(problems({ [keyword]: branches, $defs }, many)).toEqual([]);
    expect(problems({ not: branches[0] }, many)).toEqual([]);
    expect(problems({ if: branches[0], [THEN]: false }, many)).toEqual([]);
  });
});
