import { setTimeout } from 'node:timers/promises';
import type { Database } from '@berth/db';
import { auditHeadCount, jobBacklog } from '@berth/domain';
import { Gauge, type Registry } from 'prom-client';

/** The longest time that the database may take for one exposition, in milliseconds. */
const PATIENCE_MS = 2_000;

/** The time between two counts of the lanes, which read a whole table, in milliseconds. */
const COUNT_EVERY_MS = 600_000;

const STATUSES = ['queued', 'running'] as const;

/**
 * Adds the metrics of the pools, and of what the database counts. Returns the function that reads them anew, to be
 * called before each exposition: the registry would not wait for it. While the database does not answer in time,
 * `berth_database_up` is 0 and its counts are left out; so is a count that takes longer.
 */
export function measureDatabase(database: Database, registry: Registry): () => Promise<void> {
  const { read } = database;
  const readPools = measurePools(database, registry);
  const { jobs, oldest, heads, up } = gaugesIn(registry);
  const lanes = inIntervals(() => auditHeadCount(database), COUNT_EVERY_MS);
  return async () => {
    readPools();
    const [isUp, backlog, laneCount] = await Promise.all([
      inTime(read.execute('select 1').then(() => true)),
      inTime(jobBacklog(read)),
      inTime(lanes()),
    ]);
    up.set(isUp ? 1 : 0);
    jobs.reset();
    oldest.reset();
    heads.remove();
    if (!isUp) return;
    if (laneCount !== null) heads.set(laneCount);
    if (backlog === null) return;
    for (const status of STATUSES) {
      const found = backlog.find((each) => each.status === status);
      jobs.set({ status }, found?.count ?? 0);
      oldest.set({ status }, found ? Math.max(0, (Date.now() - found.oldest.getTime()) / 1000) : 0);
    }
  };
}

function gaugesIn(registry: Registry) {
  const registers = [registry];
  const byStatus = { labelNames: ['status'] as const, registers };
  return {
    jobs: new Gauge({
      name: 'berth_jobs',
      help: 'Unfinished jobs of all instances, by status.',
      ...byStatus,
    }),
    oldest: new Gauge({
      name: 'berth_jobs_oldest_seconds',
      help: 'The age of the oldest unfinished job, by status.',
      ...byStatus,
    }),
    heads: new Gauge({
      name: 'berth_audit_heads',
      help: 'The lanes of the audit trails of all instances, counted once in ten minutes.',
      registers,
    }),
    up: new Gauge({
      name: 'berth_database_up',
      help: '1 while the database answers, else 0.',
      registers,
    }),
  };
}

/** Adds the metrics of the pools, and returns the function that reads them anew. */
function measurePools(database: Database, registry: Registry): () => void {
  const byPool = { labelNames: ['pool'] as const, registers: [registry] };
  const connections = new Gauge({
    name: 'berth_pool_connections',
    help: 'The most connections of a pool.',
    ...byPool,
  });
  const running = new Gauge({
    name: 'berth_pool_running',
    help: 'Statements (read, several on a connection) or transactions (write) under way in the pool.',
    ...byPool,
  });
  const waiting = new Gauge({
    name: 'berth_pool_waiting',
    help: 'Statements (read) or transactions (write) that wait for a place in the pool.',
    ...byPool,
  });
  return () => {
    for (const [pool, state] of Object.entries(database.pools?.() ?? {})) {
      connections.set({ pool }, state.size);
      running.set({ pool }, state.running);
      waiting.set({ pool }, state.waiting);
    }
  };
}

/** The wait after a count that failed. */
const AGAIN_MS = 60_000;

/**
 * Makes a function that counts at its first call and at most once in each interval, and returns the last count
 * otherwise; null while there is none.
 */
function inIntervals(count: () => Promise<number>, everyMs: number): () => Promise<number | null> {
  let last: number | null = null;
  let dueAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() < dueAt) return last;
    dueAt = performance.now() + AGAIN_MS;
    last = await count();
    dueAt = performance.now() + everyMs;
    return last;
  };
}

/** Waits for an answer of the database; null when it fails, or takes too long. */
async function inTime<T>(asking: Promise<T>): Promise<T | null> {
  const timer = new AbortController();
  const late = setTimeout(PATIENCE_MS, null, { signal: timer.signal }).catch(() => null);
  return Promise.race([asking.catch(() => null), late]).finally(() => timer.abort());
}
