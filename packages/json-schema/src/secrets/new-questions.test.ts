import { describe, expect, test } from 'vitest';
import { setAllAt } from '../edit/set-all-at.ts';
import { checkValue } from '../engine/check.ts';
import { compileSchema, validatorFor } from '../engine/compile.ts';
import { isObject } from '../json/object.ts';
import { childPointer, getAt, type Pointer } from '../json/pointer.ts';
import { changedSchema, randomFrom, randomSchema, randomValue } from '../testing/random-schemas.ts';
import { newQuestions } from './new-questions.ts';

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const text = { type: 'string' };
const secret = { type: 'string', writeOnly: true };
const HERE = [{ from: '/token', to: '/token' }];
const before = object({ host: text, token: secret });

const asked = (after: object, secrets = HERE, from: object = before) => newQuestions(from, after, secrets);

describe('a later schema asks about a secret', () => {
  test('by a keyword at its place, also through a reference, a pattern of names and the other members', async () => {
    const starts = { pattern: '^a' };
    expect(await asked(object({ host: text, token: { ...secret, ...starts } }))).toEqual(['/token']);
    expect(await asked({ ...before, allOf: [{ properties: { token: { minLength: 4 } } }] })).toEqual([
      '/token',
    ]);
    expect(await asked({ ...before, patternProperties: { '^tok': starts } })).toEqual(['/*']);
    expect(await asked({ ...object({ host: text }), additionalProperties: starts })).toEqual(['/*']);
    const referred = object({ host: text, token: { $ref: '#/$defs/t' } }, { $defs: { t: starts } });
    expect(await asked(referred)).toEqual(['/token']);
    expect(await asked({ ...referred, $defs: { t: { enum: ['a'] } } }, HERE, referred)).toEqual(['/token']);
  });

  test('by a combination around it, wherever that stands', async () => {
    const looks = { properties: { token: { const: 'a' } } };
    for (const more of [
      { if: looks, else: { required: ['x'] } },
      { anyOf: [{}, looks] },
      { oneOf: [{ required: ['host'] }, { not: looks }] },
      { not: looks },
      { dependentSchemas: { host: looks } },
      { allOf: [{ anyOf: [{ allOf: [looks] }, true] }] },
      { enum: [{ token: 'a' }] },
      { properties: { token: secret }, unevaluatedProperties: false },
    ])
      expect(await asked({ ...before, ...more }), JSON.stringify(more)).toEqual(['']);
    const items = { type: 'array', items: object({ token: secret }) };
    const list = object({ list: items });
    const place = [{ from: '/list/0/token', to: '/list/0/token' }];
    const withList = (more: object) => object({ list: { ...items, ...more } });
    expect(await asked(withList({ contains: looks }), place, list)).toEqual(['/list']);
    expect(await asked(withList({ uniqueItems: true }), place, list)).toEqual(['/list']);
    expect(await asked(withList({ prefixItems: [looks] }), place, list)).toEqual(['/list/0/token']);
  });

  test('when another property falls to the schema of the others', async () => {
    const others = { additionalProperties: { pattern: '^a' } };
    const from = object({ token: secret, host: text }, others);
    expect(await asked(object({ host: text }, others), HERE, from)).toEqual(['/*']);
    expect(await asked(object({ token: secret, other: text }, others), HERE, from)).toEqual([]);
  });

  test('when a migration takes the secret to a place with other questions', async () => {
    const moved = [{ from: '/token', to: '/auth/key' }];
    const to = (key: object, more: object = {}) => object({ auth: object({ key }) }, more);
    expect(await asked(to(secret), moved)).toEqual([]);
    expect(await asked(to({ ...secret, minLength: 3 }), moved)).toEqual(['/auth/key']);
    expect(await asked(to(secret, { anyOf: [to({ const: 'a' }), {}] }), moved)).toEqual(['']);
  });

  test('when the draft or the meaning of a reference changes', async () => {
    const $schema = 'http://json-schema.org/draft-07/schema#';
    const least = object({ token: { ...secret, minimum: 3 } });
    expect(await asked({ ...least, $schema }, HERE, least)).toEqual(['/token']);
    expect(await asked({ ...before, $dynamicRef: '#x', $defs: { x: { $dynamicAnchor: 'x' } } })).toEqual([
      '',
    ]);
  });
});

