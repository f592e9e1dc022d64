import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { bothFaces, CONFIGS, expectError, type FlowkerClient, TRACER } from './kit.ts';

const harness = await startHarness();
type Item = { id: string; name: string; createdAt: string; updatedAt: string };

/** Makes eight configurations whose three orders differ, with equal times among them, and disables two. */
async function makeScene(): Promise<FlowkerClient> {
  const { flowker } = await bothFaces(harness);
  const start = Date.now();
  const ids: string[] = [];
  for (const [index, name] of ['d', 'b', 'Z', 'a', 'c', 'é', 'B', '1'].entries()) {
    harness.setClock(new Date(start + 1000 * Math.floor(index / 2)));
    ids.push(await flowker.create({ name, providerId: 'tracer', config: TRACER }));
  }
  for (const [index, id] of ids.entries()) {
    harness.setClock(new Date(start + 60_000 - 1000 * Math.floor(index / 3)));
    await flowker.patch(`${CONFIGS}/${id}`, { description: 'changed' });
  }
  harness.setClock(null);
  for (const id of ids.slice(0, 2)) await flowker.post(`${CONFIGS}/${id}/disable`);
  return flowker;
}

async function walk(flowker: FlowkerClient, query: string, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  let cursor = '';
  do {
    const page = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await flowker.get(`${CONFIGS}?${query}&limit=${limit}${page}`);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['items', 'nextCursor', 'hasMore']);
    expect(body.hasMore).toBe(body.nextCursor !== '');
    expect(body.items.length).toBeLessThanOrEqual(limit);
    items.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== '');
  return items;
}

