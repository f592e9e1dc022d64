import { describe, expect, test } from 'vitest';
import { decodeBoundCursor, encodeBoundCursor } from './bound-cursor.ts';

const LIST = { sort: 'name', filters: { status: 'active' } };

describe('a bound cursor', () => {
  test('continues after its row in the list that it was made for', () => {
    for (const at of ['2026-01-01T00:00:00.000Z', 'ü “quoted” \\ \n', '']) {
      const cursor = encodeBoundCursor(LIST, { id: 'pcf_1', at });
      expect(decodeBoundCursor(LIST, cursor)).toEqual({ side: 'after', id: 'pcf_1', at });
    }
    const plain = encodeBoundCursor(LIST, { id: 'pcf_1' });
    expect(decodeBoundCursor(LIST, plain)).toEqual({ side: 'after', id: 'pcf_1' });
  });

  test('needs no escaping in a query', () => {
    expect(encodeBoundCursor(LIST, { id: '>>>???', at: '~~~' })).toMatch(/^[\w-]+$/);
  });

  test('is refused by a list with other filters or another order', () => {
    const cursor = encodeBoundCursor(LIST, { id: 'pcf_1', at: 'a' });
    expect(decodeBoundCursor({ ...LIST, sort: 'created_at' }, cursor)).toBeNull();
    expect(decodeBoundCursor({ ...LIST, filters: {} }, cursor)).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['no base 64', '!'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['another JSON', Buffer.from('{"id":"x"}').toString('base64url')],
    ['too few parts', Buffer.from('["a","b"]').toString('base64url')],
    ['endless', 'A'.repeat(3_000)],
  ])('is refused: %s', (_name, text) => {
    expect(decodeBoundCursor(LIST, text)).toBeNull();
  });

  test('is refused when a part holds text that the database cannot store', () => {
    const [list = ''] = JSON.parse(
      Buffer.from(encodeBoundCursor(LIST, { id: 'x' }), 'base64url').toString(),
    ) as string[];
    for (const parts of [
      [list, 1, null],
      [list, 'x', 2],
      [list, '\u0000', null],
      [list, 'x', '\u0000'],
    ]) {
      const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
      expect(decodeBoundCursor(LIST, cursor)).toBeNull();
    }
  });
});