test('null is asked about where it no longer fits', async () => {
  const nullable = object({ host: text, token: { ...secret, nullable: true } });
  const listed = object({ host: text, token: { ...secret, type: ['null', 'string'] } });
  expect(await asked(before, HERE, nullable)).toEqual(['/token']);
  expect(await asked(nullable)).toEqual([]);
  expect(await asked(listed, HERE, nullable)).toEqual([]);
  expect(await asked(nullable, HERE, listed)).toEqual([]);
  expect(await asked(object({ token: { ...secret, nullable: false } }))).toEqual([]);
});

test('the draft is no question for what means the same in all', async () => {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  const token = { ...secret, pattern: 'a', minLength: 1, maxLength: 9, format: 'uri', nullable: true };
  for (const more of [{}, { enum: ['a://b', 'a:b'] }, { const: 'a://b' }]) {
    const from = object({ host: text, token: { ...token, ...more } });
    expect(await asked({ ...from, $schema }, HERE, from), JSON.stringify(more)).toEqual([]);
    expect(await newQuestions({ ...from, $schema }, from, HERE, { exact: true })).toEqual([]);
  }
});

test('the draft is one where it decides which items a keyword is about', async () => {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  const item = object({ token: { ...secret, pattern: 'a' } });
  const place = [{ from: '/list/0/token', to: '/list/0/token' }];
  const list = (keywords: object, more: object = {}) =>
    object({ list: { type: 'array', ...keywords } }, more);
  const old = (keywords: object) => list(keywords, { $schema });
  expect(await asked(old({ items: [item] }), place, list({ items: [item] }))).toEqual(['/list/0/token']);
  expect(await asked(list({ prefixItems: [item] }), place, old({ prefixItems: [item] }))).toEqual([
    '/list/0/token',
  ]);
  expect(await asked(list({ prefixItems: [item] }), place, old({ items: [item] }))).toEqual([]);
  expect(await asked(old({ items: item }), place, list({ items: item }))).toEqual([]);
});

test('the name and the order of definitions are no question, and their content is one', async () => {
  const isToken = { properties: { token: { const: 'a' } } };
  const hasHost = { required: ['host'] };
  const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
  const from = { ...before, oneOf: [ref('one'), ref('two')], $defs: { one: isToken, two: hasHost } };
  const renamed = { ...before, $defs: { b: isToken, a: hasHost }, oneOf: [ref('b'), ref('a')] };
  expect(await asked(renamed, HERE, from)).toEqual([]);
  expect(await asked({ ...from, $defs: { one: hasHost, two: isToken } }, HERE, from)).toEqual(['']);
  expect(await asked({ ...from, oneOf: [ref('one'), ref('one')] }, HERE, from)).toEqual(['']);
  const round = (name: string, more: object) => ({
    ...before,
    anyOf: [ref(name)],
    $defs: { [name]: { properties: { token: { const: 'a' }, next: ref(name) }, ...more } },
  });
  expect(await asked(round('x', {}), HERE, round('y', {}))).toEqual([]);
  expect(await asked(round('x', { minProperties: 1 }), HERE, round('y', {}))).toEqual(['']);
});

test('nothing else is a question: other places, presence, marks, words, and what asks less', async () => {
  const token = { ...secret, minLength: 4, enum: ['aaaa', 'bbbb'], pattern: 'a' };
  const from = object({ host: text, token });
  for (const [after, earlier] of [
    [object({ host: { const: 'h' }, port: { minimum: 3 }, token: secret }), before],
    [object({ ...before.properties, token: { ...secret, title: 'T', format: 'password' } }), before],
    [{ ...before, required: ['token', 'port'], additionalProperties: false, minProperties: 3 }, before],
    [{ ...before, oneOf: [{ required: ['token'] }, { properties: { host: { const: 'a' } } }] }, before],
    [object({ token: { ...token, minLength: 2, enum: ['aaaa', 'bbbb', 'c'] } }), from],
    [object({ token: secret }), from],
  ] as const)
    expect(await newQuestions(earlier, after, HERE), JSON.stringify(after)).toEqual([]);
  const same = { ...before, if: { properties: { token: { const: 'a' } } }, else: { description: 'words' } };
  expect(await asked({ ...same, else: { description: 'others' } }, HERE, same)).toEqual([]);
  expect(await newQuestions(from, before, HERE, { exact: true })).toEqual(['/token']);
  expect(await newQuestions(before, from, HERE, { aroundAlone: true })).toEqual([]);
});