describe('a list', () => {
  test('gives each row once in every order, in pages of any size', async () => {
    const flowker = await makeScene();
    for (const sortBy of ['createdAt', 'updatedAt', 'name'] as const) {
      for (const sortOrder of ['ASC', 'DESC']) {
        const query = `sortBy=${sortBy}&sortOrder=${sortOrder}`;
        const whole = await walk(flowker, query, 100);
        const keyOf = (item: Item) => Buffer.from(`${item[sortBy]}\u0000${item.id}`);
        const sorted = [...whole].sort((a, b) => Buffer.compare(keyOf(a), keyOf(b)));
        expect(whole).toEqual(sortOrder === 'ASC' ? sorted : sorted.toReversed());
        expect(whole).toHaveLength(8);
        for (const limit of [1, 2, 3]) expect(await walk(flowker, query, limit)).toEqual(whole);
      }
    }
  });

  test('is newest first by default, and any unknown sortBy is createdAt', async () => {
    const flowker = await makeScene();
    const whole = await walk(flowker, 'sortBy=createdAt&sortOrder=DESC', 100);
    for (const query of ['', 'sortBy=&sortOrder=', 'sortBy=banana', 'sortBy=NAME']) {
      expect(await walk(flowker, query, 100), query).toEqual(whole);
    }
  });

  test('has ten rows by default', async () => {
    const { flowker } = await bothFaces(harness);
    for (let n = 0; n < 11; n++)
      await flowker.create({ name: `c${n}`, providerId: 'tracer', config: TRACER });
    for (const query of ['', '?limit=']) {
      const { body } = await flowker.get(`${CONFIGS}${query}`);
      expect([body.items.length, body.hasMore]).toEqual([10, true]);
    }
    expect((await flowker.get(`${CONFIGS}?limit=100`)).body.items).toHaveLength(11);
  });

  test('is narrowed by status and provider', async () => {
    const flowker = await makeScene();
    await flowker.create({
      name: 'other',
      providerId: 'clearsale',
      config: { baseUrl: 'https://a.example', apiKey: 'k' },
    });
    const names = async (query: string) => (await walk(flowker, query, 2)).map(({ name }) => name).sort();
    expect(await names('status=disabled')).toEqual(['b', 'd']);
    expect(await names('status=active')).toHaveLength(7);
    expect(await names('providerId=clearsale')).toEqual(['other']);
    expect(await names('providerId=tracer&status=disabled')).toEqual(['b', 'd']);
    expect(await names('providerId=nobody')).toEqual([]);
    expect(await names('status=&providerId=')).toHaveLength(9);
  });

  test.each(['abc', '0', '-5', '101', '1.5', '99999999999'])('FLK-0304: limit=%s', async (limit) => {
    const { flowker } = await bothFaces(harness);
    const message = 'invalid limit parameter: must be an integer between 1 and 100';
    const answer = await flowker.get(`${CONFIGS}?limit=${limit}`);
    expectError(answer, 400, 'FLK-0304', message);
    expect(answer.body.title).toBe('Bad Request');
  });

  test('FLK-0304: a parameter that comes twice, or with brackets', async () => {
    const { flowker } = await bothFaces(harness);
    const lenient = { prefer: 'handling=lenient' };
    for (const [path, name, value] of [
      [CONFIGS, 'status', 'active'],
      [CONFIGS, 'sortOrder', 'ASC'],
      ['/v1/audit-events', 'action', 'CREATE'],
      ['/v1/audit-events', 'sortOrder', 'ASC'],
    ]) {
      const twice = `${path}?${name}=${value}&limit=5&${name}=${value}`;
      for (const answer of [
        await flowker.get(twice),
        await flowker.request('GET', twice, undefined, lenient),
      ]) {
        expectError(answer, 400, 'FLK-0304', `invalid ${name} parameter: must be given once`);
      }
      const bracketed = await flowker.get(`${path}?${name}[0]=${value}`);
      expectError(bracketed, 400, 'FLK-0304');
      expect(Object.keys(bracketed.body.fields)).toEqual([`${name}[0]`]);
    }
  });

  test('FLK-0304: an unknown status; FLK-0310: an unknown order', async () => {
    const { flowker } = await bothFaces(harness);
    const message = "invalid status parameter: must be 'active' or 'disabled'";
    expectError(await flowker.get(`${CONFIGS}?status=banana`), 400, 'FLK-0304', message);
    for (const order of ['asc', 'desc', 'UP']) {
      expectError(await flowker.get(`${CONFIGS}?sortOrder=${order}`), 400, 'FLK-0310');
    }
  });

  test('FLK-0304: a cursor that is malformed, or of a list with other filters or another order', async () => {
    const flowker = await makeScene();
    const { nextCursor } = (await flowker.get(`${CONFIGS}?limit=2&status=active&sortBy=name`)).body;
    const at = (query: string, cursor = nextCursor) =>
      flowker.get(`${CONFIGS}?${query}&cursor=${encodeURIComponent(cursor)}`);
    expect((await at('limit=5&status=active&sortBy=name')).status).toBe(200);
    for (const query of [
      'status=active',
      'status=active&sortBy=updatedAt',
      'status=active&sortBy=name&sortOrder=ASC',
      'status=disabled&sortBy=name',
      'sortBy=name',
      'status=active&sortBy=name&providerId=tracer',
    ]) {
      expectError(await at(query), 400, 'FLK-0304', 'invalid cursor parameter');
    }
    const forged = JSON.parse(Buffer.from(nextCursor, 'base64url').toString());
    const others = [
      'x',
      '!',
      '0',
      'AAAA',
      Buffer.from('{"id":"x","sv":"y"}').toString('base64'),
      Buffer.from(JSON.stringify([forged[0], 'x', 'y'])).toString('base64url'),
      Buffer.from(JSON.stringify([forged[0], forged[1], null])).toString('base64url'),
    ];
    for (const cursor of others) {
      expectError(await at('status=active&sortBy=name', cursor), 400, 'FLK-0304', 'invalid cursor parameter');
    }
    const timed = (await flowker.get(`${CONFIGS}?limit=2`)).body.nextCursor;
    const [list, id] = JSON.parse(Buffer.from(timed, 'base64url').toString());
    for (const moment of ['yesterday', '2026-99-01T00:00:00.000Z', null]) {
      const cursor = Buffer.from(JSON.stringify([list, id, moment])).toString('base64url');
      expectError(await at('', cursor), 400, 'FLK-0304', 'invalid cursor parameter');
    }
  });

  test('continues after a row that was deleted meanwhile', async () => {
    const flowker = await makeScene();
    const whole = await walk(flowker, 'sortBy=name', 100);
    const { items, nextCursor } = (await flowker.get(`${CONFIGS}?sortBy=name&limit=3`)).body;
    await flowker.delete(`${CONFIGS}/${items[2].id}`);
    const next = await flowker.get(`${CONFIGS}?sortBy=name&limit=3&cursor=${nextCursor}`);
    expect(next.body.items).toEqual(whole.slice(3, 6));
  });

  test('takes the same few statements for one row and for many', async () => {
    const { flowker } = await bothFaces(harness);
    const statements = async (limit: number) => {
      let count = 0;
      const { read } = harness.database;
      const session = (read as unknown as { session: { prepareQuery: (...args: unknown[]) => unknown } })
        .session;
      const original = session.prepareQuery;
      session.prepareQuery = function count_(...args: unknown[]) {
        count += 1;
        return original.apply(this, args);
      };
      await flowker.get(`${CONFIGS}?limit=${limit}`);
      session.prepareQuery = original;
      return count;
    };
    for (let n = 0; n < 6; n++) await flowker.create({ name: `c${n}`, providerId: 'tracer', config: TRACER });
    // A shape is kept prepared from its second use on.
    for (const limit of [1, 6, 1, 6, 1, 6]) await statements(limit);
    expect(await statements(6)).toBe(await statements(1));
    expect(await statements(6)).toBeGreaterThan(0);
  });
});
