import { registry } from '@berth/domain';
import type { Order } from '@berth/kernel';
import { list, type Resource } from '@berth/resource';
import { expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness();
const configs = registry.resources.find(({ wire: { path } }) => path === 'provider-configs') as Resource;
type Row = Record<string, string> & { id: string };

/**
 * Makes ten configs with many equal values in the sort columns, in orders that all differ from the order of their ids.
 */
async function makeScene(): Promise<Client> {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const start = Date.now();
  const handles = ['b', 'B', 'a', 'Ä', 'z', 'é', '10', '9', '_', 'a b'];
  const made: string[] = [];
  for (const [index, handle] of handles.entries()) {
    harness.setClock(new Date(start - 1000 * (index % 3)));
    made.push((await makeConfig(client, provider, { handle })).id);
  }
  for (const [index, id] of made.entries()) {
    harness.setClock(new Date(start + 1000 * (index % 4)));
    await client.patch(`provider-configs/${id}`, { description: 'changed' });
  }
  harness.setClock(null);
  return client;
}

/** Reads the whole list, page by page. */
async function walk(client: Client, sort: string, order: Order, limit: number): Promise<Row[]> {
  const ctx = await harness.contextOf(client);
  const rows: Row[] = [];
  for (;;) {
    const last = rows.at(-1);
    const position = last ? { side: 'after' as const, id: last.id, at: String(last[sort]) } : null;
    const page = await list(ctx, configs, { filters: {}, page: { limit, order, sort, position } });
    rows.push(...(page.items as Row[]));
    if (!page.hasMoreAfter) return rows;
  }
}

test('a list in another order gives each row once, in pages of any size, both ways', async () => {
  const client = await makeScene();
  for (const sort of configs.read.sorts) {
    for (const order of ['asc', 'desc'] as const) {
      const whole = await walk(client, sort, order, 100);
      const sorted = [...whole].sort((a, b) => {
        const [x, y] = [a, b].map((row) => Buffer.from(`${row[sort]}\u0000${row.id}`)) as [Buffer, Buffer];
        return order === 'asc' ? Buffer.compare(x, y) : Buffer.compare(y, x);
      });
      expect(whole.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id));
      expect(whole).toHaveLength(10);
      for (const limit of [1, 2, 3, 10]) {
        const paged = await walk(client, sort, order, limit);
        expect(
          paged.map(({ id }) => id),
          `${sort} ${order} ${limit}`,
        ).toEqual(whole.map(({ id }) => id));
      }
    }
  }
});

test('the page before a row has the rows before it, and says whether there are more', async () => {
  const client = await makeScene();
  const ctx = await harness.contextOf(client);
  for (const sort of configs.read.sorts) {
    const whole = await walk(client, sort, 'desc', 100);
    const from = whole[5] as Row;
    const position = { side: 'before' as const, id: from.id, at: String(from[sort]) };
    const page = await list(ctx, configs, { filters: {}, page: { limit: 3, order: 'desc', sort, position } });
    expect((page.items as Row[]).map(({ id }) => id)).toEqual(whole.slice(2, 5).map(({ id }) => id));
    expect([page.hasMoreBefore, page.hasMoreAfter]).toEqual([true, true]);
  }
});

test('a row that is gone or has moved is still a valid position', async () => {
  const client = await makeScene();
  const ctx = await harness.contextOf(client);
  const whole = await walk(client, 'handle', 'asc', 100);
  const [, gone] = whole as [Row, Row];
  await client.delete(`provider-configs/${gone.id}`);
  const page = await list(ctx, configs, {
    filters: {},
    page: {
      limit: 2,
      order: 'asc',
      sort: 'handle',
      position: { side: 'after', id: gone.id, at: String(gone.handle) },
    },
  });
  expect((page.items as Row[]).map(({ id }) => id)).toEqual(whole.slice(2, 4).map(({ id }) => id));
});

test('each order has its own index', async () => {
  const indexes = await harness.database.query(
    "select indexdef from pg_indexes where tablename = 'provider_configs'",
  );
  const defined = indexes.map(({ indexdef }) => String(indexdef)).join('\n');
  for (const sort of configs.read.sorts) expect(defined).toMatch(new RegExp(`\\(instance_id, ${sort}[,)]`));
});
