import type { Database } from '@berth/db';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answered } from '../app.ts';
import { measureCaches } from './caches.ts';
import { measureDatabase } from './database.ts';
import { measureReplicas } from './replicas.ts';

/** The metrics of a server process. Their labels are names of Berth's own, so their number is bounded. */
export interface Metrics {
  /** The media type of the exposition. */
  contentType: string;
  answered(answer: Answered): void;
  jobEnded(kind: string, outcome: 'done' | 'failed'): void;
  /** Writes every metric in the text format of Prometheus (version 0.0.4). */
  expose(): Promise<string>;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']);

/** The upper ends of the buckets of latency, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Makes the metrics of a process: requests, jobs, the pools of connections, caches, and what Node.js tells of itself
 * (memory, handles, the delay of the event loop).
 */
export function createMetrics(database: Database, version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'berth_build_info',
    help: 'The version of Berth.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const requests = new Counter({
    name: 'berth_http_requests_total',
    help: 'Answered requests, by face, pattern of the route, method and status.',
    labelNames: ['face', 'route', 'method', 'status'] as const,
    registers,
  });
  const latency = new Histogram({
    name: 'berth_http_request_duration_seconds',
    help: 'The time until the head of an answer, by face, pattern of the route and method.',
    labelNames: ['face', 'route', 'method'] as const,
    buckets: BUCKETS,
    registers,
  });
  const ended = new Counter({
    name: 'berth_job_attempts_total',
    help: 'Jobs that this process has finished, and attempts that failed, by kind.',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  });
  const readDatabase = measureDatabase(database, registry);
  if (database.replicas) measureReplicas(database.replicas, registry);
  measureCaches(database, registry);
  return {
    contentType: registry.contentType,
    answered: ({ face, route, method, status, seconds }) => {
      const place = { face, route: route ?? 'none', method: METHODS.has(method) ? method : 'other' };
      requests.inc({ ...place, status: String(status) });
      latency.observe(place, seconds);
    },
    jobEnded: (kind, outcome) => ended.inc({ kind, outcome }),
    expose: async () => {
      await readDatabase();
      return registry.metrics();
    },
  };
}
