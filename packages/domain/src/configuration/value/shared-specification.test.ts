import { expect, test } from 'vitest';
import type { Specification } from './secrets.ts';
import { keptSpecification, sharedSpecification } from './shared-specification.ts';

let count = 0;

const row = (description = '', id = `psp_${++count}`) =>
  ({
    id,
    content_hash: 'one',
    tools_hash: null,
    config_schema: { description },
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
