import { Type } from '@sinclair/typebox';
import { expect, test } from 'vitest';
import { parse } from './parse.ts';

const text = Type.String({ maxLength: 3 });
const schemas = {
  'of its own': text,
  'that may be null': Type.Union([text, Type.Null()]),
  'or an object': Type.Union([text, Type.Object({ name: Type.String() })]),
};

test.each(Object.entries(schemas))(
  'the characters of a text %s are counted, not its UTF-16 units',
  (_, schema) => {
    const read = (name: string) => parse(Type.Object({ name: schema }), { name }, 'body');
    expect(read('💩💩💩')).toEqual({ name: '💩💩💩' });
    for (const long of ['💩💩💩💩', 'abcd']) expect(() => read(long)).toThrow('1 problem');
  },
);
