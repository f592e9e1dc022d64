import { type BerthProcess, startProcess } from '../../../apps/api/test/support/server-process.ts';
import { type ChaosCase, until } from '../case.ts';
import { acknowledgedOf, type Kill, newLedger, told, unexplained } from '../ledger.ts';
import { check } from '../oracle.ts';
import { onEmbedded, onPostgres, type Place } from '../place.ts';
import { makePostgres } from '../postgres.ts';
import { startWriters } from '../writers.ts';

const WRITES_BETWEEN = 20;

/**
 * Kills one of the processes again and again under writes, and starts another in its place. With two, the other one
 * serves meanwhile. Returns the figures.
 */
export async function killAgainAndAgain(
  place: Place,
  options: { processes: number; kills: number },
): Promise<string> {
  const ledger = newLedger();
  const servers: BerthProcess[] = [];
  const kills: Kill[] = [];
  let dead = -1;
  let turn = 0;
  // The next server; another one than the dead one, if there is one
  const url = () => {
    turn += 1;
    if (turn % servers.length === dead) turn += 1;
    return servers[turn % servers.length]?.url ?? '';
  };
  let stop = async (): Promise<void> => {};
  try {
    for (let count = 0; count < options.processes; count++) servers.push(await startProcess(place.env));
    stop = startWriters({ url, ledger });
    for (let kill = 0; kill < options.kills; kill++) {
      const goal = acknowledgedOf(ledger) + WRITES_BETWEEN;
      await until('writes that are acknowledged', () => acknowledgedOf(ledger) >= goal);
      const at = kill % servers.length;
      const killed = servers[at];
      if (killed) kills.push({ url: killed.url, at: performance.now() });
      await killed?.stop('SIGKILL');
      dead = at;
      servers[at] = await startProcess(place.env);
      dead = -1;
    }
    await stop();
    ledger.breaches.push(...unexplained(ledger, kills));
    const [first, ...others] = servers;
    for (const other of others) {
      const code = await other.stop();
      if (code !== 0) ledger.breaches.push(`A server stops with ${code}:\n${other.output().slice(-2_000)}`);
    }
    if (first) await check(ledger, first, place);
    return `${options.kills} kills; ${told(ledger)}`;
  } finally {
    await Promise.all([...servers.map((server) => server.stop('SIGKILL')), stop()]);
  }
}

export const killOnPostgres: ChaosCase = {
  name: 'kill',
  about: 'kill -9 of one of two processes under mixed writes, PostgreSQL',
  run: async ({ kills }) => {
    const postgres = await makePostgres();
    const running = killAgainAndAgain(onPostgres(postgres.url), { processes: 2, kills });
    return running.finally(postgres.remove);
  },
};

export const killEmbedded: ChaosCase = {
  name: 'kill-embedded',
  about: 'kill -9 of the process with the embedded database under mixed writes',
  run: async ({ kills }) => {
    const place = onEmbedded();
    const running = killAgainAndAgain(place, { processes: 1, kills });
    return running.finally(place.remove);
  },
};