test('words of no meaning are no question inside a combination, and what counts there is one', async () => {
  const branches = (token: object, more: object = {}) => ({
    ...before,
    oneOf: [{ properties: { token: { const: 'a', ...token } } }, { required: ['host'], ...more }],
  });
  const from = branches({ 'x-order': 1, description: 'Old' });
  for (const same of [
    branches({ 'x-order': 2, description: 'New', 'x-group': { type: 'string' } }, { 'x-help': ['a'] }),
    branches({ order: 2, title: 'Token', deprecated: true }, { title: 'Other' }),
    branches({}),
  ])
    expect(await asked(same, HERE, from), JSON.stringify(same)).toEqual([]);
  for (const more of [
    { minLength: 1 },
    { nullable: true },
    { 'x-secret': true },
    { 'x-destination': true },
    { default: 'a' },
  ])
    expect(await asked(branches(more), HERE, from), JSON.stringify(more)).toEqual(['']);
});

test('a schema that is too intricate counts as one that asks', async () => {
  const many = <Part>(make: () => Part) => Array.from({ length: 300 }, make);
  const wide = {
    ...before,
    $defs: { large: { allOf: many(() => ({ minProperties: 1 })) } },
    allOf: many(() => ({ anyOf: [{ $ref: '#/$defs/large' }] })),
  };
  expect(await asked(wide)).toEqual(['']);
});

const seed = Number(process.env.BERTH_TEST_SEED ?? 8_128);
const TURNS = process.env.BERTH_TEST_LONG ? 20_000 : 500;

/** Lists the texts and numbers of a value by their places. */
function leavesOf(value: unknown, at: Pointer = ''): Pointer[] {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' || typeof value === 'number' ? [at] : [];
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, childPointer(at, name)));
}

const accepted = (schema: unknown): boolean => {
  try {
    compileSchema(schema);
    return true;
  } catch {
    return false;
  }
};

test('property: without a new question, values that differ in a secret have the same problems later', {
  timeout: 600_000,
}, async () => {
  let decided = 0;
  let different = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const random = randomFrom(seed + turn);
    const earlier = randomSchema(random);
    const later = random.chance(0.2) ? randomSchema(random) : changedSchema(random, earlier);
    if (!accepted(earlier) || !accepted(later)) continue;
    for (let i = 0; i < 20; i++) {
      const value = randomValue(random);
      if (!isObject(value)) continue;
      const [place] = [random.pick(['', ...leavesOf(value)])];
      if (place === '' || place === undefined) continue;
      const others = Array.from({ length: 6 }, () => leavesIn(randomValue(random))).flat();
      const fitting = [getAt(value, place), ...others]
        .map((content) => setAllAt(value, [[place, content]]))
        .filter((one) => checkValue(validatorFor(earlier), one).length === 0);
      if (fitting.length < 2) continue;
      const outcomes = new Set(
        fitting.map((one) =>
          JSON.stringify(checkValue(validatorFor(later), one).map(({ path, code }) => [path, code])),
        ),
      );
      if (outcomes.size > 1) different += 1;
      if ((await newQuestions(earlier, later, [{ from: place, to: place }])).length > 0) continue;
      decided += 1;
      expect(
        [...outcomes],
        `BERTH_TEST_SEED=${seed + turn}: ${JSON.stringify({ earlier, later, place, fitting })}`,
      ).toHaveLength(1);
    }
  }
  expect(decided).toBeGreaterThan(100);
  expect(different).toBeGreaterThan(5);
});

const leavesIn = (value: unknown): unknown[] => leavesOf(value).map((place) => getAt(value, place));
