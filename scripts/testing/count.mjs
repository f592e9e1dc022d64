import { existsSync, readFileSync } from 'node:fs';

/**
 * Counts the results in vitest's JSON report. A file that could not be loaded counts as one failure. So does a run that
 * failed without a failed test, and a run without a report.
 * @param {string} path
 * @param {number | null} status vitest's exit code
 */
export function countResults(path, status) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  /** @type {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(path, 'utf8'));
  const tests = testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const passed = tests.filter((outcome) => outcome === 'passed').length;
  const failedTests = tests.filter((outcome) => outcome === 'failed').length;
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = failedTests + brokenFiles;
  return {
    passed,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: tests.length - passed - failedTests,
  };
}
