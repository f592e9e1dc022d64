import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from '../../src/env.ts';
import type { Server } from '../../src/server/index.ts';
import { startServer } from '../../src/server/start.ts';
import { type Gate, openGate } from '../support/outage-kit.ts';
import { makeFolder, onMigratedDatabase, onMigratedPostgres } from '../support/server-process.ts';

/** The metrics of a started server, read as Prometheus reads them. */
const folder = makeFolder();
const KEY = 'the-first-key-of-this-test-0123456789';
const SECRET = 'canary-of-a-secret-value';
const VALUE = { api_key: SECRET };
const NAME = 'Canary of a name';
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
let server: Server;
let first: Awaited<ReturnType<typeof scrape>>;
vi.setConfig({ hookTimeout: 60_000, testTimeout: 30_000 });

beforeAll(async () => {
  const env = await onMigratedDatabase(folder.path);
  const settings = { ...env, PORT: '0', METRICS_PORT: '0', BERTH_BOOTSTRAP_KEY: KEY };
  server = await startServer(readSettings(settings), quiet);
  const made = await api('POST', '/provider-configs', { provider_id: 'openai', name: 'A', value: VALUE });
  expect(made.status).toBe(200);
  first = await scrape();
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;

/** Parses the text format 0.0.4. @throws Error for a line that is none of it, or a sample without a type. */
function parse(text: string): Sample[] {
  expect(text.endsWith('\n')).toBe(true);
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const [, typed = '', type = ''] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
    if (typed) types.set(typed, type);
    if (line.startsWith('#')) continue;
    const [, name = '', list = '', number = ''] = LINE.exec(line) ?? [];
    const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
    if (!types.has(family)) throw new Error(`no sample of a known type: ${line}`);
    const labels = [...list.matchAll(/(\w+)="((?:[^"\\]|\\.)*)",?/g)].map(([, key = '', value = '']) => [
      key,
      value,
    ]);
    const value = number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number);
    expect([line, Number.isNaN(value) && number !== 'Nan']).toEqual([line, false]);
    samples.push({ name, labels: Object.fromEntries(labels), value });
  }
  return samples;
}

async function scrape({ metricsUrl } = server) {
  const response = await fetch(metricsUrl ?? '');
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const text = await response.text();
  const samples = parse(text);
  const find = (name: string, labels: Record<string, string> = {}) =>
    samples.find(
      (each) =>
        each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
    )?.value;
  return { text, samples, find };
}

const api = (method: string, path: string, body?: object) =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

