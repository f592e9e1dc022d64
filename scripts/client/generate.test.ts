import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Document, readOperations } from './document.ts';
import { generateClient } from './generate.ts';
import { typeOf } from './types.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('the committed client matches the document', () => {
  const document = JSON.parse(read('apps/api/openapi/root.json')) as Document;
  for (const [name, text] of Object.entries(generateClient(document))) {
    const committed = read(`packages/client/src/generated/${name}`);
    expect(text === committed, `${name} is stale: run pnpm client and commit what it writes.`).toBe(true);
  }
});

test('an operation without a key is left out of the client', () => {
  const document = JSON.parse(read('apps/api/openapi/root.json')) as Document;
  const ids = readOperations(document).map(({ id }) => id);
  expect(ids).toContain('instance.get');
  expect(ids.filter((id) => /^(?:ping|readyz|version|health|openapi)\b/.test(id))).toEqual([]);
});

describe('a schema as a type', () => {
  test.each([
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: ['string', 'null'], enum: ['a', "b'c", null] }, "'a' | 'b\\'c' | null"],
    [{ type: 'array', items: { type: ['integer', 'null'] } }, '(number | null)[]'],
    [{ type: 'object', additionalProperties: true }, 'Record<string, unknown>'],
    [{ type: 'object', additionalProperties: { type: 'integer' } }, 'Record<string, number>'],
    [{ type: 'object', properties: {} }, 'Record<string, never>'],
    [{ anyOf: [{ $ref: '#/components/schemas/Job' }, { type: 'null' }] }, 'Job | null'],
    [{ allOf: [{ $ref: '#/a/A' }, { anyOf: [{ $ref: '#/a/B' }, { $ref: '#/a/C' }] }] }, 'A & (B | C)'],
    [{ const: 'x', type: 'string' }, "'x'"],
    [{}, 'unknown'],
    [
      {
        type: 'object',
        properties: { id: { type: 'string' }, a: { type: 'string' }, b: { type: 'integer' } },
        required: ['id'],
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      '{\n  id: string;\n} & ({\n  a: string;\n  b?: undefined;\n} | {\n  a?: undefined;\n  b: number;\n})',
    ],
  ])('%j', (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  test('of an unknown kind is an error', () => {
    expect(() => typeOf({ type: 'tuple' })).toThrow('tuple');
  });
});
