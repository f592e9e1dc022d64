import { expect, test } from 'vitest';
import type { Specification } from './secrets.ts';
import { keptSpecification, sharedSpecification } from './shared-specification.ts';

let count = 0;

const row = (description = '', id = `psp_${++count}`, more: Partial<Specification> = {}) =>
  ({
    id,
    content_hash: 'one',
    tools_hash: null,
    config_schema: { description },
    secret_paths: [],
    destination_paths: null,
    ...more,
  }) as Partial<Specification> as Specification; // the members by which rows are kept

test('a row that is read again is the same object, as long as its hashes are', () => {
  const first = sharedSpecification(row());
  expect(sharedSpecification(row('', first.id))).toBe(first);
  expect(keptSpecification({ ...first, tools_hash: 'other' })).toBeUndefined();
  const other = { ...row('', first.id), content_hash: 'other' };
  expect(sharedSpecification(other)).toBe(other);
  expect(keptSpecification(first)).toBeUndefined();
});

test('rows are kept by the bytes of their schemas: the one used longest ago goes first', () => {
  const rows = Array.from({ length: 3 }, () => sharedSpecification(row('x'.repeat(600_000))));
  const [first, second, third] = rows.map((one) => keptSpecification(one));
  expect([first, second, third]).toEqual(rows);
  keptSpecification(rows[0] as Specification);
  sharedSpecification(row('x'.repeat(600_000)));
  expect(rows.map((one) => keptSpecification(one) !== undefined)).toEqual([true, false, true]);
  const large = sharedSpecification(row('x'.repeat(3_000_000)));
  expect(keptSpecification(large)).toBeUndefined();
});

const DRAFTS = [
  'draft-04/schema#',
  'draft-06/schema#',
  'draft-07/schema#',
  'draft/2019-09/schema',
  'draft/2020-12/schema',
];
const metaschemas = (n: number) => ({
  title: String(n),
  properties: Object.fromEntries(
    DRAFTS.map((draft) => [
      draft,
      { $ref: `http${draft.startsWith('draft/') ? 's' : ''}://json-schema.org/${draft}` },
    ]),
  ),
});

test.each<[string, (n: number) => Partial<Specification>]>([
  [
    'lists of paths',
    (n) => ({ secret_paths: Array.from({ length: 1_000 }, () => `/${n}`.padEnd(990, 'x')) }),
  ],
  ['subschemas of metaschemas that it refers to', (n) => ({ config_schema: metaschemas(n) })],
  [
    'subschemas without an object',
    (n) => ({
      config_schema: Object.fromEntries([
        ['title', n],
        ['allOf', Array(2_000).fill(true)],
      ]),
    }),
  ],
])('the bytes of a row include its %s', (_, more) => {
  const rows = Array.from({ length: 100 }, (_, n) => sharedSpecification(row('', undefined, more(n))));
  const kept = rows.filter((one) => keptSpecification(one) !== undefined);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(40);
});
