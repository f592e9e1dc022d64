import { readFileSync } from 'node:fs';
import type { FilterValue, Resource } from '@berth/resource';
import { getTableName, is, SQL } from 'drizzle-orm';
import { getTableConfig, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import * as defined from './resources.ts';

/* A filter that leads through an index needs that index: without it, the same statement reads every row. */

const MIGRATION = new URL('../../../drizzle/0014_search_and_updates.sql', import.meta.url);
const dialect = new PgDialect();

const resources: Resource[] = Object.values(defined);
const all = resources.map((resource) => [resource.wire.path, resource] as const);
const ofInstances = all.filter(([, { entity }]) => entity.tenancy.of === 'tenant');

describe.each(ofInstances)('%s', (_path, { entity, read }) => {
  const { indexes } = getTableConfig(entity.table as PgTable);
  const columnsOf = ({ config }: (typeof indexes)[number]) =>
    config.columns.map((column) => ('name' in column ? column.name : null));

  test('has an index by the last change when it can be filtered by it', () => {
    const { seek } = read.filters.updated_at?.apply('updated_at', { gt: '2026-01-01' }) ?? {};
    if (!seek) return;
    expect(indexes.map(columnsOf)).toContainEqual(['instance_id', seek.by.name, 'id']);
  });

  const filters = Object.entries(read.filters).map(([name, filter]) => {
    const { input } = filter;
    const values = { text: ['x'], choice: [input.kind === 'choice' ? input.values[0] : ''], boolean: true };
    const value = input.kind === 'window' ? { gt: '2026-01-01' } : values[input.kind];
    return { name, applied: filter.apply(name, value as FilterValue) };
  });

  test('has an index by each column that a filter walks', () => {
    const walked = filters.flatMap(({ applied }) => (applied.walk ? [applied.walk.column.name] : []));
    const leading = indexes.map(columnsOf).map(([first, second]) => [first, second]);
    for (const column of walked) {
      if (column === 'id') continue; // the primary key
      expect(leading, column ?? '').toContainEqual(['instance_id', column]);
    }
  });

  test('has the indexes by the lag inside of each column that a filter by the last change names', () => {
    const texts = indexes.flatMap(({ config }) =>
      config.columns.map((column) => (is(column, SQL) ? dialect.sqlToQuery(column).sql : '')),
    );
    for (const { applied } of filters) {
      for (const column of applied.seek?.lags?.within ?? []) {
        const text = applied.seek?.lags?.key(column);
        expect(texts).toContain(text && dialect.sqlToQuery(text).sql);
      }
    }
  });

  test('has a search index of the columns that it searches in', () => {
    const { text } = read.filters.search?.apply('search', ['x']) ?? {};
    if (!text?.document) return;
    const searched = dialect.sqlToQuery(text.document()).sql.matchAll(/"([a-z_]+)" collate/g);
    const columns = [...searched].map(([, name]) => `'${name}'`).join(', ');
    const made = `('${getTableName(entity.table)}', ARRAY[${columns}])`;
    expect(readFileSync(MIGRATION, 'utf8')).toContain(made);
  });
});
