export * from './context.ts';
export * from './define.ts';
export * from './dependents.ts';
export * from './entity.ts';
export * from './filters.ts';
export * from './read.ts';
export * from './registry.ts';
export * from './write.ts';
