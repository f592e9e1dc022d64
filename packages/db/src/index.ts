export * from './columns.ts';
export * from './database.ts';
export * from './errors.ts';
export { migrationCheck, UnknownMigration } from './migrations.ts';
export * from './pglite.ts';
export * from './postgres.ts';
export * from './prepared.ts';
export * from './text-search.ts';
