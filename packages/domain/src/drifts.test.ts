import { type Filter, type FilterValue, NOW } from '@berth/resource';
import { is, Placeholder, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { registry } from './index.ts';

/*
 * A caller is told that an answer is unchanged while no write of the instance is recorded and none is announced. So
 * what changes an answer by itself is marked.
 */

const dialect = new PgDialect();

/** Values that give every statement of a filter. */
function valuesFor({ input }: Filter): FilterValue[] {
  switch (input.kind) {
    case 'text':
      return [['x'], ['x', 'y']];
    case 'choice':
      return input.values.map((value) => [value]);
    case 'boolean':
      return [true, false];
    case 'window':
      return [{ gt: '2026-01-01T00:00:00.000Z' }];
  }
}

const readsClock = (statement: SQL): boolean =>
  dialect.sqlToQuery(statement).params.some((param) => is(param, Placeholder) && param.name === NOW);

test('a filter that reads the clock is marked as drifting', () => {
  const found: string[] = [];
  const marked: string[] = [];
  for (const { wire, read } of registry.resources) {
    if (read.drifts !== undefined) continue;
    for (const [name, filter] of Object.entries(read.filters)) {
      if (filter.drifts) marked.push(`${wire.path} ${name}`);
      const applied = valuesFor(filter).map((value) => filter.apply(name, value));
      const statements = applied.flatMap(({ where, walk }) => [
        where(),
        ...(walk?.select ? [walk.select()] : []),
      ]);
      if (statements.some(readsClock)) found.push(`${wire.path} ${name}`);
    }
  }
  expect(found.length).toBeGreaterThan(0);
  expect(marked).toEqual(found);
});
