import { describe, expect, test } from 'vitest';
import { checkError } from './errors.ts';
import { findMisfit } from './shapes.ts';

const field = (name: string, t: Parameters<typeof findMisfit>[0], opt = false) => ({ name, opt, t });
const text = { k: 'prim', v: 'string' } as const;

describe('findMisfit', () => {
  test.each([
    [text, 'x', 1],
    [{ k: 'prim', v: 'number' }, 1, '1'],
    [{ k: 'prim', v: 'boolean' }, false, null],
    [{ k: 'prim', v: 'date' }, '2026-01-10T14:45:00.000Z', '2026-01-10T14:45:00Z'],
    [{ k: 'prim', v: 'object<string,any>' }, {}, []],
    [{ k: 'lit', v: 'active' }, 'active', 'gone'],
    [{ k: 'null' }, null, undefined],
    [{ k: 'array', of: text }, ['a'], ['a', 1]],
    [{ k: 'union', parts: [text, { k: 'null' }] }, null, 1],
    [
      {
        k: 'inter',
        parts: [
          { k: 'obj', fields: [field('a', text)] },
          { k: 'obj', fields: [field('b', text)] },
        ],
      },
      { a: '', b: '' },
      { a: '' },
    ],
    [{ k: 'obj', fields: [field('a', text), field('b', text, true)] }, { a: '', more: 1 }, { b: '' }],
    [{ k: 'obj', fields: [] }, {}, null],
  ] as [Parameters<typeof findMisfit>[0], unknown, unknown][])(
    '%j takes %j and not %j',
    (shape, right, wrong) => {
      expect(findMisfit(shape, right, '')).toBeNull();
      expect(findMisfit(shape, wrong, '')).not.toBeNull();
    },
  );

  test('names the place', () => {
    const shape = {
      k: 'obj',
      fields: [field('items', { k: 'array', of: { k: 'obj', fields: [field('id', text)] } })],
    } as const;
    expect(findMisfit(shape as never, { items: [{ id: 'a' }, { id: 1 }] }, '')).toBe(
      '/items/1/id is not a string',
    );
    expect(findMisfit(shape as never, { items: [{}] }, '')).toBe('/items/0/id is missing');
  });
});

describe('checkError', () => {
  const right = {
    object: 'error',
    ok: false,
    status: 400,
    code: 'invalid_data',
    message: 'x',
    errors: [{ code: 'a', message: 'b', path: [] }],
  };

  test('accepts the envelope of the contract', () => {
    expect(() => checkError('/', 400, right)).not.toThrow();
  });

  test.each([
    ['another status', { ...right, status: 404 }],
    ['no message', { ...right, message: '' }],
    ['a member that is not named', { ...right, stack: 'x' }],
    ['no problems', { ...right, errors: undefined }],
    ['an empty list of problems', { ...right, errors: [] }],
    [
      'a problem that says what was received',
      { ...right, errors: [{ code: 'a', message: 'b', path: [], received: 'x' }] },
    ],
    ['a path of numbers', { ...right, errors: [{ code: 'a', message: 'b', path: [1] }] }],
    ['a text', 'Internal Server Error'],
  ])('refuses %s', (_what, body) => {
    expect(() => checkError('/', 400, body)).toThrow();
  });
});
