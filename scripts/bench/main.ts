import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { createPostgres } from '../../packages/db/src/testing.ts';
import { machine } from '../measuring/machine.ts';
import { DURABLE, startPostgres } from '../testing/postgres-server.ts';
import { build } from '../toolchain/build.mjs';
import type { Common } from './filter-queries.ts';
import { filterTable, measureFilters } from './filters.ts';
import { type Judged, limitTable, missedIn } from './goals.ts';
import { filledInstallation } from './installation.ts';
import type { Ask } from './load.ts';
import { FULL, measure, QUICK } from './measure.ts';
import { answerOf, measureReads } from './reads.ts';
import { chartLink, writeReport } from './report.ts';
import { fillRevisions } from './revisions.ts';
import { fillInstance, fillOthers, type Volume } from './rows.ts';
import { type Running, startBare, startBerth, startsEmbedded, startWithoutTrail } from './servers.ts';
import { fillStates, fillUsers, withStates } from './states.ts';
import { ratioTable } from './table.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, database: { type: 'string' } },
});

const SIZE = options.quick ? QUICK : FULL;
const VOLUME: Volume = { configs: SIZE.configs, deployments: 10_000, vaults: 10_000, matching: true };
const WRITERS = 8;

/**
 * Makes the database of the run: migrated, with the shipped catalogue, one large instance and many small ones. One that
 * an earlier run has filled stays as it is.
 */
const prepare = (url: string): Promise<string> =>
  filledInstallation(url, async ({ sql, database, instanceId }) => {
    console.log(`Loading ${SIZE.configs.toLocaleString('en')} configs …`);
    await fillStates(sql, instanceId, VOLUME);
    await fillInstance(sql, instanceId, { ...VOLUME, columns: withStates(VOLUME) });
    await fillUsers(sql, instanceId, VOLUME);
    await fillRevisions(sql, database, instanceId);
    await fillOthers(sql, SIZE.others);
  });

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
async function measureWrites(url: string, servers: Running[]): Promise<Judged> {
  const [berth, bare] = servers;
  assert(berth && bare);
  const without = await startWithoutTrail(url);
  servers.push(without);
  const results = await measure([berth, bare, without], nextWrite, WRITERS, { ...SIZE, ...SIZE.writes });
  const row = { servers: results, goal: 0.5 };
  return ratioTable('berth', new Map([[`create a config, ${WRITERS} writers`, row]]));
}

/** The provider and the specification of the first config. */
async function commonOf(server: Running): Promise<Common> {
  const { items } = (await answerOf(server, '/provider-configs?limit=1')) as { items: Common[] };
  assert(items[0]);
  return items[0];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;

async function run(): Promise<void> {
  await build(['server', 'image']);
  const server = options.database === undefined ? await startPostgres(DURABLE) : null;
  const servers: Running[] = [];
  try {
    const url = server ? (await createPostgres(server.url, 'template0', 'bench')).url : options.database;
    assert(url);
    const instanceId = await prepare(url);
    const embedded = await startsEmbedded();
    const berth = await startBerth(url);
    servers.push(berth);
    const idle = berth.memory().now;
    servers.push(await startBare(url, instanceId, 'auto'));
    servers.push(await startBare(url, instanceId, 'generic'));
    const { results, connections } = await measureReads(servers, SIZE);
    const reads = ratioTable('berth', results);
    const common = await commonOf(berth);
    const times = await measureFilters(berth, { volume: VOLUME, common, ...SIZE.filters });
    const filters = filterTable(times);
    const writes = await measureWrites(url, servers);
    const limits = limitTable([
      { what: 'ready after a start on PostgreSQL', value: berth.readyMs, most: 1_000, write: seconds },
      {
        what: 'ready after the first start on the embedded database, which makes it',
        value: embedded.first,
        most: 2_500,
        write: seconds,
      },
      {
        what: 'ready after another start on the embedded database',
        value: embedded.again,
        most: 2_500,
        write: seconds,
      },
      {
        what: 'resident memory, at most under all this load',
        value: berth.memory().peak,
        most: 180 * 2 ** 20,
        write: megabytes,
      },
    ]);
    const text = [
      `${machine()}; for the servers, PostgreSQL 15 and the load together.`,
      `Ratios of requests per second in the same round: median (least..most) of ${SIZE.rounds} rounds of ${SIZE.roundMs / 1000} s, ` +
        `${connections} connections, ${SIZE.configs.toLocaleString('en')} configs in the instance and ` +
        `${SIZE.others.configs.toLocaleString('en')} in ${SIZE.others.instances.toLocaleString('en')} others. ` +
        'Each goal is for the first ratio; an unchanged config is compared with a list of the handler.',
      reads.table,
      `Median time of a page on one connection, against the first page in the same round: median of ${SIZE.filters.rounds} rounds.`,
      chartLink,
      filters.table,
      'A create, against a transaction that inserts the same rows by hand, and against the same server with an audit trail that keeps nothing:',
      writes.table,
      'Berth itself:',
      limits.table,
      `Its resident memory is ${megabytes(idle)} after the start.`,
      missedIn([reads, filters, writes, limits]),
    ].join('\n\n');
    console.log(text);
    if (!options.quick) writeReport(text, times);
  } finally {
    await Promise.all(servers.map((running) => running.stop()));
    await server?.stop();
  }
}

await run();
