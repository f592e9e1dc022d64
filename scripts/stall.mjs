// `npm run test:stall` sends the worst requests that the limits admit, on PostgreSQL, and fails for a long pause of the
// event loop.
process.env.BERTH_TEST_LONG = '1';
process.argv.splice(2, 0, 'apps/api/test/stall/', '--project', 'postgres');
await import('./test.mjs');
