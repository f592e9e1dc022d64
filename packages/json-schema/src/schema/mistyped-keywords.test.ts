import { expect, it } from 'vitest';

import { mistypedKeywords } from '../index.ts';
import { DESTINATION_FLAG, SECRET_FLAGS } from './keywords.ts';

const WRONG = ['true', 'false', 1, 0, null, [], [true], {}];
const FLAGS = [...SECRET_FLAGS, DESTINATION_FLAG, 'readOnly', 'deprecated'];

it.each(FLAGS)('mistypedKeywords names %s with any value but true and false, at every depth', (flag) => {
  for (const value of WRONG) {
    const schema = {
      $defs: { 'a/b': { [flag]: value } },
      properties: { list: { items: { oneOf: [{ [flag]: value }, { [flag]: true }, { [flag]: false }] } } },
    };
    expect(mistypedKeywords(schema)).toEqual(
      ['/$defs/a~1b', '/properties/list/items/oneOf/0'].map((at) => ({
        path: `${at}/${flag}`,
        code: 'invalid_keyword',
        message: `${flag} must be a boolean`,
      })),
    );
  }
});

it('mistypedKeywords names texts that are no texts', () => {
  const keywords = ['title', 'description', '$comment', 'contentEncoding', 'contentMediaType'];
  const schema = Object.fromEntries(keywords.map((keyword) => [keyword, 1]));
  expect(mistypedKeywords(schema).map(({ path }) => path)).toEqual(keywords.map((keyword) => `/${keyword}`));
});

it('mistypedKeywords accepts a word that its draft does not know yet, but never a mark of a wrong type', () => {
  const $schema = 'http://json-schema.org/draft-04/schema#';
  const words = {
    deprecated: 'use b',
    readOnly: 'yes',
    $comment: 1,
    contentEncoding: 1,
    contentMediaType: 1,
  };
  expect(mistypedKeywords({ $schema, ...words })).toEqual([]);
  const draft07 = { $schema: 'http://json-schema.org/draft-07/schema#', ...words };
  expect(mistypedKeywords(draft07)).toHaveLength(4);
  expect(mistypedKeywords(words)).toHaveLength(5);
  expect(mistypedKeywords({ $schema, writeOnly: 'true' })).toHaveLength(1);
});

it('mistypedKeywords ignores property names, values, and keywords of other vocabularies', () => {
  const schema = {
    properties: { writeOnly: { type: 'string' }, secret: true, 'x-secret': false },
    default: { writeOnly: 'true' },
    enum: [{ secret: 'true' }],
    examples: 7,
    visibility: ['a'],
    nullable: 'true',
    order: '1',
  };
  expect(mistypedKeywords(schema)).toEqual([]);
  for (const any of [null, 1, 'x', [], true, undefined]) expect(mistypedKeywords(any)).toEqual([]);
});

it('mistypedKeywords stops after 100 problems', () => {
  const properties = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`p${i}`, { secret: 'yes' }]));
  expect(mistypedKeywords({ properties })).toHaveLength(100);
});
