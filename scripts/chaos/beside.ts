import { type BerthProcess, startProcess } from '../../apps/api/test/support/server-process.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { check } from './oracle.ts';
import type { Place } from './place.ts';
import { startWriters, type WritersOptions } from './writers.ts';

/** A server with writers that write to it. */
export interface Scene {
  server: BerthProcess;
  ledger: Ledger;
}

/**
 * Starts a server with writers, runs something beside them, and checks all that they were told. Resolves to the
 * figures: `run` returns a function for them, which is called after the check. Both end, whatever happens.
 * @throws Error that lists the broken promises; a request without an answer is one.
 */
export async function besideWriters(
  place: Place,
  writers: Omit<WritersOptions, 'url' | 'ledger'>,
  run: (scene: Scene) => Promise<() => string>,
): Promise<string> {
  const server = await startProcess(place.env);
  const ledger = newLedger();
  const stop = startWriters({ ...writers, url: () => server.url, ledger });
  try {
    const figures = await run({ server, ledger });
    await stop();
    const { none = 0 } = ledger.statuses;
    if (none > 0) ledger.breaches.push(`${none} requests have no answer`);
    await check(ledger, server, place);
    return figures();
  } finally {
    await Promise.all([server.stop('SIGKILL'), stop()]);
  }
}
