export * from './digest.ts';
export * from './envelope.ts';
export * from './errors.ts';
export * from './key-provider.ts';
export * from './key-ring.ts';
export { type MasterKey, MasterKeyError, parseMasterKeys } from './master-keys.ts';
export * from './secrets.ts';
export * from './signing.ts';
export * from './transit.ts';
