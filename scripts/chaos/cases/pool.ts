import postgres from 'postgres';
import { ask } from '../ask.ts';
import { besideWriters } from '../beside.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, told } from '../ledger.ts';
import { onPostgres } from '../place.ts';
import { makePostgres } from '../postgres.ts';

const WRITERS = 100;
/** Acknowledged writes that show that the server works. */
const ENOUGH = 20;
const HELD_MS = 8_000;

export const pool: ChaosCase = {
  name: 'pool',
  about: `${WRITERS} writers while a table is locked for ${HELD_MS / 1000} s, so that no connection is free`,
  run: async () => {
    const server = await makePostgres();
    try {
      const place = onPostgres(server.url, { BERTH_DATABASE_WAIT_MS: '500' });
      const writers = { count: WRITERS, restMs: 50 };
      return await besideWriters(place, writers, async ({ server: berth, ledger }) => {
        await until('writes before the lock', () => acknowledgedOf(ledger) > ENOUGH);
        const holder = postgres(server.url, { max: 1, onnotice: () => {} });
        let readsMs = 0;
        await holder.begin(async (sql) => {
          await sql`lock table provider_configs in exclusive mode`;
          await pause(HELD_MS / 2);
          const begun = performance.now();
          const read = await ask(berth.url, 'GET', '/providers?limit=1');
          readsMs = Math.round(performance.now() - begun);
          if (read?.status !== 200) ledger.breaches.push(`A read beside the lock is ${read?.status}`);
          await pause(HELD_MS / 2);
        });
        await holder.end();
        if (!ledger.statuses['503'])
          ledger.breaches.push('No request was refused with 503 while no connection was free');
        const freed = acknowledgedOf(ledger);
        await until('writes after the lock', () => acknowledgedOf(ledger) > freed + ENOUGH);
        return () => `${told(ledger)}; a read meanwhile took ${readsMs} ms`;
      });
    } finally {
      await server.remove();
    }
  },
};
