import postgres from 'postgres';
import { startProcess } from '../../../apps/api/test/support/server-process.ts';
import { ask } from '../ask.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, newLedger, told } from '../ledger.ts';
import { check } from '../oracle.ts';
import { onPostgres } from '../place.ts';
import { makePostgres } from '../postgres.ts';
import { startWriters } from '../writers.ts';

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
      const berth = await startProcess(place.env);
      const ledger = newLedger();
      const stop = startWriters({ url: () => berth.url, ledger, count: WRITERS, restMs: 50 });
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
      const freed = acknowledgedOf(ledger);
      await until('writes after the lock', () => acknowledgedOf(ledger) > freed + ENOUGH);
      await stop();
      if (!ledger.statuses['503'])
        ledger.breaches.push('No request was refused with 503 while no connection was free');
      await check(ledger, berth, place);
      return `${told(ledger)}; a read meanwhile took ${readsMs} ms`;
    } finally {
      await server.remove();
    }
  },
};
