import type { Replicas } from '@berth/db';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Adds the metrics of the replicas, by `host:port`. The lag of one that is not up is left out. */
export function measureReplicas(replicas: Replicas, registry: Registry): void {
  const labelled = { labelNames: ['replica'] as const, registers: [registry] };
  // The registry reads its metrics in this order, so the one that sets the others comes first
  new Gauge({
    name: 'berth_replica_up',
    help: '1 while a replica takes reads, else 0.',
    ...labelled,
    collect() {
      for (const metric of [seconds, bytes, requests]) metric.reset();
      for (const { server: replica, state, lag, requests: sent } of replicas.reports()) {
        this.set({ replica }, state === 'up' ? 1 : 0);
        requests.inc({ replica }, sent);
        if (lag === null) continue;
        seconds.set({ replica }, lag.seconds);
        bytes.set({ replica }, lag.bytes);
      }
    },
  });
  const seconds = new Gauge({
    name: 'berth_replica_lag_seconds',
    help: 'The time since when a replica lacks writes of the primary; 0 when it lacks none.',
    ...labelled,
  });
  const bytes = new Gauge({
    name: 'berth_replica_lag_bytes',
    help: 'The bytes of the log of the primary that a replica has not replayed.',
    ...labelled,
  });
  const requests = new Counter({
    name: 'berth_replica_requests_total',
    help: 'Requests whose reads were sent to a replica.',
    ...labelled,
  });
}
