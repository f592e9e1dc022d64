import { randomBytes } from 'node:crypto';
import { internet } from '@berth/connectivity';
import { openPostgres } from '@berth/db';
import { closeAfterFile, openTestDatabase } from '@berth/db/testing';
import { auditTrail, prepareInstallation, providerConfig } from '@berth/domain';
import { newId } from '@berth/kernel';
import { type ListRequest, list } from '@berth/resource';
import { createKeyRing, createSecrets } from '@berth/secrets';
import postgres from 'postgres';
import { fillCatalog } from '../../../../scripts/bench/catalog.ts';
import { fillInstance, type Volume } from '../../../../scripts/bench/rows.ts';
import { fillStates, fillUsers, withStates } from '../../../../scripts/bench/states.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { createApp } from '../../src/app.ts';
import { contextFor } from '../../src/http/auth.ts';
import { checkAnswer } from './answers.ts';

/** The execution of one statement of a request by PostgreSQL. */
export interface Run {
  text: string;
  /** Counts how often PostgreSQL made a custom plan, and how often it used the generic plan. */
  customPlans: number;
  genericPlans: number;
  /** Rows that scans read from each table, including those that a filter removed. */
  rows: Map<string, number>;
  /** The tables that were read from one end to the other. */
  sequential: Set<string>;
  /** The most rows that a sort was given. */
  sorted: number;
  buffers: number;
}

export interface Explained {
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever came; the test says what it should be
  body: any;
  runs: Run[];
}

export interface Plans {
  /**
   * Sends a GET and returns its answer with the execution of its statements. The first call warms the caches, so call
   * twice to count buffers.
   */
  explain(path: string): Promise<Explained>;
  /** Does the same for a GET of a caller who has the answer and is told so; the body is null. */
  explainUnchanged(path: string): Promise<Explained>;
  /** Makes a key with a reach. Returns `explain` for its requests. */
  reaching(reach: object): Promise<Plans['explain']>;
  /** Does the same for a list of configs in an order that the root face does not offer. */
  explainList(request: ListRequest): Promise<Explained>;
}

