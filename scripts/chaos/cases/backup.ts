import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHeader, readPages } from '../../../apps/api/src/server/backup-format.ts';
import { searchFor } from '../../../apps/api/test/support/secrecy-search.ts';
import { makeFolder, runToEnd, startProcess } from '../../../apps/api/test/support/server-process.ts';
import { ask } from '../ask.ts';
import { besideWriters, type Scene } from '../beside.ts';
import { type ChaosCase, until } from '../case.ts';
import { ledgerOfCopy } from '../copy.ts';
import { acknowledgedOf, type Kept, type Ledger, newLedger, told } from '../ledger.ts';
import { check } from '../oracle.ts';
import { KEY, onEmbedded, onPostgres, type Place } from '../place.ts';
import { makePostgres } from '../postgres.ts';

const TIMES = 3;
const REFUSAL = /Saved values need the master key mk_[0-9a-f]{12}, which Berth was not given\./;

/** A backup, with all that was acknowledged when it began. */
interface Backup {
  file: string;
  before: Kept[];
  checkpoint: object;
  /** The number of writes that were acknowledged meanwhile, and its milliseconds. */
  beside: number;
  ms: number;
}

/**
 * Makes backups under writes, restores each into a database of its own, and checks there all that was acknowledged when
 * it began. `target` makes an empty database. Returns the figures.
 */
export async function backUpAndRestore(
  source: Place,
  target: (name: string) => Promise<Place>,
  { times = TIMES, writes = 150 } = {},
): Promise<string> {
  const folder = makeFolder();
  const backups: Backup[] = [];
  let after = newLedger();
  try {
    const figures = await besideWriters(source, {}, async (scene) => {
      after = scene.ledger;
      const enough = async () => {
        const goal = acknowledgedOf(scene.ledger) + writes;
        await until('writes', () => acknowledgedOf(scene.ledger) >= goal);
      };
      for (let time = 0; time < times; time++) {
        await enough();
        backups.push(await backUp(source, scene, join(folder.path, String(time))));
      }
      await enough();
      if (backups.every(({ beside }) => beside === 0))
        scene.ledger.breaches.push('No write was acknowledged beside the backups');
      return () => told(scene.ledger);
    });
    const restores: { rows: number; ms: number }[] = [];
    for (const [index, backup] of backups.entries()) {
      const place = await target(`restored_${index}`);
      const restoring = restore(backup, after, source, place);
      restores.push(await restoring.finally(place.remove));
    }
    const beside = backups.reduce((sum, backup) => sum + backup.beside, 0);
    const rows = restores.reduce((sum, restored) => sum + restored.rows, 0);
    return (
      `${times} backups; ${figures}; ${beside} writes beside the backups, of ${slowest(backups)} s at most; ` +
      `${rows} rows restored, in ${slowest(restores)} s at most`
    );
  } finally {
    folder.remove();
  }
}

async function backUp(source: Place, { server, ledger }: Scene, file: string): Promise<Backup> {
  const head = await ask(server.url, 'GET', '/audit-events/head');
  const before = structuredClone(ledger.kept);
  const acknowledged = acknowledgedOf(ledger);
  const { ms } = await run('backup', source, file);
  return {
    file,
    before,
    ms,
    checkpoint: head?.body ?? {},
    beside: acknowledgedOf(ledger) - acknowledged,
  };
}

/** Runs a program on a database to its end, without a master key. @throws Error when it fails. */
async function run(
  program: 'backup' | 'restore',
  place: Place,
  file: string,
): Promise<{ ms: number; stderr: string }> {
  const { BERTH_MASTER_KEY: _, ...env } = place.env;
  const begun = performance.now();
  const { code, stderr } = await runToEnd(program, env, [file]);
  if (code !== 0) throw new Error(`${program} ends with ${code}:\n${stderr}`);
  return { ms: performance.now() - begun, stderr };
}

/** Restores a backup, and checks the file, the refusal of another key, and the answers of a server with its own. */
async function restore(
  { file, before, checkpoint }: Backup,
  after: Ledger,
  source: Place,
  target: Place,
): Promise<{ rows: number; ms: number }> {
  const breaches = await plainIn(file, after, source.env.BERTH_MASTER_KEY ?? '');
  const { ms, stderr } = await run('restore', target, file);
  const refusal = await startWithAnotherKey(target);
  if (!refusal.startsWith('The server ended with 1:') || !REFUSAL.test(refusal))
    breaches.push(`A start with another master key: ${refusal}`);
  const server = await startProcess(target.env);
  try {
    const ledger = await ledgerOfCopy(before, after, (id) =>
      ask(server.url, 'GET', `/provider-configs/${id}`),
    );
    const verified = await ask(server.url, 'POST', '/audit-events/verify', { checkpoint });
    if (verified?.body.valid !== true)
      breaches.push(`The trail does not reach the checkpoint: ${JSON.stringify(verified)}`);
    ledger.breaches.push(...breaches);
    await check(ledger, server, target);
  } finally {
    await server.stop('SIGKILL');
  }
  return { rows: Number(/^Restored (\d+) rows/.exec(stderr)?.[1]), ms };
}

/** Resolves to the message of a start with another master key. */
async function startWithAnotherKey(place: Place): Promise<string> {
  const other = randomBytes(32).toString('base64');
  try {
    const server = await startProcess({ ...place.env, BERTH_MASTER_KEY: other });
    await server.stop('SIGKILL');
    return 'it starts';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Looks for the master key, the API key and the values of the writers in a backup, in the rows and in the bytes. */
async function plainIn(file: string, { kept }: Ledger, masterKey: string): Promise<string[]> {
  const head = await readHeader(file);
  if (!head) return [`${file} is no backup`];
  const texts = [{ where: 'its bytes', text: readFileSync(file, 'latin1') }];
  for await (const { table, text } of readPages(file, head.rowsAt)) texts.push({ where: table, text });
  const key = Buffer.from(masterKey, 'base64').toString('latin1');
  const values = kept.flatMap(({ label, steps }) =>
    Array.from({ length: Math.max(...steps) + 1 }, (_, step) => `${label}-v${step}`),
  );
  // An API key is stored as its hash
  const leaks = [...searchFor([KEY, key], { digests: false })(texts), ...searchFor(values)(texts)];
  return leaks.map(({ where, secret, form }) => `${secret} stands in the backup (${where}, ${form})`);
}

const slowest = (measured: readonly { ms: number }[]): string =>
  (Math.max(...measured.map(({ ms }) => ms)) / 1000).toFixed(1);

export const backup: ChaosCase[] = [
  {
    name: 'backup',
    about: `backup of PostgreSQL under mixed writes, ${TIMES} times, each restored, refused with another key, and used`,
    run: async () => {
      const postgres = await makePostgres();
      const source = onPostgres(postgres.url);
      const target = async (name: string): Promise<Place> => {
        await source.query(`create database ${name}`);
        return onPostgres(postgres.url.replace(/\/postgres$/, `/${name}`));
      };
      return backUpAndRestore(source, target).finally(postgres.remove);
    },
  },
  {
    name: 'backup-embedded',
    about: 'the same of the embedded database, which answers when a backup is done',
    run: async () => {
      const source = onEmbedded();
      return backUpAndRestore(source, async () => onEmbedded()).finally(source.remove);
    },
  },
];
