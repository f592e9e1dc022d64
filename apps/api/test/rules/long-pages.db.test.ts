import { registry } from '@berth/domain';
import { list, type TypedResource } from '@berth/resource';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeProvider, publish } from '../support/rules-kit.ts';

/** Pages of rows that take megabytes each end early, and a walk over them meets every row once. */

const harness = await startHarness({ directly: true });

const REVISIONS = 4;
const PAGE_BYTES = 16_000_000;

const settings = (turn: number) =>
  Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`service_setting_${n}`, `text ${turn}`]));

let client: Client;
let configId: string;

beforeAll(async () => {
  client = await harness.newInstance();
  const config_schema = { type: 'object', additionalProperties: { type: 'string' } };
  const { id: provider_id } = await makeProvider(client, { config_schema });
  ({ id: configId } = await client.create('provider-configs', { provider_id, value: settings(1) }));
  for (let turn = 2; turn <= REVISIONS; turn++) {
    const { status } = await client.patch(`provider-configs/${configId}`, { value: settings(turn) });
    expect(status).toBe(200);
  }
}, 120_000);

interface Item {
  id: string;
  revision: number;
  value_state: unknown[];
}

const sizeOf = ({ body }: Answer) => JSON.stringify(body).length;

/** Walks a list to its end, from either side, and returns its items in the order of the list. */
async function walk(
  path: string,
  side: 'after' | 'before',
  { query = '', start = '' } = {},
): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = [];
  const more = `has_more_${side}`;
  let at = start && `&${side}=${start}`;
  for (let pages = 1; ; pages++) {
    const page = await client.get(`${path}?limit=100${query}${at}`);
    expect(page.status).toBe(200);
    expect(sizeOf(page)).toBeLessThan(PAGE_BYTES);
    expect(page.body.items.length).toBeGreaterThan(0);
    if (side === 'after') items.push(...page.body.items);
    else items.unshift(...page.body.items);
    if (!page.body.pagination[more]) return { items, pages };
    expect(pages).toBeLessThan(50);
    const edge = page.body.items.at(side === 'after' ? -1 : 0);
    at = `&${side}=${edge.id}`;
  }
}

describe('the revisions of a large value', () => {
  const path = () => `provider-configs/${configId}/revisions`;

  test.each(['asc', 'desc'])('are all met once by pages forwards, in the order %s', async (order) => {
    const { items, pages } = await walk(path(), 'after', { query: `&order=${order}` });
    const numbers = Array.from({ length: REVISIONS }, (_, n) => n + 1);
    expect(items.map(({ revision }) => revision)).toEqual(order === 'asc' ? numbers : numbers.reverse());
    expect(items.every(({ value_state }) => value_state.length === 20_000)).toBe(true);
    expect(pages).toBeGreaterThan(1);
  });

  test.each(['asc', 'desc'])('are all met once by pages backwards, in the order %s', async (order) => {
    const all = (await walk(path(), 'after', { query: `&order=${order}` })).items.map(({ id }) => id);
    const before = await walk(path(), 'before', { query: `&order=${order}`, start: all.at(-1) });
    expect(before.items.map(({ id }) => id)).toEqual(all.slice(0, -1));
    expect(before.pages).toBeGreaterThan(1);
  });

  test('have what each of them alone has', async () => {
    const { body } = await client.get(`${path()}?limit=100`);
    const alone = await client.get(`${path()}/1`);
    expect(body.items[0]).toEqual(alone.body);
    expect(body.pagination).toEqual({ has_more_before: false, has_more_after: true });
    const second = await client.get(`${path()}?limit=100&after=${body.items.at(-1).id}`);
    expect(second.body.pagination.has_more_before).toBe(true);
  });

  test('are answered again from what is kept, as the same page', async () => {
    const answers = [];
    for (let turn = 0; turn < 3; turn++) answers.push(await client.get(`${path()}?limit=50`));
    const [first, ...again] = answers;
    const tag = first?.headers.get('etag') ?? '';
    for (const { body, headers } of again) {
      expect(headers.get('etag')).toBe(tag);
      expect(body).toEqual(first?.body);
    }
    const known = await client.request('GET', `${path()}?limit=50`, undefined, { 'if-none-match': tag });
    expect(known.status).toBe(304);
  });

  test('end a page early beside small rows too', async () => {
    const { items } = await walk('value-revisions', 'after', { query: `&owner_id=${configId}` });
    expect(items).toHaveLength(REVISIONS);
  });
});

