import { expect, test } from 'vitest';
import { withUsedDefinitions } from './used-definitions.ts';

const note = { $ref: '#/definitions/far' };

test('definitions that nothing of the schema leads to are left out, in a circle too', () => {
  const schema = {
    properties: {
      a: { $ref: '#/$defs/a~1b%20c' },
      near: { items: [{ $ref: '#/definitions/near/properties/x' }] },
    },
    $defs: {
      'a/b c': { $ref: '#/$defs/deep' },
      deep: { $ref: '#' },
      alone: { $ref: '#/$defs/other' },
      other: note,
    },
    definitions: { near: { properties: { x: true } }, far: note },
  };
  expect(withUsedDefinitions(schema)).toEqual({
    properties: schema.properties,
    $defs: { 'a/b c': schema.$defs['a/b c'], deep: schema.$defs.deep },
    definitions: { near: schema.definitions.near },
  });
  expect(withUsedDefinitions({ type: 'string', $defs: { a: note } })).toEqual({ type: 'string' });
});

test.each(['#name', 'other.json', '#/$defs', '#/%zz', 'https://a.test/s#/$defs/a', '#/~2'])(
  'all definitions stay beside a reference that is more than a pointer to one: %s',
  ($ref) => {
    const schema = { properties: { a: { $ref: '#/$defs/a' }, b: { $ref } }, $defs: { a: {}, b: note } };
    expect(withUsedDefinitions(schema)).toEqual(schema);
  },
);

test('references to nothing are passed over', () => {
  const schema = { allOf: [{ $ref: '#/$defs/__proto__' }, { $ref: '#/$defs/none' }, { $ref: '#/$defs/a' }] };
  expect(withUsedDefinitions({ ...schema, $defs: { a: {}, b: {} } })).toEqual({
    ...schema,
    $defs: { a: {} },
  });
  expect(withUsedDefinitions({ ...schema, $defs: 1 })).toEqual({ ...schema, $defs: 1 });
});