describe('the metrics', () => {
  test('have the counts of the database and the pools at the first look', () => {
    for (const status of ['queued', 'running']) {
      expect(first.find('berth_jobs', { status })).toBe(0);
      expect(first.find('berth_jobs_oldest_seconds', { status })).toBe(0);
    }
    expect(first.find('berth_audit_heads')).toBe(1);
    expect(first.find('berth_database_up')).toBe(1);
    const pools = testDriver() === 'postgres' ? ['read', 'write'] : [];
    expect(
      first.samples.flatMap(({ name, labels }) => (name === 'berth_pool_waiting' ? labels.pool : [])),
    ).toEqual(pools);
  });

  test('count requests by face, route and status, whatever the paths and methods were', async () => {
    const body = { provider_id: 'openai', name: NAME, value: VALUE };
    const made = (await (await api('POST', '/provider-configs', body)).json()) as { id: string };
    for (let i = 0; i < 30; i++) await api('GET', `/provider-configs/nothing-${i}`);
    for (let i = 0; i < 30; i++) await api('GET', `/nowhere-${i}/${SECRET}`);
    await api('GET', `/provider-configs/${made.id}`);
    await api('PROPFIND', '/provider-configs');
    await api('GET', '/docs/errors');
    await api('GET', '/v1/catalog/providers');
    const { text, samples, find } = await scrape();
    const requests = 'berth_http_requests_total';
    const one = { face: 'root', route: '/provider-configs/:id', method: 'GET' };
    expect(find(requests, { ...one, status: '404' })).toBe(30);
    expect(find(requests, { ...one, status: '200' })).toBe(1);
    expect(find(requests, { face: 'root', route: 'none', status: '404' })).toBe(30);
    expect(find(requests, { route: '/provider-configs', method: 'other' })).toBe(1);
    expect(find(requests, { face: 'pages', route: '/docs/errors', status: '200' })).toBe(1);
    expect(find(requests, { face: 'flowker' })).toBe(1);
    expect(find('berth_http_request_duration_seconds_count', one)).toBe(31);
    expect(find('berth_http_request_duration_seconds_bucket', { ...one, le: '+Inf' })).toBe(31);
    expect(samples.filter(({ name }) => name === requests).length).toBeLessThan(20);
    for (const canary of [SECRET, NAME, KEY, made.id, 'nothing-1', 'nowhere-1'])
      expect(text).not.toContain(canary);
  });

  test('tell of jobs, pools, lanes, the cache of schemas, the event loop, memory and the version', async () => {
    expect((await api('POST', '/encryption/rotate', {})).status).toBe(200);
    for (let i = 0; i < 200; i++) await api('GET', '/providers?limit=1');
    const finished = () =>
      scrape().then(({ find }) => find('berth_job_attempts_total', { outcome: 'done' }) ?? 0);
    await vi.waitFor(async () => expect(await finished()).toBeGreaterThan(0), { timeout: 15_000 });
    const { find } = await scrape();
    expect(find('berth_database_up')).toBe(1);
    expect(find('berth_jobs', { status: 'queued' })).toBe(0);
    expect(find('berth_jobs_oldest_seconds', { status: 'running' })).toBe(0);
    expect(find('berth_audit_heads')).toBeGreaterThan(0);
    expect(find('berth_schema_cache_entries')).toBeGreaterThan(0);
    expect(find('berth_schema_cache_bytes')).toBeGreaterThan(0);
    expect(find('berth_schema_cache_lookups_total', { result: 'hit' })).toBeGreaterThanOrEqual(0);
    expect(find('berth_answer_cache_entries')).toBeGreaterThan(0);
    expect(find('berth_answer_cache_lookups_total', { result: 'hit' })).toBeGreaterThan(0);
    expect(find('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(find('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(find('berth_build_info')).toBe(1);
    if (find('berth_pool_connections', { pool: 'read' }) !== undefined) {
      expect(find('berth_pool_waiting', { pool: 'read' })).toBe(0);
      expect(find('berth_pool_running', { pool: 'write' })).toBeGreaterThanOrEqual(0);
    }
  });

  test('are on a port of their own, where nothing else is', async () => {
    const origin = new URL(server.metricsUrl ?? '').origin;
    expect(origin).not.toBe(server.url);
    expect((await fetch(`${origin}/provider-configs`)).status).toBe(404);
    expect((await fetch(`${origin}/metrics`, { method: 'POST' })).status).toBe(405);
    expect((await api('GET', '/metrics')).status).toBe(404);
  });
});

describe.runIf(testDriver() === 'postgres')('of a database that does not answer', () => {
  const COUNTS = ['berth_jobs', 'berth_jobs_oldest_seconds', 'berth_audit_heads'];
  let gate: Gate;
  let gated: Server;
  let url: string;
  beforeAll(async () => {
    const env = await onMigratedPostgres();
    url = env.DATABASE_URL;
    gate = await openGate(url);
    const settings = { ...env, DATABASE_URL: gate.url, PORT: '0', METRICS_PORT: '0' };
    gated = await startServer(readSettings(settings), quiet);
  });
  afterAll(() => gated.stop());

  test('only the lanes are left out while their count takes long', async () => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    const { find } = await sql.begin(async (tx) => {
      await tx`lock table audit_heads in access exclusive mode`;
      return scrape(gated);
    });
    await sql.end();
    expect(COUNTS.map((name) => find(name))).toEqual([0, 0, undefined]);
    expect(find('berth_database_up')).toBe(1);
    await vi.waitFor(async () => expect((await scrape(gated)).find('berth_audit_heads')).toBe(0), 10_000);
  });

  test.each([
    ['refuses connections', () => gate.close()],
    ['answers nothing any more', () => gate.silence()],
  ] as const)('one that %s is down at once, without its counts', async (_, away) => {
    const found = async () => {
      const { find } = await scrape(gated);
      return ['berth_database_up', ...COUNTS].map((name) => find(name));
    };
    expect(await found()).toEqual([1, 0, 0, 0]);
    await away();
    expect(await found()).toEqual([0, undefined, undefined, undefined]);
    await gate.open();
    gate.reset(); // else a silent connection is waited for
    await vi.waitFor(async () => expect(await found()).toEqual([1, 0, 0, 0]), 10_000);
  });
});
