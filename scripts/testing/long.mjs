/** True in the run before a release (`npm run test:long`), which leaves nothing out. */
export const isLongRun = process.env.BERTH_TEST_LONG === '1';
