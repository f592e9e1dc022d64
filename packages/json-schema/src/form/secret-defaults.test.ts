import { describe, expect, test } from 'vitest';
import { formOf } from './form-of.ts';

const SECRET = 'Onlytheownerknows';
const NUMBER = 471_100;

/** The texts of a form, without the values of constants, which the page does not show. */
const shownOf = (schema: unknown, options = {}): string =>
  JSON.stringify(formOf(schema, options), function (this: { kind?: unknown }, name, value) {
    return name === 'value' && this.kind === 'constant' ? undefined : value;
  });

const marked = { writeOnly: true };
const one = (member: object, more: object = {}) => ({ type: 'object', properties: { key: member }, ...more });

describe('the form shows no default of a secret', () => {
  test.each<[string, object, object?]>([
    ['number', one({ type: 'integer', default: NUMBER, ...marked })],
    ['choice', one({ enum: ['a', 'b'], default: 'b', ...marked })],
    ['choice of branches', one({ oneOf: [{ const: 'a' }, { const: 'b' }], default: 'b', ...marked })],
    ['switch', one({ type: 'boolean', default: true, ...marked })],
    ['list of choices', one({ type: 'array', items: { enum: ['a', 'b'], ...marked }, default: ['b'] })],
    [
      'marked list of choices',
      one({ type: 'array', items: { enum: ['a', 'b'] }, default: ['b'], ...marked }),
    ],
    ['list of texts', one({ type: 'array', items: { type: 'string', ...marked }, default: [SECRET] })],
    ['list of numbers', one({ type: 'array', items: { type: 'number', ...marked }, default: [NUMBER] })],
    ['text below a marked object', one({ ...one({ type: 'string', default: SECRET }), ...marked })],
    [
      'text in the default of an object',
      one({ ...one({ type: 'string', ...marked }), default: { key: SECRET } }),
    ],
    ['number in the default of the whole', one({ type: 'integer', ...marked }, { default: { key: NUMBER } })],
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    ['mark in a condition', one({ type: 'string', default: SECRET, if: { minLength: 3 }, then: marked })],
    ['mark in an unlike branch', one({ type: 'string', default: SECRET, oneOf: [marked, { maxLength: 3 }] })],
    [
      'mark in a branch',
      one({ default: SECRET, oneOf: [{ type: 'string', ...marked }, { type: 'string' }] }),
    ],
    ['mark in another part', one({ type: 'string', default: SECRET }, { allOf: [one(marked)] })],
    ['place', one({ type: 'integer', default: NUMBER }), { secretPaths: ['/key'] }],
    [
      'place of an item',
      one({ items: { enum: ['a', 'b'] }, type: 'array', default: ['b'] }),
      { secretPaths: ['/key/*'] },
    ],
    [
      'connection text among branches',
      {
        type: 'object',
        properties: {
          dsn: {
            oneOf: [{ type: 'string' }, one({ type: 'string' })],
            default: `Server=db;Password=${SECRET}`,
          },
        },
      },
    ],
    ['text with a login', one({ type: 'string', default: `https://app:${SECRET}@host.test` })],
  ])('%s', (_name, schema, options) => {
    for (const more of [{}, { allSecret: true }]) {
      const shown = shownOf(schema, { ...options, ...more });
      expect(shown).not.toContain(SECRET);
      expect(shown).not.toContain(String(NUMBER));
      expect(shown).not.toMatch(/"preset":(?!null|\[\])/);
    }
  });

  test('that is too large to find every secret in', () => {
    const $defs: Record<string, object> = { d20: marked };
    for (let i = 0; i < 20; i++) {
      const next = { $ref: `#/$defs/d${i + 1}` };
      $defs[`d${i}`] = { properties: { a: next, b: next } };
    }
    const members = { first: { $ref: '#/$defs/d0' }, key: { type: 'string', default: SECRET } };
    expect(shownOf({ properties: members, $defs })).not.toContain(SECRET);
  });

  test('and the one of a plain member beside it', () => {
    expect(shownOf(one({ type: 'integer', default: NUMBER }))).toContain(String(NUMBER));
    expect(shownOf(one({ enum: ['a', 'b'], default: 'b' }), { allSecret: true })).toContain('"preset":1');
    const others = { additionalProperties: { type: 'string', ...marked } };
    expect(shownOf(one({ type: 'integer', default: NUMBER }, others))).toContain(String(NUMBER));
  });
});

describe('the form does not tell a secret by its one possible value', () => {
  const branches = (branch: object) => one({ type: 'object', oneOf: [branch, one({ type: 'string' })] });
  test.each<[string, object, object?]>([
    ['constant that may be absent', one({ const: SECRET, ...marked })],
    ['constant of a type', one({ const: SECRET, type: 'string', ...marked })],
    ['enum with null', one({ enum: [SECRET, null], ...marked })],
    [
      'constant behind a reference',
      one({ $ref: '#/$defs/k', ...marked }, { $defs: { k: { const: SECRET } } }),
    ],
    ['constant at a place', one({ const: SECRET }), { secretPaths: ['/key'] }],
    ['constant that must be there', one({ const: SECRET, ...marked }, { required: ['key'] })],
    ['constant of a branch', branches(one({ const: SECRET, ...marked }))],
    [
      'constant of a branch whose member is marked',
      { ...branches({}), ...one(marked, { oneOf: [one({ const: SECRET }), one({})] }) },
    ],
    ['constant of a branch at a place', branches(one({ const: SECRET })), { secretPaths: ['/key/key'] }],
    [
      'constant that a branch marks',
      one({
        const: SECRET,
        oneOf: [
          { type: 'string', ...marked },
          { type: 'string', maxLength: 99 },
        ],
      }),
    ],
    ['constant that a condition marks', one({ const: SECRET, if: marked })],
    [
      'constant that a pattern of names marks',
      one({ const: SECRET }, { patternProperties: { '^k': marked } }),
    ],
    ['branch that is a constant', one({ oneOf: [{ const: SECRET, ...marked }, { type: 'object' }] })],
  ])('%s', (_name, schema, options) => {
    expect(shownOf(schema, options)).not.toContain(SECRET);
  });

  test.each([{ ...marked }, { if: marked }])('and asks for it in a masked field: %j', (mark) => {
    expect(formOf(one({ const: SECRET, ...mark }))).toMatchObject({
      members: [{ name: 'key', field: { kind: 'text', masked: true, preset: null } }],
    });
  });
});
