export * from './bound-cursor.ts';
export * from './cursor.ts';
export * from './errors.ts';
export * from './id.ts';
export * from './json.ts';
export * from './page.ts';
export * from './token.ts';
