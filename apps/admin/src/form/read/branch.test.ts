import { describe, expect, it } from 'vitest';
import type { Node } from '../schema/node.ts';
import { prepareSchema } from '../schema/prepare.ts';
import { branchOf, completed, moveTo } from './branch.ts';

const schema = {
  oneOf: [
    {
      required: ['type'],
      properties: { type: { const: 'key' }, user: { type: 'string' }, key: { type: 'string' } },
    },
    {
      required: ['type'],
      properties: { type: { const: 'login' }, user: { type: 'string' }, age: { type: 'integer' } },
    },
  ],
};
const [branches = []] = prepareSchema(schema).root['x-unions'] ?? [];
const [key, login] = branches as [Node, Node];

describe('branchOf', () => {
  it('goes by constants, and by the names of what is stored', () => {
    expect(branchOf(branches, { value: { type: 'login' }, hidden: [] })).toBe(1);
    expect(branchOf(branches, { value: undefined, hidden: ['age'] })).toBe(1);
    expect(branchOf(branches, { value: undefined, hidden: [] })).toBeNull();
  });
});

it('moveTo keeps what both branches know, and puts the rest aside', () => {
  const move = moveTo({ type: 'key', user: 'a', key: 'k', other: 1 }, key, login, undefined);
  expect(move.value).toEqual({ type: 'login', user: 'a', other: 1 });
  expect(move.aside).toEqual({ type: 'key', key: 'k' });
  expect(moveTo(move.value, login, key, move.aside).value).toEqual({
    type: 'key',
    user: 'a',
    key: 'k',
    other: 1,
  });
});

it('completed adds required constants and objects, and nothing else', () => {
  const { root } = prepareSchema({
    type: 'object',
    required: ['kind', 'inner'],
    properties: {
      kind: { const: 'x' },
      inner: { type: 'object', properties: { a: { type: 'string', default: 'd' } } },
      optional: { type: 'object', required: ['kind'], properties: { kind: { const: 'y' } } },
    },
  });
  const none = () => undefined;
  expect(completed(root, {}, none, () => false)).toEqual({ kind: 'x', inner: {} });
  expect(completed(root, {}, none, (at) => at === '/kind')).toEqual({ inner: {} });
});
