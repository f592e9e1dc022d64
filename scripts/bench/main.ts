import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { createPostgres } from '../../packages/db/src/testing.ts';
import { machine } from '../measuring/machine.ts';
import { DURABLE, startPostgres } from '../testing/postgres-server.ts';
import { build } from '../toolchain/build.mjs';
import { filterTable, measureFilters } from './filters.ts';
import { filledInstallation } from './installation.ts';
import type { Ask, Measured } from './load.ts';
import { FULL, measure, QUICK } from './measure.ts';
import { chartLink, writeReport } from './report.ts';
import { fillRevisions } from './revisions.ts';
import { fillInstance, fillOthers, generatedId } from './rows.ts';
import { type Running, startBare, startBerth, startsEmbedded, startWithoutTrail } from './servers.ts';
import { ratioTable } from './table.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, database: { type: 'string' } },
});

const SIZE = options.quick ? QUICK : FULL;
const CONFIGS = SIZE.configs;
const ROUNDS = SIZE.rounds;
const ROUND_MS = SIZE.roundMs;
const CONNECTIONS = 16;
const WRITERS = 8;

const FIRST_PAGE = '/provider-configs?limit=20';

const randomConfig = () => generatedId('pcf', 1 + Math.floor(Math.random() * CONFIGS));

const ANEW = 'list, first page, made anew';

/** For each kind of request, a function that returns the path of the next one. */
const requests: Record<string, () => string> = {
  'list, first page of 20': () => FIRST_PAGE,
  [ANEW]: () => FIRST_PAGE,
  'list, random page of 20': () => `/provider-configs?limit=20&after=${randomConfig()}`,
  'get by id': () => `/provider-configs/${randomConfig()}`,
};

/**
 * Makes the database of the run: migrated, with the shipped catalogue, one large instance and many small ones. One that
 * an earlier run has filled stays as it is.
 */
const prepare = (url: string): Promise<string> =>
  filledInstallation(url, async ({ sql, database, instanceId }) => {
    console.log(`Loading ${CONFIGS.toLocaleString('en')} configs …`);
    await fillInstance(sql, instanceId, {
      configs: CONFIGS,
      deployments: 10_000,
      vaults: 10_000,
      matching: true,
    });
    await fillRevisions(sql, database, instanceId);
    await fillOthers(sql, SIZE.others);
  });

/** Checks that all servers give the same answer: a server that answers differently is no baseline. */
async function proveEqualAnswers(servers: readonly Running[]): Promise<void> {
  const paths = Object.values(requests).flatMap((next) => Array.from({ length: 20 }, next));
  for (const path of [...paths, `/provider-configs?limit=20&after=${generatedId('pcf', CONFIGS - 5)}`]) {
    const [expected, ...others] = await Promise.all(servers.map((server) => answerOf(server, path)));
    for (const other of others) assert.deepStrictEqual(other, expected, path);
  }
}

async function answerOf({ port, key }: Running, path: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  assert.equal(response.status, 200, path);
  return response.json();
}

let written = 0;

/** Makes a config with a value that is checked and encrypted. */
const nextWrite = (): Ask => ({
  path: '/provider-configs',
  body: {
    provider_id: 'anthropic',
    name: `Written ${++written}`,
    value: { api_key: `key-${written}`, max_retries: 3 },
  },
});

/** Measures a create against the same rows by hand, and against the same server with a trail that records nothing. */
async function measureWrites(url: string, servers: Running[]): Promise<string> {
  const [berth, bare] = servers;
  assert(berth && bare);
  const without = await startWithoutTrail(url);
  servers.push(without);
  const results = await measure([berth, bare, without], nextWrite, WRITERS, { ...SIZE, ...SIZE.writes });
  return ratioTable('berth', new Map([[`create a config, ${WRITERS} writers`, results]]));
}

/** The ETag of an answer. */
async function tagOf({ port, key }: Running, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  await response.arrayBuffer();
  return response.headers.get('etag') ?? '';
}

/** Checks that the load with a known tag measures answers that say only that nothing changed. */
async function proveUnchanged({ port, key }: Running, path: string, known: string): Promise<void> {
  assert.notEqual(known, '', path);
  const headers = { authorization: `Bearer ${key}`, 'if-none-match': known };
  assert.equal((await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status, 304, path);
}

/** The provider of one of the configs. */
async function providerOf(server: Running): Promise<string> {
  const page = (await answerOf(server, '/provider-configs?limit=1')) as { items: { provider_id: string }[] };
  return page.items[0]?.provider_id ?? '';
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

async function run(): Promise<void> {
  await build(['server']);
  const server = options.database === undefined ? await startPostgres(DURABLE) : null;
  const servers: Running[] = [];
  try {
    const url = server ? (await createPostgres(server.url, 'template0', 'bench')).url : options.database;
    assert(url);
    const instanceId = await prepare(url);
    const embedded = await startsEmbedded();
    servers.push(await startBerth(url));
    const idle = servers[0]?.memory().now ?? 0;
    servers.push(await startBare(url, instanceId, 'auto'));
    servers.push(await startBare(url, instanceId, 'generic'));
    await proveEqualAnswers(servers);
    console.log('The answers are equal. Measuring …\n');
    const results = new Map<string, Map<string, Measured[]>>();
    for (const [request, next] of Object.entries(requests))
      results.set(
        request,
        await measure(
          servers,
          request === ANEW ? () => ({ path: next(), anew: true }) : next,
          CONNECTIONS,
          SIZE,
        ),
      );
    const [berth] = servers;
    assert(berth);
    const known = await tagOf(berth, FIRST_PAGE);
    await proveUnchanged(berth, FIRST_PAGE, known);
    const unchanged = () => ({ path: FIRST_PAGE, known });
    results.set('list, first page, unchanged', await measure(servers, unchanged, CONNECTIONS, SIZE));
    const providerId = await providerOf(berth);
    const filters = await measureFilters(berth, { configs: CONFIGS, providerId, ...SIZE.filters });
    const writes = await measureWrites(url, servers);
    const text = [
      `${machine()}; for the servers, PostgreSQL 15 and the load together.`,
      `Ratios of requests per second in the same round: median (least..most) of ${ROUNDS} rounds of ${ROUND_MS / 1000} s, ` +
        `${CONNECTIONS} connections, ${CONFIGS.toLocaleString('en')} configs in the instance and ` +
        `${SIZE.others.configs.toLocaleString('en')} in ${SIZE.others.instances.toLocaleString('en')} others.`,
      ratioTable('berth', results),
      `Median time of a page on one connection, against the first page in the same round: median of ${SIZE.filters.rounds} rounds.`,
      chartLink,
      filterTable(filters),
      'A create, against a transaction that inserts the same rows by hand, and against the same server with an audit trail that keeps nothing:',
      writes,
      `Berth answers ${seconds(berth.readyMs)} after its start on PostgreSQL, and ${seconds(embedded.again)} on the embedded database, ` +
        `whose first start takes ${seconds(embedded.first)}. Its resident memory is ${megabytes(idle)} after the start and ` +
        `${megabytes(berth.memory().peak)} at most under all this load.`,
    ].join('\n\n');
    console.log(text);
    if (!options.quick) writeReport(text, filters);
  } finally {
    await Promise.all(servers.map((running) => running.stop()));
    await server?.stop();
  }
}

await run();
