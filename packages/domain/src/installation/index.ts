export { createRecoveryKey, prepareInstallation } from './prepare.ts';
