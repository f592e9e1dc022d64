import { expect, test } from 'vitest';
import { breakingChanges, type Described } from './compare.ts';

type Schema = Record<string, unknown>;

const text = { type: 'string' };

/** Makes a document with one operation of this input and output. */
function documentOf(parts: {
  input?: Schema;
  output?: Schema;
  parameters?: Schema[];
  bodyRequired?: boolean;
  schemas?: Record<string, Schema>;
}): Described {
  const { input = {}, output = {}, parameters = [], bodyRequired = false, schemas = {} } = parts;
  return {
    paths: {
      '/things': {
        post: {
          parameters,
          requestBody: { required: bodyRequired, content: { 'application/json': { schema: input } } },
          responses: { 200: { content: { 'application/json': { schema: output } } }, 400: {} },
        },
      },
    },
    components: { schemas },
  };
}

const object = (properties: Schema, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});

const query = (name: string, schema: Schema = text, required = false) => ({
  in: 'query',
  name,
  schema,
  required,
});

test('a document does not differ from itself', () => {
  const document = documentOf({ input: object({ a: text }, ['a']), output: object({ b: text }) });
  expect(breakingChanges(document, structuredClone(document))).toEqual([]);
});

test('a removed path or operation breaks clients', () => {
  const before = documentOf({});
  expect(breakingChanges(before, { paths: {} })).toEqual(['POST /things is gone']);
  expect(breakingChanges(before, { paths: { '/things': {} } })).toEqual(['POST /things is gone']);
});

test('removed, newly required and narrowed parameters break clients', () => {
  const before = documentOf({
    parameters: [query('a'), query('b'), query('c', { type: 'string', enum: ['x', 'y'] }), query('d')],
  });
  const after = documentOf({
    parameters: [
      query('b', text, true),
      query('c', { type: 'string', enum: ['x'] }),
      query('d', { type: 'integer' }),
      query('e', text, true),
      query('f'),
    ],
  });
  expect(breakingChanges(before, after)).toEqual([
    'POST /things: query parameter a is gone',
    'POST /things: query parameter b is required',
    'POST /things: query parameter e is required',
    'POST /things: query parameter c: the value "y" is gone',
    'POST /things: query parameter d takes no string',
  ]);
});

test('a newly required body or member breaks clients', () => {
  const before = documentOf({ input: object({ a: text, b: text, deep: object({}) }, ['b']) });
  const after = documentOf({
    bodyRequired: true,
    input: object({ a: text, c: text, d: text, deep: object({ x: text }, ['x']) }, ['a', 'c']),
  });
  expect(breakingChanges(before, after)).toEqual([
    'POST /things: a body is required',
    'POST /things: body/a is required',
    'POST /things: body/b is gone',
    'POST /things: body/deep/x is required',
    'POST /things: body/c is required',
  ]);
});

test('removed and changed members of an answer break clients', () => {
  const before = documentOf({
    output: object({ a: text, b: text, c: { type: 'string', enum: ['x', 'y'] } }, ['a', 'b']),
  });
  const after = documentOf({
    output: object({ b: { type: ['string', 'null'] }, c: { type: 'string', enum: ['x'] } }),
  });
  expect(breakingChanges(before, after)).toEqual([
    'POST /things: answer 200/a is gone',
    'POST /things: answer 200/b may be absent',
    'POST /things: answer 200/b may be null',
    'POST /things: answer 200/c: the value "y" is gone',
  ]);
});

test('references, allOf, items and choices are followed', () => {
  const list = (name: string) => object({ items: { type: 'array', items: { $ref: name } } });
  const output = (name: string) => ({
    allOf: [list(name), object({ more: { anyOf: [{ $ref: name }, { type: 'null' }] } })],
  });
  const thing = '#/components/schemas/Thing';
  const before = documentOf({ output: output(thing), schemas: { Thing: object({ a: text, b: text }) } });
  const after = documentOf({ output: output(thing), schemas: { Thing: object({ a: text }) } });
  expect(breakingChanges(before, after)).toEqual([
    'POST /things: answer 200/items[]/b is gone',
    'POST /things: answer 200/more/b is gone',
  ]);
  expect(breakingChanges(after, before)).toEqual([]);
});

test('new optional input, new output and other errors break nothing', () => {
  const before = documentOf({ input: object({ a: text }, ['a']), output: object({ a: text }, ['a']) });
  const after = documentOf({
    parameters: [query('new')],
    input: object({ a: { type: ['string', 'null'] }, b: text }),
    output: object({ a: text, b: text }, ['a', 'b']),
  });
  const operation = after.paths['/things']?.post;
  if (operation) operation.responses = { 200: operation.responses[200] ?? {}, 409: {} };
  after.paths['/more'] = {};
  expect(breakingChanges(before, after)).toEqual([]);
});
