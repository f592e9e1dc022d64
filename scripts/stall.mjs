// `npm run test:stall` sends the worst requests that the limits admit, on both databases, and fails for a long pause of
// the event loop. `-- --project pglite` keeps to one.
process.env.BERTH_TEST_LONG = '1';
process.argv.splice(2, 0, 'apps/api/test/stall/');
await import('./test.mjs');
