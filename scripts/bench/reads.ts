import assert from 'node:assert/strict';
import type { Ask } from './load.ts';
import { type FULL, measure } from './measure.ts';
import { generatedId } from './rows.ts';
import type { Running } from './servers.ts';
import type { Compared } from './table.ts';

/*
 * The reads that are measured beside the bare handler. It answers an unchanged list or config as any other one, so the
 * goal for both is a number of its lists.
 */

const CONNECTIONS = 16;
const FIRST_PAGE = '/provider-configs?limit=20';
const ONE = `/provider-configs/${generatedId('pcf', 12)}`;

const randomConfig = (configs: number) => generatedId('pcf', 1 + Math.floor(Math.random() * configs));

/** A kind of request: the next one for a server, and how many times faster than the bare handler Berth shall be. */
interface Read {
  name: string;
  next: (server: Running) => Ask;
  goal?: number;
}

/** The reads of an instance with so many configs, given the tags of the first page and of one config. */
function readsOf(configs: number, berth: Running, tags: { list: string; one: string }): Read[] {
  const randomPage = () => `/provider-configs?limit=20&after=${randomConfig(configs)}`;
  return [
    { name: 'list, first page of 20', next: () => FIRST_PAGE, goal: 2.2 },
    { name: 'list, first page, made anew', next: () => ({ path: FIRST_PAGE, anew: true }) },
    { name: 'list, random page of 20', next: randomPage, goal: 2.2 },
    { name: 'get by id', next: () => `/provider-configs/${randomConfig(configs)}`, goal: 1.25 },
    { name: 'list, first page, unchanged', next: () => ({ path: FIRST_PAGE, known: tags.list }), goal: 3.5 },
    {
      name: 'get by id, unchanged',
      next: (server) => (server === berth ? { path: ONE, known: tags.one } : FIRST_PAGE),
      goal: 3.5,
    },
  ];
}

/** Measures the reads of Berth, the first of the servers, and of the others. */
export async function measureReads(servers: readonly Running[], size: typeof FULL) {
  const [berth] = servers;
  assert(berth);
  await proveEqualAnswers(servers, size.configs);
  console.log('The answers are equal. Measuring …\n');
  const tags = { list: await tagOf(berth, FIRST_PAGE), one: await tagOf(berth, ONE) };
  await proveUnchanged(berth, FIRST_PAGE, tags.list);
  await proveUnchanged(berth, ONE, tags.one);
  const results = new Map<string, Compared>();
  for (const { name, next, goal } of readsOf(size.configs, berth, tags)) {
    results.set(name, { servers: await measure(servers, next, CONNECTIONS, size), goal });
  }
  return { results, connections: CONNECTIONS };
}

/** Checks that all servers give the same answer: a server that answers differently is no baseline. */
async function proveEqualAnswers(servers: readonly Running[], configs: number): Promise<void> {
  const random = Array.from({ length: 20 }, () => randomConfig(configs));
  const paths = [
    FIRST_PAGE,
    ONE,
    `${FIRST_PAGE}&after=${generatedId('pcf', configs - 5)}`,
    ...random.flatMap((id) => [`${FIRST_PAGE}&after=${id}`, `/provider-configs/${id}`]),
  ];
  for (const path of paths) {
    const [expected, ...others] = await Promise.all(servers.map((server) => answerOf(server, path)));
    for (const other of others) assert.deepStrictEqual(other, expected, path);
  }
}

const ask = ({ port, key }: Running, path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${key}`, ...headers } });

/** Reads an answer of a server. */
export async function answerOf(server: Running, path: string): Promise<unknown> {
  const response = await ask(server, path);
  assert.equal(response.status, 200, path);
  return response.json();
}

/** The ETag of an answer. */
async function tagOf(server: Running, path: string): Promise<string> {
  const response = await ask(server, path);
  await response.arrayBuffer();
  return response.headers.get('etag') ?? '';
}

/** Checks that the load with a known tag measures answers that say only that nothing changed. */
async function proveUnchanged(server: Running, path: string, known: string): Promise<void> {
  assert.notEqual(known, '', path);
  assert.equal((await ask(server, path, { 'if-none-match': known })).status, 304, path);
}
