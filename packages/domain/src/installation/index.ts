export { installationErrors } from './errors.ts';
export { createRecoveryKey, prepareInstallation } from './prepare.ts';
