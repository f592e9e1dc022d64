export * from './transit-server.ts';
