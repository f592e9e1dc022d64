import { describe, expect, it, vi } from 'vitest';

import { bundleSchemas, checkValue, compileSchema, inTaken } from '../index.ts';

const DRAFT_04 = 'http://json-schema.org/draft-04/schema#';
const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';
const DRAFT_2019 = 'https://json-schema.org/draft/2019-09/schema';
const text = { type: 'string' };
const A = 'https://x.test/a.json';

/** Bundles, compiles the bundle alone, and judges a value with it. */
async function fits(schema: unknown, others: Record<string, unknown>, value: unknown): Promise<boolean> {
  const bundle = await bundleSchemas(schema, others);
  expect(bundle.problems).toEqual([]);
  expect(bundle.unused).toEqual([]);
  return checkValue(compileSchema(bundle.schema), value).length === 0;
}

const problemsOf = async (schema: unknown, others: Record<string, unknown>) =>
  (await bundleSchemas(schema, others)).problems.map(({ uri, path, code }) => [uri, path, code]);

describe('bundleSchemas', () => {
  it.each([
    ['an absolute URI', { properties: { a: { $ref: A } } }, { [A]: text }],
    ['a part of it', { properties: { a: { $ref: `${A}#/$defs/b` } } }, { [A]: { $defs: { b: text } } }],
    [
      'an anchor in it',
      { properties: { a: { $ref: `${A}#b` } } },
      { [A]: { items: { $anchor: 'b', ...text } } },
    ],
    ['a relative URI', { properties: { a: { $ref: 'a.json' } } }, { 'a.json': text }],
    [
      'a URI relative to $id',
      { $id: 'https://x.test/root.json', properties: { a: { $ref: 'a.json' } } },
      { [A]: text },
    ],
    [
      'a key relative to $id',
      { $id: 'https://x.test/root.json', properties: { a: { $ref: A } } },
      { 'a.json': text },
    ],
    [
      'one that refers to another',
      { properties: { a: { $ref: A } } },
      { [A]: { $ref: 'b.json' }, 'https://x.test/b.json': text },
    ],
    [
      'one that calls itself something else',
      { properties: { a: { $ref: `${A}#/$defs/a%25b` } } },
      { [A]: { $id: 'urn:example:a', $defs: { 'a%b': { $ref: 'urn:example:a#/$defs/b' }, b: text } } },
    ],
    [
      'a part with a URI of its own',
      { properties: { a: { $ref: 'https://x.test/b' } } },
      { [A]: { $defs: { b: { $id: 'https://x.test/b', ...text } } } },
    ],
    [
      'draft-07, with keywords that a $ref overrides',
      { $schema: DRAFT_07, $ref: A, maxProperties: 0, definitions: { b: false } },
      { [A]: { $ref: '#/definitions/c', not: {}, definitions: { c: { properties: { a: text } } } } },
    ],
    [
      'draft-04',
      { $schema: DRAFT_04, properties: { a: { $ref: A } } },
      { [A]: { id: A, $schema: DRAFT_04, ...text } },
    ],
    [
      '2019-09',
      { $schema: DRAFT_2019, properties: { a: { $ref: A } } },
      { [A]: { $schema: DRAFT_2019, ...text } },
    ],
    [
      'a definition of the same name',
      { $defs: { [A]: false }, properties: { a: { $ref: A } } },
      { [A]: text },
    ],
    ['a circle of documents', { properties: { a: { $ref: A } } }, { [A]: { ...text, items: { $ref: A } } }],
  ])('lets a schema refer to %s', async (_what, schema, others) => {
    expect(await fits(schema, others, { a: 'x' })).toBe(true);
    expect(await fits(schema, others, { a: 1 })).toBe(false);
  });

  it('takes boolean schemas', async () => {
    expect(await fits({ $ref: A }, { [A]: true }, 1)).toBe(true);
    expect(await fits({ $ref: A }, { [A]: false }, 1)).toBe(false);
  });

  it('changes neither the schema nor those handed in, and says where each one went', async () => {
    const schema = { properties: { a: { $ref: A } } };
    const others = { [A]: { $id: 'urn:example:a', ...text } };
    const before = JSON.stringify([schema, others]);
    const bundle = await bundleSchemas(schema, others);
    expect(JSON.stringify([schema, others])).toBe(before);
    expect(bundle.schema).toEqual({
      properties: { a: { $ref: 'urn:example:a' } },
      $defs: { [A]: { $id: 'urn:example:a', type: 'string' } },
    });
    const at = '/$defs/https:~1~1x.test~1a.json';
    expect(inTaken(bundle, `${at}/type`)).toEqual({ uri: A, path: '/type' });
    expect(inTaken(bundle, '/properties/a')).toBeUndefined();
  });

  it('leaves a schema without others as it is', async () => {
    const schema = { $ref: '#/$defs/a', $defs: { a: text } };
    expect((await bundleSchemas(schema, {})).schema).toBe(schema);
  });

  it('leaves out those to which no reference leads, and names them', async () => {
    const { schema, unused, problems } = await bundleSchemas(
      { properties: { a: { $ref: A } } },
      { [A]: text, 'https://x.test/b': { $ref: A }, [DRAFT_07]: {} },
    );
    expect({ unused, problems }).toEqual({ unused: ['https://x.test/b', DRAFT_07], problems: [] });
    expect(Object.keys((schema as { $defs: object }).$defs)).toEqual([A]);
  });

  it.each([
    [
      'a reference to what is not there',
      { $ref: 'https://x.test/c' },
      { [A]: {} },
      [undefined, '/$ref', 'remote_ref'],
    ],
    [
      'one in what was handed in',
      { $ref: A },
      { [A]: { items: { $ref: 'c' } } },
      [A, '/items/$ref', 'remote_ref'],
    ],
    ['what is no schema', { $ref: A }, { [A]: 'text' }, [A, '', 'invalid_schema']],
    [
      'a key with a fragment',
      { $ref: A },
      { [A]: {}, 'https://x.test/q#/b': {} },
      ['https://x.test/q#/b', '', 'invalid_uri'],
    ],
    ['an $id with a fragment', { $ref: A }, { [A]: { $id: '#a' } }, [A, '/$id', 'invalid_uri']],
    ['another draft', { $ref: A }, { [A]: { $schema: DRAFT_07 } }, [A, '/$schema', 'unknown_draft']],
    [
      'two of one URI',
      { $ref: A },
      { [A]: {}, 'https://x.test/./a.json': {} },
      ['https://x.test/./a.json', '', 'duplicate'],
    ],
    [
      'too many characters',
      { $ref: A },
      { [A]: { title: 'a'.repeat(270_000) } },
      [undefined, '', 'too_large'],
    ],
    [
      'too many levels',
      { $ref: A },
      { [A]: JSON.parse(`${'{"not":'.repeat(120)}{}${'}'.repeat(120)}`) },
      [A, '', 'too_deep'],
    ],
  ])('refuses %s', async (_what, schema, others, problem) => {
    expect(await problemsOf(schema, others as Record<string, unknown>)).toEqual([problem]);
  });

  it('names the URI of a reference that leads nowhere, and the one that is probably meant', async () => {
    const { problems } = await bundleSchemas(
      { $ref: 'https://x.test/adress.json' },
      { 'https://x.test/address.json': {} },
    );
    expect(problems[0]?.message).toContain('"https://x.test/adress.json"');
    expect(problems[0]?.message).toContain('"https://x.test/address.json" is there');
  });
});

