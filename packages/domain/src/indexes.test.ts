import { readFileSync } from 'node:fs';
import { type FilterValue, hasPair, pairKey, type Resource } from '@berth/resource';
import { getTableName, is, SQL, sql } from 'drizzle-orm';
import { getTableConfig, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, test } from 'vitest';
import * as defined from './resources.ts';

/* A filter that leads through an index needs that index: without it, the same statement reads every row. */

const MIGRATION = new URL('../../../drizzle/0014_search_and_updates.sql', import.meta.url);
const dialect = new PgDialect();
const textOf = (sql: SQL) => dialect.sqlToQuery(sql).sql;

const resources: Resource[] = Object.values(defined);
const all = resources.map((resource) => [resource.wire.path, resource] as const);
const ofInstances = all.filter(([, { entity }]) => entity.tenancy.of === 'tenant');

describe.each(ofInstances)('%s', (_path, { entity, read }) => {
  const { indexes } = getTableConfig(entity.table as PgTable);
  type Index = (typeof indexes)[number];
  const nameOf = ({ config }: Index) => config.name;
  const columnsOf = ({ config }: Index) =>
    config.columns.map((column) => ('name' in column ? column.name : null));

  /** True for an index that holds one row of a value at most. */
  const holdsOne = (index: Index) => index.config.unique && columnsOf(index).length === 2;

  /** True for an index with all rows of a value in the order by id; those without a value do not count. */
  const hasInOrder = (index: Index, column: string) => {
    const columns = columnsOf(index).join();
    const isWhole = !index.config.where || textOf(index.config.where) === `${column} is not null`;
    return (
      isWhole &&
      (columns === `instance_id,${column},id` || (holdsOne(index) && columns === `instance_id,${column}`))
    );
  };

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

  const walked = [...new Set(filters.flatMap(({ applied }) => applied.walk?.column.name ?? []))].filter(
    (column) => column !== 'id', // the primary key
  );

  test.each(walked)('has an index of the rows of each %s in the order by id', (column) => {
    expect(indexes.filter((index) => hasInOrder(index, column)).map(nameOf)).not.toEqual([]);
  });

  // PostgreSQL expects few rows of an instance, so it finds another index as good, and then sorts the rows of the value
  test.each(walked)('has no other index by %s that a list of live rows could take', (column) => {
    const others = indexes.filter((index) => {
      const [first, second] = columnsOf(index);
      return first === 'instance_id' && second === column && !hasInOrder(index, column) && !holdsOne(index);
    });
    const usual = others.filter(
      ({ config }) => !config.where || textOf(config.where) === `status = 'active'`,
    );
    expect(usual.map(nameOf)).toEqual([]);
  });

  test('has the indexes by the lag inside of each column that a filter by the last change names', () => {
    const texts = indexes.flatMap(({ config }) =>
      config.columns.map((column) => (is(column, SQL) ? textOf(column) : '')),
    );
    for (const { applied } of filters) {
      for (const column of applied.seek?.lags?.within ?? []) {
        const text = applied.seek?.lags?.key(column);
        expect(texts).toContain(text && textOf(text));
      }
    }
  });

  test('has the indexes of two columns that a filter by one of them names', () => {
    const texts = indexes.map(({ config }) => [
      ...config.columns.map((column) => (is(column, SQL) ? textOf(column) : '')),
      config.where ? textOf(config.where) : '',
    ]);
    for (const { applied } of filters) {
      const { column, paired } = applied.walk ?? {};
      if (!column || !paired) continue;
      const key = textOf(pairKey(column, paired, entity.table.id));
      expect(texts).toContainEqual(['', key, textOf(hasPair(sql.raw(column.name), sql.raw(paired.name)))]);
    }
  });

  test('has a search index of the columns that it searches in', () => {
    const { text } = read.filters.search?.apply('search', ['x']) ?? {};
    if (!text?.document) return;
    const searched = textOf(text.document()).matchAll(/"([a-z_]+)" collate/g);
    const columns = [...searched].map(([, name]) => `'${name}'`).join(', ');
    const made = `('${getTableName(entity.table)}', ARRAY[${columns}])`;
    expect(readFileSync(MIGRATION, 'utf8')).toContain(made);
  });
});