test('the events of large values are all met once by pages, in either direction', async () => {
  const query = `&resource_id=${configId}`;
  const all = await walk('audit-events', 'after', { query });
  expect(all.items).toHaveLength(REVISIONS);
  const last = all.items.at(-1)?.id;
  const before = await walk('audit-events', 'before', { query, start: last });
  expect(before.items).toEqual(all.items.slice(0, -1));
});

test('the events of large values are exported whole, and verified', async () => {
  const response = await harness.app.request('/audit-events/export', {
    headers: { authorization: `Bearer ${client.key}` },
  });
  const lines = (await response.text()).trim().split('\n');
  const events = lines.map((line) => JSON.parse(line)).filter(({ resource_id }) => resource_id === configId);
  expect(events).toEqual((await walk('audit-events', 'after', { query: `&resource_id=${configId}` })).items);
  const { body } = await client.post('audit-events/verify', {});
  expect(body.valid).toBe(true);
});

describe('rows that are long only together', () => {
  const resourceAt = (path: string) =>
    registry.resources.find(({ wire }) => wire.path === path) as TypedResource<unknown>;

  /** Reads the first page as the domain does, before a face could shorten it. */
  const readPage = async (path: string, filters: Record<string, string[]>) =>
    list(await harness.contextOf(client), resourceAt(path), {
      filters,
      page: { limit: 100, order: 'asc', position: null },
    });

  test('are not read beyond the end of their page: specifications with tools', async () => {
    const provider = await makeProvider(client);
    const input_schema = { type: 'object', description: 'd'.repeat(60_000) };
    const tools = Array.from({ length: 15 }, (_, n) => ({ key: `tool_${n}`, name: 'Tool', input_schema }));
    const made = [provider.specification];
    for (let version = 2; version <= 12; version++) {
      const specification = { config_schema: { type: 'object', title: String(version) }, tools };
      made.push((await publish(client, provider, String(version), specification)).specification_id);
    }
    const filters = { provider_id: [provider.id] };
    const { items, hasMoreAfter } = await readPage('provider-specifications', filters);
    expect([items.length, hasMoreAfter]).toEqual([11, true]);
    const query = `&provider_id=${provider.id}`;
    const { items: shown, pages } = await walk('provider-specifications', 'after', { query });
    expect(shown.map(({ id }) => id)).toEqual(made);
    expect(pages).toBe(2);
  });

  test('are not read beyond the end of their page: events whose texts repeat themselves', async () => {
    const { id } = await client.create('provider-deployments', {
      provider_id: (await makeProvider(client)).id,
      name: 'Long',
    });
    for (let turn = 1; turn <= 80; turn++) {
      const metadata = { text: String(turn).padEnd(60_000, 'd') };
      expect((await client.patch(`provider-deployments/${id}`, { metadata })).status).toBe(200);
    }
    const { items, hasMoreAfter } = await readPage('audit-events', { resource_id: [id] });
    expect(items.length).toBeLessThan(75);
    expect(hasMoreAfter).toBe(true);
  });

  test('end a page early, and it goes on', async () => {
    const metadata = { text: 'd'.repeat(60_000) };
    const { id: provider_id } = await makeProvider(client);
    const deployment = await client.create('provider-deployments', { provider_id, name: 'Long', metadata });
    const made: string[] = [];
    for (let n = 0; n < 80; n++) {
      const config = { provider_id, provider_deployment_id: deployment.id, metadata, value: { host: 'abc' } };
      made.push((await client.create('provider-configs', config)).id);
    }
    const query = `&provider_deployment_id=${deployment.id}&expand=deployment`;
    const forwards = await walk('provider-configs', 'after', { query });
    expect(forwards.items.map(({ id }) => id)).toEqual(made);
    expect(forwards.pages).toBe(2);
    const backwards = await walk('provider-configs', 'before', { query, start: made.at(-1) });
    expect(backwards.items.map(({ id }) => id)).toEqual(made.slice(0, -1));
    expect(backwards.pages).toBe(2);
  });
});
