import { besideWriters } from '../beside.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, told } from '../ledger.ts';
import { onPostgres } from '../place.ts';
import { makePostgres, type Postgres } from '../postgres.ts';

interface Outage {
  name: string;
  about: string;
  begin(postgres: Postgres): Promise<void>;
  end(postgres: Postgres): Promise<void>;
  /** Longer than a connection waits for an answer, for a PostgreSQL that does not answer. */
  ms: number;
  times: number;
}

const start = (postgres: Postgres) => postgres.start();

const outages: Outage[] = [
  {
    name: 'postgres-stopped',
    about: 'PostgreSQL stopped for 5 s, three times',
    begin: (postgres) => postgres.end('SIGINT'),
    end: start,
    ms: 5_000,
    times: 3,
  },
  {
    name: 'postgres-crashed',
    about: 'PostgreSQL crashed and restarted at once, five times',
    begin: (postgres) => postgres.end('SIGQUIT'),
    end: start,
    ms: 0,
    times: 5,
  },
  {
    name: 'postgres-paused',
    about: 'PostgreSQL paused for 15 s (SIGSTOP), twice',
    begin: async (postgres) => postgres.signalAll('SIGSTOP'),
    end: async (postgres) => postgres.signalAll('SIGCONT'),
    ms: 15_000,
    times: 2,
  },
];

/** Runs an outage again and again under writes, and measures the time to the first acknowledged write after it. */
async function outlast({ begin, end, ms, times }: Outage): Promise<string> {
  const postgres = await makePostgres();
  try {
    return await besideWriters(onPostgres(postgres.url), {}, async ({ server, ledger }) => {
      const status = (path: string): Promise<number> =>
        fetch(`${server.url}${path}`).then(
          (response) => response.status,
          () => 0,
        );
      let slowest = 0;
      for (let time = 0; time < times; time++) {
        const before = acknowledgedOf(ledger);
        await until('writes before the outage', () => acknowledgedOf(ledger) >= before + 50);
        await begin(postgres);
        await pause(ms);
        if (ms > 0 && (await status('/readyz')) !== 503)
          ledger.breaches.push('/readyz is not 503 in the outage');
        if ((await status('/healthz')) !== 200) ledger.breaches.push('/healthz is not 200 in the outage');
        const during = acknowledgedOf(ledger);
        await end(postgres);
        const back = performance.now();
        await until('a write after the outage', () => acknowledgedOf(ledger) > during);
        slowest = Math.max(slowest, performance.now() - back);
      }
      await until('/readyz', async () => (await status('/readyz')) === 200);
      return () => `${told(ledger)}; writes again after ${(slowest / 1000).toFixed(1)} s at most`;
    });
  } finally {
    await postgres.remove();
  }
}

export const databaseAway: ChaosCase[] = outages.map((outage) => ({
  name: outage.name,
  about: outage.about,
  run: () => outlast(outage),
}));
