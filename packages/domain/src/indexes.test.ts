import { readFileSync } from 'node:fs';
import type { Resource } from '@berth/resource';
import { getTableName } from 'drizzle-orm';
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

  test('has a search index of the columns that it searches in', () => {
    const { text } = read.filters.search?.apply('search', ['x']) ?? {};
    if (!text?.document) return;
    const searched = dialect.sqlToQuery(text.document()).sql.matchAll(/"([a-z_]+)" collate/g);
    const columns = [...searched].map(([, name]) => `'${name}'`).join(', ');
    const made = `('${getTableName(entity.table)}', ARRAY[${columns}])`;
    expect(readFileSync(MIGRATION, 'utf8')).toContain(made);
  });
});
