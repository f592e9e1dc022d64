import { besideWriters } from '../beside.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, told } from '../ledger.ts';
import { startCluster } from '../patroni.ts';
import { onPostgres } from '../place.ts';

/** The longest time from the promotion of a standby to the next acknowledged write. */
const MOST_MS = 10_000;

export const failover: ChaosCase = {
  name: 'failover',
  about: 'kill -9 of the primary under Patroni and etcd, with synchronous replication, behind HAProxy',
  run: async () => {
    const cluster = await startCluster();
    try {
      return await besideWriters(onPostgres(cluster.url), {}, async ({ ledger }) => {
        await until('writes before the failover', () => acknowledgedOf(ledger) > 300);
        const killed = performance.now();
        await cluster.killPrimary();
        const promoted = performance.now();
        const during = acknowledgedOf(ledger);
        await until('a write on the new primary', () => acknowledgedOf(ledger) > during);
        const backMs = performance.now() - promoted;
        await pause(3_000);
        if (backMs > MOST_MS) ledger.breaches.push(`The first write came ${backMs} ms after the promotion`);
        const seconds = (ms: number) => (ms / 1000).toFixed(1);
        return () =>
          `${told(ledger)}; promotion ${seconds(promoted - killed)} s after the kill, writes ${seconds(backMs)} s later`;
      });
    } finally {
      cluster.remove();
    }
  },
};
