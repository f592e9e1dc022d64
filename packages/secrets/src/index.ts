export * from './digest.ts';
export * from './envelope.ts';
export * from './key-ring.ts';
export * from './secrets.ts';
export * from './signing.ts';
