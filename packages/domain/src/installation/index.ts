export { installationErrors } from './errors.ts';
export { createRecoveryKey, prepareInstallation, proveKeys } from './prepare.ts';
