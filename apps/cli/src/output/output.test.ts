import { describe, expect, test } from 'vitest';
import { oneLines } from './one.ts';
import { printable } from './printable.ts';
import { barOf, showProgress } from './progress.ts';
import { layoutOf, layoutOfFields, tableLines } from './table.ts';

const ID = 'pcf_01k00000000000000000000001';
const rows = [
  { object: 'x', created_at: '2026-01-15', name: 'Chat', id: ID, handle: null, nested: {}, tags: ['a'] },
  { object: 'x', created_at: '2026-01-16', name: 'n'.repeat(60), id: ID, handle: null, nested: {}, tags: [] },
];

describe('a table', () => {
  test('has the id first, times last, and no columns of nulls or of structures', () => {
    const { head, body } = tableLines(rows, layoutOf(rows, null));
    expect(head).toMatch(/^ID {30}NAME +CREATED_AT$/);
    expect(body[0]).toBe(`${ID}  Chat${' '.repeat(36)}  2026-01-15`);
  });

  test('cuts long text, never an id', () => {
    const { body } = tableLines(rows, layoutOf(rows, null));
    expect(body[1]).toBe(`${ID}  ${'n'.repeat(39)}…  2026-01-16`);
    expect(tableLines(rows, layoutOf(rows, 10)).body).toEqual([ID, ID]);
  });

  test('gives its last column the rest of the room', () => {
    const roles = [{ name: 'reader', description: 'd'.repeat(60) }];
    const last = (width: number | null) => tableLines(roles, layoutOf(roles, width)).body;
    expect(last(null)).toEqual([`reader  ${'d'.repeat(60)}`]);
    expect(last(60)).toEqual([`reader  ${'d'.repeat(51)}…`]);
  });

  test('has a column for each member that was asked for: structures as JSON, and one of nulls too', () => {
    const { head, body } = tableLines(rows, layoutOfFields(rows, ['tags', 'handle', 'nested.a', 'gone']));
    expect(head).toMatch(/^ID {30}TAGS +HANDLE +NESTED$/);
    expect(body[0]).toBe(`${ID}  ["a"]          {}`);
  });

  test.each([40, 60, 80, 100])('fits into %i columns', (width) => {
    const { head, body } = tableLines(rows, layoutOf(rows, width));
    for (const line of [head, ...body]) expect(line.length).toBeLessThanOrEqual(width);
  });
});

test('one object prints a line for each value, and a table for each list of objects', () => {
  const value = {
    object: 'x',
    id: ID,
    deployment: { id: 'pde_1', name: null },
    tags: ['a', 'b'],
    image_url: 'data:image/svg+xml,%3Csvg%3E',
    empty: {},
    stages: [{ name: 'connectivity', ok: true }],
  };
  expect(oneLines(value, null)).toEqual([
    `id               ${ID}`,
    'deployment.id    pde_1',
    'deployment.name  -',
    'tags             a, b',
    'image_url        data:image/svg+xml,…',
    'empty            {}',
    '',
    'stages',
    '  NAME          OK',
    '  connectivity  true',
  ]);
});

test('an object of lists alone begins with the first list; an empty list prints -', () => {
  expect(oneLines({ tags: [] }, null)).toEqual(['tags  -']);
  expect(oneLines({ items: [{ name: 'a' }] }, null)[0]).toBe('items');
});

test('control characters in a name do not reach the terminal', () => {
  expect(printable('a\u001b[31mb\nc\u202ed')).toBe('a\\u001b[31mb\\u000ac\\u202ed');
  const evil = [{ id: ID, name: '\u001b]0;x\u0007' }];
  const text = [...tableLines(evil, layoutOf(evil, null)).body, ...oneLines(evil[0] ?? {}, null)].join('');
  expect([text.includes('\u001b'), text.includes('\u0007')]).toEqual([false, false]);
});

describe('a progress bar', () => {
  test('is full at the end, and never longer', () => {
    expect(barOf(0, 10_000)).toBe('[..............................] 0 % · 0 of 10,000');
    expect(barOf(5_000, 10_000)).toContain('[###############...............] 50 %');
    expect(barOf(10_001, 10_000)).toContain('[##############################] 100 %');
    expect(barOf(12, null)).toBe('12 done');
  });

  test('is drawn on a terminal only', () => {
    for (const isTTY of [true, false]) {
      let text = '';
      const output = {
        isTTY,
        columns: null,
        write: (more: string) => {
          text += more;
        },
      };
      const progress = showProgress(output, 'Verifying');
      progress.at(1, 2);
      progress.end();
      expect(text !== '').toBe(isTTY);
    }
  });

  test('stays on one line, also on a narrow terminal', () => {
    const written: string[] = [];
    const output = { isTTY: true, columns: 30, write: (text: string) => void written.push(text) };
    showProgress(output, 'Verify the audit trail').at(1, 2);
    expect(written.join('').replace('\r\u001b[K', '')).toMatch(/^.{29}$/);
    expect(written.join('')).toMatch(/50 % · 1 of 2$/);
  });
});
