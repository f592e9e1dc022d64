import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { secretSchemaPointers } from '../index.ts';
import { SECRET_FLAGS, SECRET_WORDS } from '../schema/keywords.ts';

// A literal `then` makes an object look like a promise
const THEN = 'then';
const SECRET = { type: 'string', writeOnly: true };

describe('secretSchemaPointers', () => {
  it('knows every spelling of secret, and only as a keyword', () => {
    const schema = {
      properties: {
        a: { writeOnly: true },
        b: { format: 'password' },
        c: { airbyte_secret: true },
        d: { secret: true },
        'e/f': { 'x-secret': true },
        g: { isSecret: true },
        h: { sensitive: true },
        i: { 'x-sensitive': true },
        j: { 'x-encrypted': true },
        k: { visibility: 'secret' },
        l: { deepVisibility: 'secret' },
        m: { visibility: 'Secret' },
        n: { format: 'PASSWORD ' },
        none: { writeOnly: false, sensitive: false, visibility: 'backend', format: 'uri' },
        secret: { type: 'boolean' },
        properties: { properties: { writeOnly: { const: true } } },
      },
      default: { writeOnly: true },
      enum: [{ secret: true }],
    };
    expect(secretSchemaPointers(schema)).toEqual(
      ['a', 'b', 'c', 'd', 'e~1f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'].map(
        (name) => `/properties/${name}`,
      ),
    );
  });

  it('reaches every place of a subschema, through cycles, and names each once', () => {
    const schema = {
      $ref: '#/$defs/node',
      $defs: {
        node: {
          properties: {
            again: { $ref: '#/$defs/node' },
            key: { $ref: '#/$defs/key' },
            also: { $ref: '#/$defs/key' },
          },
        },
        key: SECRET,
      },
      definitions: { old: SECRET },
      allOf: [{ oneOf: [{ anyOf: [SECRET] }] }],
      if: { properties: { i: SECRET } },
      [THEN]: { items: SECRET },
      else: { prefixItems: [SECRET], additionalProperties: SECRET },
      patternProperties: { '^x': SECRET },
      dependentSchemas: { d: { contains: SECRET } },
      components: { c: SECRET },
      properties: { viaComponents: { $ref: '#/components/c' } },
    };
    expect(secretSchemaPointers(schema).sort()).toEqual([
      '/$defs/key',
      '/allOf/0/oneOf/0/anyOf/0',
      '/components/c',
      '/definitions/old',
      '/dependentSchemas/d/contains',
      '/else/additionalProperties',
      '/else/prefixItems/0',
      '/if/properties/i',
      '/patternProperties/^x',
      '/then/items',
    ]);
  });

  it('accepts any value as a schema', () => {
    for (const schema of [null, 1, 'x', [], true, { properties: 7, allOf: {}, $ref: 3, items: null }]) {
      expect(secretSchemaPointers(schema)).toEqual([]);
    }
  });
});

it('every mark is listed in docs/security.md', () => {
  const page = readFileSync(new URL('../../../../docs/security.md', import.meta.url), 'utf8');
  const marks = [
    ...[...SECRET_FLAGS].map((flag) => `${flag}: true`),
    ...Object.entries(SECRET_WORDS).map((entry) => entry.join(': ')),
  ];
  for (const mark of marks) expect(page).toContain(`\`${mark}\``);
});
