import { freePort } from '../../free-port.ts';
import { besideWriters } from '../beside.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, told } from '../ledger.ts';
import { startCluster } from '../patroni.ts';
import { onPostgres } from '../place.ts';

/** The longest time from the promotion of a standby to the next acknowledged write. */
const MOST_MS = 10_000;

export const failover: ChaosCase = {
  name: 'failover',
  about:
    'kill -9 of the primary under Patroni and etcd, with synchronous replication; the standbys answer reads',
  run: async () => {
    const cluster = await startCluster();
    try {
      const metrics = await freePort();
      const place = onPostgres(cluster.url, {
        DATABASE_READ_URLS: cluster.urls.join(),
        METRICS_PORT: String(metrics),
      });
      return await besideWriters(place, {}, async ({ ledger }) => {
        await until('writes before the failover', () => acknowledgedOf(ledger) > 300);
        const killed = performance.now();
        await cluster.killPrimary();
        const promoted = performance.now();
        const during = acknowledgedOf(ledger);
        await until('a write on the new primary', () => acknowledgedOf(ledger) > during);
        const backMs = performance.now() - promoted;
        await pause(3_000);
        const reads = await readsOfReplicas(metrics);
        if (reads === 0) ledger.breaches.push('No replica has answered a read');
        if (backMs > MOST_MS) ledger.breaches.push(`The first write came ${backMs} ms after the promotion`);
        const seconds = (ms: number) => (ms / 1000).toFixed(1);
        return () =>
          `${told(ledger)}, ${reads} reads sent to standbys; promotion ${seconds(promoted - killed)} s after the kill, writes ${seconds(backMs)} s later`;
      });
    } finally {
      cluster.remove();
    }
  },
};

/** Adds up the requests that the server has sent to each replica, from its metrics. */
async function readsOfReplicas(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const counts = text.matchAll(/^berth_replica_requests_total\S* (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
