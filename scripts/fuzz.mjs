import { randomInt } from 'node:crypto';

// `pnpm fuzz` sends 20,000 requests to every face on both databases; further arguments go to vitest (`--project
// pglite`).
process.env.BERTH_TEST_LONG = '1';
process.env.BERTH_TEST_SEED ??= String(randomInt(2 ** 31));
console.log(`BERTH_TEST_SEED=${process.env.BERTH_TEST_SEED}`);
process.argv.splice(2, 0, 'apps/api/test/fuzz/');
await import('./test.mjs');