interface Statement {
  text: string;
  values: readonly unknown[];
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** The statements of a request that are not of its answer: the look-up of the token, and whether a reading is noted. */
const ASIDE = /"token_hash" =|^select "id" from "audit_events"/;

/** Enough rows, at either size, to reveal a plan that reads more than its page. */
export const CONFIGS = isLongRun ? 1_000_000 : 100_000;
export const VOLUME: Volume = { configs: CONFIGS, deployments: 10_000, vaults: 10_000 };

/**
 * Starts the application on a database with many rows: CONFIGS configs in its instance, and rows of other instances,
 * unless `fill` fills it otherwise.
 */
export async function startPlans(fill: (url: string) => Promise<void> = fillConfigs): Promise<Plans> {
  const { url } = await openTestDatabase();
  if (url === null) throw new Error('PGlite has no server to explain on');
  // With a single connection, its prepared statements can be read and explained.
  const database = openPostgres(url, { readConnections: 1 });
  closeAfterFile(() => database.close());
  const secrets = createSecrets(createKeyRing([{ key: randomBytes(32) }]));
  const key = randomBytes(24).toString('hex');
  await prepareInstallation(database, secrets, { bootstrapKey: key, now: new Date() });
  await fill(url);

  const sent: Statement[] = [];
  const { session } = database.read as unknown as { session: { logger: unknown } };
  session.logger = { logQuery: (text: string, values: unknown[]) => sent.push({ text, values }) };
  const quiet = () => {};
  const settings = {
    keptRevisions: null,
    revealsPerMinute: 1,
    allowPrivate: false,
    publicUrl: 'http://localhost',
  };
  const app = createApp({
    database,
    secrets,
    log: { info: quiet, warn: quiet, error: quiet },
    settings,
    version: '0.0.0-test',
    trustProxy: false,
    ready: () => true,
  });
  const ask = async (path: string, token = key) => {
    sent.length = 0;
    const headers = { authorization: `Bearer ${token}`, 'cache-control': 'no-cache' };
    const response = await app.request(path, { headers });
    const body = await response.json();
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${JSON.stringify(body)}`);
    checkAnswer('GET', path, body);
    return body;
  };
  const askUnchanged = async (path: string) => {
    const headers = { authorization: `Bearer ${key}` };
    const etag = (await app.request(path, { headers })).headers.get('etag') ?? '';
    const again = () => app.request(path, { headers: { ...headers, 'if-none-match': etag } });
    await again(); // the server knows the version of the answer from now on
    sent.length = 0;
    const { status } = await again();
    if (status !== 304) throw new Error(`GET ${path}: ${status}`);
    return null;
  };
  const source = {
    database,
    secrets,
    settings,
    network: internet,
    audit: auditTrail,
    client: { ip: null, userAgent: null },
  };
  const askList = async (request: ListRequest) => {
    const now = new Date();
    const ctx = await contextFor({ ...source, now, requestId: newId('request', now) }, key);
    sent.length = 0;
    return list(ctx, providerConfig, request);
  };
  const query = async <Row>(text: string) => (await database.read.execute(text)) as unknown as Row[];
  await ask('/instance'); // caches the token, so that later requests do not look it up

  const explained = async (request: () => Promise<unknown>): Promise<Explained> => {
    await request(); // a statement is prepared at its second use
    const body = await request();
    const statements = sent.filter(({ text }) => !ASIDE.test(text));
    const runs: Run[] = [];
    for (const statement of statements) runs.push(await explainOne(query, statement));
    return { body, runs };
  };
  return {
    explain: (path) => explained(() => ask(path)),
    explainUnchanged: (path) => explained(() => askUnchanged(path)),
    reaching: async (reach) => {
      const response = await app.request('/api-keys', {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Narrow', scopes: ['reader'], reach }),
      });
      const { secret } = (await response.json()) as { secret: string };
      return (path) => explained(() => ask(path, secret));
    },
    explainList: (request) => explained(() => askList(request)),
  };
}

/** Fills the first instance with configs, and two others that no list may read. */
export const fillConfigs = (url: string): Promise<void> =>
  fillFirst(url, (sql, instanceId) => fillInstance(sql, instanceId, VOLUME));

/** Does the same with configs that have a state for each filter. */
export const fillConfigsWithStates = (url: string): Promise<void> =>
  fillFirst(url, async (sql, instanceId) => {
    await fillStates(sql, instanceId, VOLUME);
    await fillInstance(sql, instanceId, { ...VOLUME, columns: withStates(VOLUME) });
    await fillUsers(sql, instanceId, VOLUME);
  });

async function fillFirst(
  url: string,
  fill: (sql: postgres.Sql, instanceId: string) => Promise<void>,
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    if (!instance) throw new Error('The installation has no instance');
    await fill(sql, instance.id);
    // The rows of this instance are never read. The instance itself is missing, because no foreign key needs it.
    const other = 'ins_00000000000000000000000000';
    await fillInstance(sql, other, { configs: 5_000, deployments: 50, vaults: 50 });
    await fillCatalog(sql, other, CONFIGS / 10);
  } finally {
    await sql.end();
  }
}

async function explainOne(
  query: <Row>(text: string) => Promise<Row[]>,
  { text, values }: Statement,
): Promise<Run> {
  const [prepared] = await query<{ name: string; custom_plans: string; generic_plans: string }>(
    `select name, custom_plans, generic_plans from pg_prepared_statements where statement = ${quote(text)}`,
  );
  if (!prepared) throw new Error(`Not prepared under a name: ${text}`);
  const given = values.length > 0 ? `(${values.map(quote).join(', ')})` : '';
  const [row] = await query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (analyze, buffers, format json) execute "${prepared.name}" ${given}`,
  );
  if (!row) throw new Error('EXPLAIN gave no plan');
  const { Plan: root } = row['QUERY PLAN'][0];
  const seen: Seen = { rows: new Map(), sequential: new Set(), sorted: 0 };
  countRows(root, seen);
  return {
    text,
    customPlans: Number(prepared.custom_plans),
    genericPlans: Number(prepared.generic_plans),
    ...seen,
    buffers: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
  };
}

type Seen = Pick<Run, 'rows' | 'sequential' | 'sorted'>;

function countRows(node: PlanNode, seen: Seen): void {
  const { rows } = seen;
  const table = node['Relation Name'];
  if (table !== undefined && node['Node Type'] === 'Seq Scan' && node['Actual Loops'] > 0) {
    seen.sequential.add(table);
  }
  if (node['Node Type'] === 'Sort') {
    const given = node.Plans?.[0]?.['Actual Rows'] ?? 0;
    seen.sorted = Math.max(seen.sorted, given);
  }
  if (table !== undefined) {
    const each =
      node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0);
    rows.set(table, (rows.get(table) ?? 0) + each * node['Actual Loops']);
  }
  for (const child of node.Plans ?? []) countRows(child, seen);
}

const quote = (value: unknown): string =>
  value === null || value === undefined ? 'null' : `'${String(value).replaceAll("'", "''")}'`;
