import { setTimeout } from 'node:timers/promises';
import type { Database } from '@berth/db';
import { auditHeadCount, jobBacklog } from '@berth/domain';
import { Gauge, type Registry } from 'prom-client';

/** The longest time that the counts of one exposition may take, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Adds the metrics of the pools, and of what the database counts. While the database does not answer in time,
 * `berth_database_up` is 0 and its counts are left out.
 */
export function measureDatabase(database: Database, registry: Registry): void {
  const registers = [registry];
  const connections = new Gauge({
    name: 'berth_pool_connections',
    help: 'The most connections of a pool.',
    labelNames: ['pool'] as const,
    registers,
  });
  const running = new Gauge({
    name: 'berth_pool_running',
    help: 'Statements (read) or transactions (write) that hold a connection of the pool.',
    labelNames: ['pool'] as const,
    registers,
  });
  new Gauge({
    name: 'berth_pool_waiting',
    help: 'Statements (read) or transactions (write) that wait for a connection of the pool.',
    labelNames: ['pool'] as const,
    registers,
    collect() {
      for (const [pool, { size, running: all }] of Object.entries(database.pools?.() ?? {})) {
        connections.set({ pool }, size);
        running.set({ pool }, Math.min(size, all));
        this.set({ pool }, Math.max(0, all - size));
      }
    },
  });
  const jobs = new Gauge({
    name: 'berth_jobs',
    help: 'Unfinished jobs of all instances, by status.',
    labelNames: ['status'] as const,
    registers,
  });
  const oldest = new Gauge({
    name: 'berth_jobs_oldest_seconds',
    help: 'The age of the oldest unfinished job, by status.',
    labelNames: ['status'] as const,
    registers,
  });
  const heads = new Gauge({
    name: 'berth_audit_heads',
    help: 'The lanes of the audit trails of all instances.',
    registers,
  });
  new Gauge({
    name: 'berth_database_up',
    help: '1 while the database answers, else 0.',
    registers,
    async collect() {
      const counted = await countsOf(database);
      this.set(counted ? 1 : 0);
      for (const gauge of [jobs, oldest, heads]) gauge.reset();
      if (!counted) return;
      heads.set(counted.heads);
      for (const status of ['queued', 'running'] as const) {
        const found = counted.backlog.find((each) => each.status === status);
        jobs.set({ status }, found?.count ?? 0);
        oldest.set({ status }, found ? Math.max(0, (Date.now() - found.oldest.getTime()) / 1000) : 0);
      }
    },
  });
}

/** Counts in the database; null when it fails, or takes too long. */
async function countsOf({ read }: Database) {
  const timer = new AbortController();
  const counting = Promise.all([jobBacklog(read), auditHeadCount(read)]).then(
    ([backlog, heads]) => ({ backlog, heads }),
    () => null,
  );
  const late = setTimeout(PATIENCE_MS, null, { signal: timer.signal }).catch(() => null);
  return Promise.race([counting, late]).finally(() => timer.abort());
}
