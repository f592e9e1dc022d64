/*
 * Measures requests on an instance of 10,000,000 configs against the same on one of 10,000, each by a built server of
 * its own on a database of its own: `pnpm bench:size`. It takes a quarter of an hour and 15 GB of disk. `--database`
 * names a server to fill them on, as the address of any database of a superuser there, and keeps the two.
 */
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { machine } from '../measuring/machine.ts';
import { DURABLE, startPostgres } from '../testing/postgres-server.ts';
import { build } from '../toolchain/build.mjs';
import { loadInBulk } from './bulk.ts';
import { type Judged, marked, missedIn, tableOf } from './goals.ts';
import { filledInstallation } from './installation.ts';
import type { Ask } from './load.ts';
import { FULL, measure } from './measure.ts';
import { fillConfigs, fillInstance, generatedId } from './rows.ts';
import { type Running, startBerth } from './servers.ts';
import { median } from './table.ts';

const { values: options } = parseArgs({ options: { database: { type: 'string' } } });

const SIZES = [10_000, 10_000_000] as const;
const CONNECTIONS = 16;

const nameOf = (configs: number): string => `${configs.toLocaleString('en')} configs`;

/** Makes a database with one instance of so many configs, without values, unless it is filled already. */
async function prepare(server: string, configs: number): Promise<string> {
  const url = new URL(server);
  url.pathname = `/bench_of_${configs}`;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  const name = url.pathname.slice(1);
  const [existing] = await admin`select from pg_database where datname = ${name}`;
  if (!existing) await admin.unsafe(`create database ${name} template template0`);
  await admin.end();
  await filledInstallation(url.href, async ({ sql, instanceId }) => {
    const began = performance.now();
    const volume = { configs, deployments: 10_000, vaults: 10_000, matching: true };
    await fillInstance(sql, instanceId, { ...volume, configs: 0 });
    await loadInBulk(url.href, { table: 'provider_configs', rows: configs }, (loader, range) =>
      fillConfigs(loader, instanceId, volume, range),
    );
    console.log(`Loaded ${nameOf(configs)} in ${Math.round((performance.now() - began) / 1000)} s.`);
  });
  return url.href;
}

/** For each kind of request, a function that returns the path of the next one, given the number of configs. */
const requests: Record<string, (configs: number) => string> = {
  'list, first page of 20': () => '/provider-configs?limit=20',
  'list, random page of 20': (configs) => `/provider-configs?limit=20&after=${randomConfig(configs)}`,
  'list, random page of 20, newest first': (configs) =>
    `/provider-configs?limit=20&order=desc&after=${randomConfig(configs)}`,
  'get by id': (configs) => `/provider-configs/${randomConfig(configs)}`,
  'list of archived ones, random page': (configs) =>
    `/provider-configs?limit=20&status=archived&after=${randomConfig(configs)}`,
  'list of one handle': (configs) =>
    `/provider-configs?handle=handle-${10 * (1 + Math.floor((Math.random() * configs) / 10))}`,
  'search, many have the text': () => '/provider-configs?search=config',
  'search, one has the text': (configs) => `/provider-configs?search=Config%20${configs - 7}`,
};

const randomConfig = (configs: number) => generatedId('pcf', 1 + Math.floor(Math.random() * configs));

/** How many times longer a page of a list may take in the large instance. */
const MOST = 1.3;

/** The median times of a page, and their ratios within each round. */
function table(results: ReadonlyMap<string, Awaited<ReturnType<typeof measure>>>): Judged {
  const [small, large] = SIZES.map(nameOf) as [string, string];
  const missed: string[] = [];
  const rows = [...results].map(([request, rounds]) => {
    const [of, to] = [small, large].map((name) => (rounds.get(name) ?? []).map(({ times }) => median(times)));
    const ratios = (to ?? []).map((ms, round) => ms / (of?.[round] ?? Number.NaN));
    const middle = median(ratios).toFixed(2);
    const text = `${middle} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
    const isList = request.startsWith('list');
    const goal = isList ? `≤ ${MOST}` : '';
    const ratio = marked({ what: request, text, goal, isReached: !isList || Number(middle) <= MOST }, missed);
    return [request, `${median(of ?? []).toFixed(1)} ms`, `${median(to ?? []).toFixed(1)} ms`, ratio, goal];
  });
  const heads = ['request', `p50 of ${small}`, `p50 of ${large}`, 'ratio', 'goal'];
  return { table: tableOf(heads, rows), missed };
}

async function run(): Promise<void> {
  await build(['server']);
  const server = options.database === undefined ? await startPostgres(DURABLE) : null;
  const servers: Running[] = [];
  try {
    const configsOf = new Map<Running, number>();
    for (const configs of SIZES) {
      const url = await prepare(server?.url ?? options.database ?? '', configs);
      const running = { ...(await startBerth(url)), name: nameOf(configs) };
      servers.push(running);
      configsOf.set(running, configs);
    }
    const results = new Map<string, Awaited<ReturnType<typeof measure>>>();
    for (const [request, next] of Object.entries(requests)) {
      // Of a small instance, a server would keep most answers
      const ask = (of: Running): Ask => ({ path: next(configsOf.get(of) ?? 1), anew: true });
      results.set(request, await measure(servers, ask, CONNECTIONS, FULL));
    }
    console.log(`${machine()}; for both servers, PostgreSQL and the load together.\n`);
    const judged = table(results);
    console.log(`${judged.table}\n\n${missedIn([judged])}`);
  } finally {
    await Promise.all(servers.map((running) => running.stop()));
    await server?.stop();
  }
}

await run();
