import { chownSync } from 'node:fs';
import { mountDisk, type SmallDisk } from '../../../apps/api/test/support/full-disk-kit.ts';
import { unprivilegedAccount } from '../../testing/postgres-server.ts';
import { besideWriters } from '../beside.ts';
import { type ChaosCase, pause, Skipped, until } from '../case.ts';
import { acknowledgedOf, told } from '../ledger.ts';
import { onEmbedded, onPostgres, type Place } from '../place.ts';
import { makePostgres, type Postgres } from '../postgres.ts';

const FULL_MS = 6_000;
const TIMES = 2;
/** More than the free space inside the pages that the tables have. */
const LARGE = { note: 'x'.repeat(40_000) };

/** Fills the disk of a database under writes, and gives the room back. A PostgreSQL that has ended is started again. */
async function fillUp(disk: SmallDisk, place: Place, postgres: Postgres | null): Promise<string> {
  return besideWriters(place, { metadata: LARGE, restMs: 20 }, async ({ ledger }) => {
    const write = (what: string) => {
      const goal = acknowledgedOf(ledger) + 10;
      return until(what, () => acknowledgedOf(ledger) >= goal);
    };
    const refusals = () => (ledger.statuses['507'] ?? 0) + (ledger.statuses['503'] ?? 0);
    for (let time = 0; time < TIMES; time++) {
      await write('writes before the disk is full');
      const before = refusals();
      disk.fill();
      await until('a refusal', () => refusals() > before);
      await pause(FULL_MS);
      disk.free();
      if (postgres && !postgres.isRunning()) await postgres.start();
      await write('writes after there is room');
    }
    return () => told(ledger);
  });
}

/** Mounts a disk for a case, and unmounts it however the case or the process ends. */
async function onDisk(run: (disk: SmallDisk) => Promise<string>): Promise<string> {
  const disk = mountDisk(400);
  if (!disk) throw new Skipped('this account may not mount a file system');
  process.once('exit', disk.remove);
  try {
    return await run(disk);
  } finally {
    process.removeListener('exit', disk.remove);
    disk.remove();
  }
}

export const fullDisk: ChaosCase[] = [
  {
    name: 'disk-postgres',
    about: 'the disk of PostgreSQL full under writes, twice',
    run: () =>
      onDisk(async (disk) => {
        const { uid, gid } = unprivilegedAccount();
        chownSync(disk.path, uid, gid);
        const postgres = await makePostgres(disk.path, { max_wal_size: '64MB', min_wal_size: '32MB' });
        return fillUp(disk, onPostgres(postgres.url), postgres).finally(postgres.remove);
      }),
  },
  {
    name: 'disk-embedded',
    about: 'the disk of the embedded database full under writes, twice',
    run: () => onDisk((disk) => fillUp(disk, onEmbedded(disk.path), null)),
  },
];
