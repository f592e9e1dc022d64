import { describe, expect, test } from 'vitest';
import { distributionProblems, type RecordedTable } from './distribution-rules.ts';
import { featureProblems } from './engine-features.ts';

const table = (name: string, more: Partial<RecordedTable> = {}): RecordedTable => ({
  name,
  columns: Object.fromEntries(
    ['instance_id', 'id', 'name'].map((column) => [column, { name: column, primaryKey: false }]),
  ),
  compositePrimaryKeys: { pk: { columns: ['instance_id', 'id'] } },
  uniqueConstraints: {},
  indexes: {},
  foreignKeys: {},
  ...more,
});
const global = table('global', {
  columns: { id: { name: 'id', primaryKey: true } },
  compositePrimaryKeys: {},
});
const keyTo = (tableTo: string, columnsFrom: string[], columnsTo: string[]) => ({
  foreignKeys: { fk: { name: 'fk', tableTo, columnsFrom, columnsTo } },
});
const apiKeys = { ...global, name: 'api_keys' };

describe('a table that could not be distributed is named', () => {
  test.each<[string, Partial<RecordedTable>]>([
    ['has the unique u without instance_id', { uniqueConstraints: { u: { name: 'u', columns: ['name'] } } }],
    [
      'has the unique i without instance_id',
      { indexes: { i: { name: 'i', isUnique: true, columns: [{ expression: 'name' }] } } },
    ],
    ['has the key fk to other without instance_id', keyTo('other', ['id'], ['id'])],
    [
      'has the key fk to other without instance_id',
      keyTo('other', ['instance_id', 'id'], ['id', 'instance_id']),
    ],
    [
      'has a default of at that calls a function',
      { columns: { at: { name: 'at', primaryKey: false, default: 'now()' } } },
    ],
    ['has instance_id, which its primary key lacks', { compositePrimaryKeys: { pk: { columns: ['id'] } } }],
  ])('%s', (problem, wrong) => {
    const found = distributionProblems([table('wrong', wrong), table('other'), apiKeys]);
    expect(found).toEqual([`wrong ${problem}`]);
  });

  test('a table of the installation with a key to rows of instances', () => {
    const wrong = { ...global, ...keyTo('other', ['id'], ['id']) };
    expect(distributionProblems([wrong, table('other'), apiKeys])).toEqual([
      'global has the key fk to other, whose rows are on other nodes',
    ]);
  });
});

test('tables whose keys carry the instance are fine, and so are other indexes and keys to the installation', () => {
  const fine = table('fine', {
    uniqueConstraints: { u: { name: 'u', columns: ['instance_id', 'name'] } },
    indexes: { i: { name: 'i', isUnique: false, columns: [{ expression: 'name' }] } },
    foreignKeys: {
      a: { name: 'a', tableTo: 'global', columnsFrom: ['name'], columnsTo: ['id'] },
      b: {
        name: 'b',
        tableTo: 'fine',
        columnsFrom: ['instance_id', 'name'],
        columnsTo: ['instance_id', 'id'],
      },
    },
  });
  expect(distributionProblems([fine, global, apiKeys])).toEqual([]);
});

test('a new kind of statement, an unused feature and a missing line of the document are named', () => {
  const problems = featureProblems('create table a ();\ncreate publication p for all tables', [], '');
  expect(problems).toContainEqual(expect.stringMatching(/new kind of statement.*create publication/));
  expect(problems).toContainEqual(expect.stringMatching(/nothing uses stored generated columns/));
  expect(problems).toContainEqual(expect.stringMatching(/does not say that CockroachDB lacks json/));
  expect(problems).not.toContainEqual(expect.stringMatching(/create table/));
});
