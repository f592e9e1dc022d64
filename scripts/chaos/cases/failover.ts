import { startProcess } from '../../../apps/api/test/support/server-process.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, newLedger, told } from '../ledger.ts';
import { check } from '../oracle.ts';
import { startCluster } from '../patroni.ts';
import { onPostgres } from '../place.ts';
import { startWriters } from '../writers.ts';

/** The longest time from the promotion of a standby to the next acknowledged write. */
const MOST_MS = 10_000;

export const failover: ChaosCase = {
  name: 'failover',
  about: 'kill -9 of the primary under Patroni and etcd, with synchronous replication, behind HAProxy',
  run: async () => {
    const cluster = await startCluster();
    try {
      const place = onPostgres(cluster.url);
      const server = await startProcess(place.env);
      const ledger = newLedger();
      const stop = startWriters({ url: () => server.url, ledger });
      await until('writes before the failover', () => acknowledgedOf(ledger) > 300);
      const killed = performance.now();
      await cluster.killPrimary();
      const promoted = performance.now();
      const during = acknowledgedOf(ledger);
      await until('a write on the new primary', () => acknowledgedOf(ledger) > during);
      const backMs = performance.now() - promoted;
      await pause(3_000);
      await stop();
      if (backMs > MOST_MS) ledger.breaches.push(`The first write came ${backMs} ms after the promotion`);
      await check(ledger, server, place);
      const seconds = (ms: number) => (ms / 1000).toFixed(1);
      return `${told(ledger)}; promotion ${seconds(promoted - killed)} s after the kill, writes ${seconds(backMs)} s later`;
    } finally {
      cluster.remove();
    }
  },
};
