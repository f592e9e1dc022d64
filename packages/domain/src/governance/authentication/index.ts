export { authenticate, type Credential } from './authenticate.ts';
export { noteUse, startUseWriter, writeUses } from './last-use.ts';
