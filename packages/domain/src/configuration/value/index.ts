export { refuseInvalid, storeRevision } from './service.ts';
