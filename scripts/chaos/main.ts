import { parseArgs } from 'node:util';
import { machine } from '../measuring/machine.ts';
import { build } from '../toolchain/build.mjs';
import { type ChaosCase, Skipped } from './case.ts';
import { backup } from './cases/backup.ts';
import { clock } from './cases/clock.ts';
import { connections } from './cases/connections.ts';
import { databaseAway } from './cases/database-away.ts';
import { fullDisk } from './cases/disk.ts';
import { failover } from './cases/failover.ts';
import { killEmbedded, killOnPostgres } from './cases/kill.ts';
import { pool } from './cases/pool.ts';
import { soak } from './cases/soak.ts';
import { type Row, writeRows } from './report.ts';

const cases: readonly ChaosCase[] = [
  killOnPostgres,
  killEmbedded,
  ...databaseAway,
  failover,
  ...fullDisk,
  ...backup,
  connections,
  pool,
  clock,
  soak,
];
const names = cases.map(({ name }) => name);

const { values, positionals } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, minutes: { type: 'string', default: '30' } },
  allowPositionals: true,
});
const options = { kills: Number(values.kills), minutes: Number(values.minutes) };
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0 || !(options.kills > 0) || !(options.minutes > 0)) {
  console.error(`pnpm chaos [case…] [--kills 50] [--minutes 30], with the cases: ${names.join(', ')}`);
  process.exit(2);
}

// The servers, folders and mounts of a case go when the process exits
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

await build(['server']);
const chosen = cases.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const rows: Row[] = [];
for (const { name, about, run } of chosen) {
  const begun = performance.now();
  try {
    const figures = await run(options);
    const seconds = Math.round((performance.now() - begun) / 1000);
    rows.push({ name, about, figures, measured: `${new Date().toISOString().slice(0, 10)}, ${machine()}` });
    console.log(`✓ ${name} (${seconds} s): ${figures}`);
  } catch (error) {
    if (error instanceof Skipped) {
      console.log(`- ${name} is skipped: ${error.message}`);
      continue;
    }
    process.exitCode = 1;
    console.error(`✗ ${name} (${about}): ${error instanceof Error ? error.message : error}`);
  }
}
writeRows(rows, names);
process.exit();
