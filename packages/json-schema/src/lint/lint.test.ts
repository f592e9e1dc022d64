import { describe, expect, it } from 'vitest';

import { lintSchema } from '../index.ts';

function lint(schema: unknown): [string, string][] {
  return lintSchema(schema).map(({ path, code }) => [path, code]);
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
  });

  it('does not mistake a property name for a keyword', () => {
    expect(
      lint({ properties: { tittle: { type: 'string' }, format: { type: 'string', default: 'x' } } }),
    ).toEqual([]);
  });

  it('finds unknown formats', () => {
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

  it('reports breaches of the metaschema, and accepts any value', () => {
    expect(lint({ required: ['a', 'a'] })).toEqual([['/required', 'metaschema']]);
    for (const schema of [null, 7, [], true, { type: 'long', properties: 3 }, { $schema: 'x' }])
      expect(lint(schema)).toEqual([]);
  });
});
