export * from './archive.ts';
export * from './audit.ts';
export * from './context.ts';
export * from './define.ts';
export * from './dependents.ts';
export * from './entity.ts';
export * from './errors.ts';
export * from './example.ts';
export * from './expand.ts';
export * from './filters.ts';
export * from './keys.ts';
export { lagKey } from './lags.ts';
export { withLarge } from './large.ts';
export { largeOf, type Measure } from './large-columns.ts';
export { hasPair, pairKey } from './pairs.ts';
export * from './perform.ts';
export * from './preconditions.ts';
export * from './reach.ts';
export * from './read.ts';
export * from './registry.ts';
export { inInstanceOf, scopeCondition } from './scan.ts';
export {
  linesText,
  lineText,
  misleadingTexts,
  shownText,
  uncheckedText,
} from './texts.ts';
export * from './transaction.ts';
export * from './verb.ts';
export * from './windows.ts';