it('at most 100 of the references to nothing are problems', async () => {
  const items = Array.from({ length: 300 }, (_, i) => ({ $ref: `https://x.test/${i}` }));
  expect((await problemsOf({ allOf: items }, { [A]: text })).length).toBe(100);
});

describe('the work of bundling', () => {
  const references = (count: number, to: (index: number) => string) => ({
    properties: Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, { $ref: to(i) }])),
  });

  it('ends at the limit of subschemas, those to which no reference leads not counted', async () => {
    const many = references(2_000, () => '#');
    expect(await problemsOf(many, { [A]: text })).toEqual([[undefined, '', 'too_large']]);
    expect(await problemsOf({ $ref: A }, { [A]: many })).toEqual([[undefined, '', 'too_large']]);
    expect(await problemsOf({ $ref: A }, { [A]: text, 'https://x.test/b': many })).toEqual([]);
  });

  it('reads each URI of a document once', async () => {
    let read = 0;
    class CountedURL extends URL {
      constructor(reference: string, base: string) {
        super(reference, base);
        read += 1;
      }
    }
    vi.stubGlobal('URL', CountedURL);
    await bundleSchemas(
      references(1_900, () => 'a.json'),
      { 'a.json': text },
    ).finally(() => vi.unstubAllGlobals());
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(10);
  });

  it('pauses between documents and between references', async () => {
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
    };
    const others = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`d${i}`, text]));
    await bundleSchemas(
      references(1_800, (i) => `d${i % 100}`),
      others,
      pause,
    );
    expect(pauses).toBeGreaterThan(1_900);
  });
});

it('a URI of more than 2,048 characters is refused at its place', () => {
  const long = 'x'.repeat(2_049);
  for (const schema of [{ $id: long }, { $ref: `#/$defs/${long}`, $defs: { [long]: text } }]) {
    expect(() => compileSchema(schema)).toThrow(/is longer than 2048 characters/);
  }
});

describe('a metaschema that was handed in', () => {
  const META = 'https://x.test/meta';
  const folder = 'https://json-schema.org/draft/2020-12/vocab';
  const meta = (vocabularies: Record<string, boolean>) => ({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $vocabulary: vocabularies,
  });

  it('stands for the draft that it is written in', async () => {
    const schema = { $schema: META, type: 'string' };
    const others = { [META]: meta({ [`${folder}/validation`]: true, 'https://x.test/own': false }) };
    expect(await fits(schema, others, 'x')).toBe(true);
    expect(await fits(schema, others, 1)).toBe(false);
    expect(await fits({ $schema: META, type: 'string' }, { [META]: { $schema: DRAFT_07 } }, 1)).toBe(false);
  });

  it.each([
    ['leaves out a vocabulary that the schema uses', meta({ [`${folder}/applicator`]: true }), ''],
    ['requires a vocabulary of its own', meta({ 'https://x.test/own': true }), '/$schema'],
    ['has no known draft itself', { $schema: 'https://x.test/other' }, '/$schema'],
  ])('is refused when it %s', async (_what, metaschema, path) => {
    expect(await problemsOf({ $schema: META, type: 'string' }, { [META]: metaschema })).toEqual([
      [undefined, path, 'unknown_draft'],
    ]);
  });
});
