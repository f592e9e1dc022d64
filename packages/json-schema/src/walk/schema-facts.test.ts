import { expect, test } from 'vitest';
import { absentSecrets, destinationLeaves, secretLeaves, validatorFor, withDefaults } from '../index.ts';

const members = (count: number, make: (index: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, make(index)]));

const TEXT = { type: 'string' };

/** Schemas with values for which every walk ends before the value does. */
const LARGE: [string, () => [schema: object, value: object]][] = [
  [
    'a chain of references',
    () => {
      const $defs = members(400, (index) => ({
        $ref: index === 399 ? '#/$defs/end' : `#/$defs/p${index + 1}`,
      }));
      const items = { $ref: '#/$defs/p0' };
      return [
        { $defs: { ...$defs, end: { properties: { a: TEXT } } }, properties: { list: { items } } },
        { list: Array.from({ length: 2_000 }, () => ({ a: 'x' })) },
      ];
    },
  ],
  [
    'many branches with many items',
    () => [
      {
        properties: {
          list: {
            items: { anyOf: Array.from({ length: 200 }, (_, at) => ({ properties: { [`k${at}`]: TEXT } })) },
          },
        },
      },
      { list: Array.from({ length: 1_000 }, (_, at) => ({ [`k${at % 200}`]: 'x' })) },
    ],
  ],
  [
    'wide objects',
    () => [
      {
        properties: {
          list: { items: { properties: members(1_500, () => ({ ...TEXT, writeOnly: true, default: 'd' })) } },
        },
      },
      { list: Array.from({ length: 300 }, (_, at) => ({ [`p${at}`]: 'x', other_url: 'y' })) },
    ],
  ],
];

test.each(LARGE)('a walk ends at the same place whatever walked before: %s', (_, make) => {
  const walksOf = ([schema, value]: [object, object]) => [
    secretLeaves(schema, value, { visibility: 'plain', marked: [] }),
    destinationLeaves(schema, value),
    absentSecrets(schema, value),
    withDefaults(validatorFor(schema), value).filled,
  ];
  const [schema, value] = make();
  const first = walksOf([schema, value]);
  expect(walksOf([schema, value])).toEqual(first);
  const [fresh, same] = make();
  absentSecrets(fresh, {});
  secretLeaves(fresh, {}, { visibility: 'plain', marked: [] });
  expect(walksOf([fresh, same])).toEqual(first);
});

test('a walk over more members than it has steps for ends at the same one again', () => {
  const schema = { properties: members(75_000, () => ({ type: 'string' })) };
  const value = members(75_000, () => 'x');
  const walk = () => secretLeaves(schema, value, { visibility: 'plain', marked: [] });
  const first = walk();
  expect(first.length).toBeGreaterThan(0); // those beyond the end count as secrets
  expect(walk()).toEqual(first);
});
