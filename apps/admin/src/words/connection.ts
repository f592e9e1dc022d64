/** The words of a connection test. */
export const connectionWords = {
  title: 'Test',
  about:
    'Asks the provider with the stored value. A test takes four seconds at most, and leaves an event in the audit trail.',
  ofDeployment: 'A config of the deployment is tested, with its own value.',
  ofCredential:
    'Asks the provider with the stored credential. What it answers becomes the health of the auth config.',
  config: 'Config',
  noConfig: 'There is no config to test',
  noConfigHint: 'Make a config of this deployment first.',
  run: 'Run the test',
  again: 'Run it again',
  isArchived: 'An archived row is not tested.',
  running: 'The test is running.',
  failed: 'The test could not run',
  stages: {
    dns: 'Name of the provider',
    connectivity: 'Connection',
    authentication: 'Authentication',
    end_to_end: 'Answer',
  },
  statuses: { passed: 'passed', failed: 'failed', skipped: 'skipped', partial: 'partly passed' },
  result: (status: string, ms: number) => `The test has ${status} after ${ms} ms.`,
  ms: (ms: number) => `${ms} ms`,
  statusCode: (code: number) => `status ${code}`,
  bytes: (count: number) => `${count} bytes`,
} as const;
