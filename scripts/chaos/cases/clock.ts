import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstall } from '../../testing/debian.ts';
import { besideWriters } from '../beside.ts';
import { type ChaosCase, Skipped, until } from '../case.ts';
import { acknowledgedOf, told } from '../ledger.ts';
import { onPostgres } from '../place.ts';
import { makePostgres } from '../postgres.ts';

const LIBRARIES = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketimeMT.so.1`);
const STEPS = ['+0', '+1d', '-2h', '+3d', '-1d', '+0'];
const WRITES = 150;

export const clock: ChaosCase = {
  name: 'clock',
  about: 'the clock of the server steps by hours and days, forwards and back, under writes',
  run: async () => {
    const library = findOrInstall(LIBRARIES, 'libfaketime');
    if (!library) throw new Skipped('libfaketime, a package of Debian, is missing, and cannot be installed');
    const folder = mkdtempSync(join(tmpdir(), 'berth-clock-'));
    const file = join(folder, 'offset');
    const step = (offset: string): void => writeFileSync(file, `${offset}\n`);
    step('+0');
    const postgres = await makePostgres();
    try {
      const place = onPostgres(postgres.url, {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: file,
        FAKETIME_NO_CACHE: '1',
        DONT_FAKE_MONOTONIC: '1',
      });
      return await besideWriters(place, {}, async ({ server, ledger }) => {
        const days = new Set<string>();
        for (const offset of STEPS) {
          step(offset);
          const goal = acknowledgedOf(ledger) + WRITES;
          await until(`writes at ${offset}`, () => acknowledgedOf(ledger) >= goal);
          const date = (await fetch(`${server.url}/ping`)).headers.get('date');
          days.add(new Date(date ?? 0).toISOString().slice(0, 10));
        }
        if (days.size < 3) ledger.breaches.push('The clock of the server did not step');
        return () => `${STEPS.length} steps; ${told(ledger)}`;
      });
    } finally {
      await postgres.remove();
      rmSync(folder, { recursive: true });
    }
  },
};
