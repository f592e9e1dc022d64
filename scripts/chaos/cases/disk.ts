import { chownSync } from 'node:fs';
import { mountDisk, type SmallDisk } from '../../../apps/api/test/support/full-disk-kit.ts';
import { startProcess } from '../../../apps/api/test/support/server-process.ts';
import { unprivilegedAccount } from '../../testing/postgres-server.ts';
import { type ChaosCase, pause, Skipped, until } from '../case.ts';
import { acknowledgedOf, newLedger, told } from '../ledger.ts';
import { check } from '../oracle.ts';
import { onEmbedded, onPostgres, type Place } from '../place.ts';
import { makePostgres, type Postgres } from '../postgres.ts';
import { startWriters } from '../writers.ts';

const FULL_MS = 6_000;
const TIMES = 2;
/** More than the free space inside the pages that the tables have. */
const LARGE = { note: 'x'.repeat(40_000) };

/** Fills the disk of a database under writes, and gives the room back. A PostgreSQL that has ended is started again. */
async function fillUp(disk: SmallDisk, place: Place, postgres: Postgres | null): Promise<string> {
  const server = await startProcess(place.env);
  const ledger = newLedger();
  const stop = startWriters({ url: () => server.url, ledger, metadata: LARGE, restMs: 20 });
  const write = (what: string) => {
    const goal = acknowledgedOf(ledger) + 10;
    return until(what, () => acknowledgedOf(ledger) >= goal);
  };
  for (let time = 0; time < TIMES; time++) {
    await write('writes before the disk is full');
    disk.fill();
    await until('a refusal', () => (ledger.statuses['507'] ?? 0) + (ledger.statuses['503'] ?? 0) > 0);
    await pause(FULL_MS);
    disk.free();
    if (postgres && !postgres.isRunning()) await postgres.start();
    await write('writes after there is room');
  }
  await stop();
  await check(ledger, server, place);
  return told(ledger);
}

function requireDisk(megabytes: number): SmallDisk {
  const disk = mountDisk(megabytes);
  if (!disk) throw new Skipped('this account may not mount a file system');
  return disk;
}

export const fullDisk: ChaosCase[] = [
  {
    name: 'disk-postgres',
    about: 'the disk of PostgreSQL full under writes, twice',
    run: async () => {
      const disk = requireDisk(400);
      const { uid, gid } = unprivilegedAccount();
      chownSync(disk.path, uid, gid);
      const postgres = await makePostgres(disk.path, { max_wal_size: '64MB', min_wal_size: '32MB' });
      return fillUp(disk, onPostgres(postgres.url), postgres)
        .finally(postgres.remove)
        .finally(() => disk.remove());
    },
  },
  {
    name: 'disk-embedded',
    about: 'the disk of the embedded database full under writes, twice',
    run: async () => {
      const disk = requireDisk(400);
      return fillUp(disk, onEmbedded(disk.path), null).finally(() => disk.remove());
    },
  },
];
