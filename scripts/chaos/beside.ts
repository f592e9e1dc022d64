import { type BerthProcess, startProcess } from '../../apps/api/test/support/server-process.ts';
import { type Ledger, newLedger, unexplained } from './ledger.ts';
import { check } from './oracle.ts';
import type { Place } from './place.ts';
import { startWriters, type WritersOptions } from './writers.ts';

/** A server with writers that write to it. */
export interface Scene {
  server: BerthProcess;
  ledger: Ledger;
}

/**
 * Starts a server with writers, runs something beside them, and checks all that they were told. Both end, whatever
 * happens. Resolves to the figures: those of the function that `run` returns, which is called after the check.
 * `before` is done before the writers start.
 * @throws Error that lists the broken promises; a request without an answer is one.
 */
export async function besideWriters(
  place: Place,
  writers: Omit<WritersOptions, 'url' | 'ledger'>,
  run: (scene: Scene) => Promise<() => string>,
  before: (server: BerthProcess) => Promise<void> = async () => {},
): Promise<string> {
  const server = await startProcess(place.env);
  const ledger = newLedger();
  let stop = async (): Promise<void> => {};
  try {
    await before(server);
    stop = startWriters({ ...writers, url: () => server.url, ledger });
    const figures = await run({ server, ledger });
    await stop();
    ledger.breaches.push(...unexplained(ledger));
    await check(ledger, server, place);
    return figures();
  } finally {
    await Promise.all([server.stop('SIGKILL'), stop()]);
  }
}
