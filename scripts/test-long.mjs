// `npm run test:long`, before a release: every test on both databases, the long forms of tests that have a short one,
// and all of it without each face.
process.env.BERTH_TEST_LONG = '1';
await import('./test.mjs');
