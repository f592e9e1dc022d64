import { expect, test } from 'vitest';
import { migrate, readPatch } from '../index.ts';

/** Applies a patch as RFC 6902 does: the result, or `error` for a patch that must not be applied. */
function patched(document: unknown, patch: unknown): unknown {
  const { operations, problems } = readPatch(patch);
  if (problems.length > 0) return 'error';
  const before = structuredClone(document);
  const result = migrate(document, [operations]);
  expect(document).toEqual(before);
  if (result.problems.length === 0 && result.applied.length === 1) return result.value;
  expect(result).toMatchObject({ value: document, applied: [], moves: [], written: [] });
  return 'error';
}

// The examples of RFC 6902, appendix A. A.13 is about the text of the patch, before it is read
const APPENDIX: [name: string, document: unknown, patch: unknown, result: unknown][] = [
  [
    'A.1 adding an object member',
    { foo: 'bar' },
    [{ op: 'add', path: '/baz', value: 'qux' }],
    { baz: 'qux', foo: 'bar' },
  ],
  [
    'A.2 adding an array element',
    { foo: ['bar', 'baz'] },
    [{ op: 'add', path: '/foo/1', value: 'qux' }],
    { foo: ['bar', 'qux', 'baz'] },
  ],
  [
    'A.3 removing an object member',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'remove', path: '/baz' }],
    { foo: 'bar' },
  ],
  [
    'A.4 removing an array element',
    { foo: ['bar', 'qux', 'baz'] },
    [{ op: 'remove', path: '/foo/1' }],
    { foo: ['bar', 'baz'] },
  ],
  [
    'A.5 replacing a value',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'replace', path: '/baz', value: 'boo' }],
    { baz: 'boo', foo: 'bar' },
  ],
  [
    'A.6 moving a value',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7 moving an array element',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8 testing a value: success',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  ['A.9 testing a value: error', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }], 'error'],
  [
    'A.10 adding a nested member object',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  [
    'A.11 ignoring unrecognized elements',
    { foo: 'bar' },
    [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }],
    { foo: 'bar', baz: 'qux' },
  ],
  [
    'A.12 adding to a nonexistent target',
    { foo: 'bar' },
    [{ op: 'add', path: '/baz/bat', value: 'qux' }],
    'error',
  ],
  [
    'A.14 ~ escape ordering',
    { '/': 9, '~1': 10 },
    [{ op: 'test', path: '/~01', value: 10 }],
    { '/': 9, '~1': 10 },
  ],
  [
    'A.15 comparing strings and numbers',
    { '/': 9, '~1': 10 },
    [{ op: 'test', path: '/~01', value: '10' }],
    'error',
  ],
  [
    'A.16 adding an array value',
    { foo: ['bar'] },
    [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
    { foo: ['bar', ['abc', 'def']] },
  ],
];

test.each(APPENDIX)('RFC 6902 %s', (_name, document, patch, result) => {
  expect(patched(document, patch)).toEqual(result);
});

const RULES: typeof APPENDIX = [
  ['§4.1 add replaces a member', { a: 1 }, [{ op: 'add', path: '/a', value: null }], { a: null }],
  ['§4.1 add replaces the whole document', { a: 1 }, [{ op: 'add', path: '', value: { b: 2 } }], { b: 2 }],
  ['§4.1 the index is at most the length', { a: [1] }, [{ op: 'add', path: '/a/2', value: 2 }], 'error'],
  ['§4.1 an index has no leading zero', { a: [1, 2] }, [{ op: 'add', path: '/a/01', value: 2 }], 'error'],
  ['§4.1 an index is a number', { a: [1] }, [{ op: 'add', path: '/a/b', value: 2 }], 'error'],
  ['§4.1 a scalar holds nothing', { a: 'text' }, [{ op: 'add', path: '/a/b', value: 2 }], 'error'],
  ['§4.2 remove needs its target', { a: 1 }, [{ op: 'remove', path: '/b' }], 'error'],
  ['§4.2 the end of an array is no target', { a: [1] }, [{ op: 'remove', path: '/a/-' }], 'error'],
  ['§4.3 replace needs its target', { a: 1 }, [{ op: 'replace', path: '/b', value: 1 }], 'error'],
  ['§4.3 replace of the whole', { a: 1 }, [{ op: 'replace', path: '', value: { b: 1 } }], { b: 1 }],
  ['§4.4 move needs its source', { a: 1 }, [{ op: 'move', from: '/b', path: '/c' }], 'error'],
  ['§4.4 move into itself', { a: { b: 1 } }, [{ op: 'move', from: '/a', path: '/a/b' }], 'error'],
  ['§4.4 move to its own place', { a: 1 }, [{ op: 'move', from: '/a', path: '/a' }], { a: 1 }],
  ['§4.4 move replaces', { a: 1, b: 2 }, [{ op: 'move', from: '/a', path: '/b' }], { b: 1 }],
  ['§4.5 copy', { a: { b: 1 } }, [{ op: 'copy', from: '/a', path: '/a/c' }], { a: { b: 1, c: { b: 1 } } }],
  [
    '§4.5 a copy is another value',
    { a: { b: 1 } },
    [
      { op: 'copy', from: '/a', path: '/c' },
      { op: 'add', path: '/c/b', value: 2 },
    ],
    { a: { b: 1 }, c: { b: 2 } },
  ],
  [
    '§4.6 objects in any order',
    { a: { b: 1, c: [2] } },
    [{ op: 'test', path: '/a', value: { c: [2], b: 1 } }],
    { a: { b: 1, c: [2] } },
  ],
  ['§4.6 numbers by what they are', { a: 1 }, [{ op: 'test', path: '/a', value: 1.0 }], { a: 1 }],
  ['§4.6 arrays item by item', { a: [1, 2] }, [{ op: 'test', path: '/a', value: [2, 1] }], 'error'],
  ['§4.6 null is a value', { a: null }, [{ op: 'test', path: '/b', value: null }], 'error'],
  [
    '§5 a patch applies as a whole',
    { a: 1 },
    [
      { op: 'replace', path: '/a', value: 2 },
      { op: 'test', path: '/a', value: 1 },
    ],
    'error',
  ],
  ['§4 an unknown op', { a: 1 }, [{ op: 'spam', path: '/a' }], 'error'],
  ['§4 a missing path', { a: 1 }, [{ op: 'remove' }], 'error'],
  ['§4 a missing value', { a: 1 }, [{ op: 'add', path: '/b' }], 'error'],
  ['§4 a missing from', { a: 1 }, [{ op: 'copy', path: '/b' }], 'error'],
  ['§4 a path that is no pointer', { a: 1 }, [{ op: 'remove', path: 'a' }], 'error'],
  [
    '§3 operations in order',
    { a: 1 },
    [
      { op: 'move', from: '/a', path: '/b' },
      { op: 'move', from: '/b', path: '/c' },
    ],
    { c: 1 },
  ],
];

test.each(RULES)('RFC 6902 %s', (_name, document, patch, result) => {
  expect(patched(document, patch)).toEqual(result);
});
