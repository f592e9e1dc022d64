export { authenticate, authenticateHash, type Credential } from './authenticate.ts';
export { authorityOf } from './authority.ts';
export { authenticationErrors } from './errors.ts';
export { noteUse, startUseWriter, writeUses } from './last-use.ts';
