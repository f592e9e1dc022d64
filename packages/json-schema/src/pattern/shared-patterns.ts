import { LRUCache } from 'lru-cache';

import { compilePattern, type LinearPattern } from './pattern.ts';

const MOST_BYTES = 48 * 1024 * 1024;
/** A pattern is weighed again once it has grown by so much. */
const GROWTH = 64 * 1024;

interface Shared {
  readonly pattern: LinearPattern;
  weight: number;
}

/** The compiled patterns of all schemas, the least used dropped first. Equal patterns are compiled once. */
const shared = new LRUCache<string, Shared>({
  maxSize: MOST_BYTES,
  sizeCalculation: ({ weight }) => weight,
});

/**
 * Returns the compiled pattern, from the shared cache or compiled now.
 *
 * @throws PatternError
 */
export function sharedPattern(source: string, flags: { readonly ignoreCase?: boolean } = {}): LinearPattern {
  const key = `${flags.ignoreCase === true ? 'i' : ''}:${source}`;
  const known = shared.get(key);
  if (known === undefined) {
    const pattern = compilePattern(source, flags);
    shared.set(key, { pattern, weight: pattern.bytes });
    return pattern;
  }
  const { bytes } = known.pattern;
  if (bytes > known.weight + GROWTH) shared.set(key, { pattern: known.pattern, weight: bytes });
  return known.pattern;
}

/** The bytes that the shared patterns hold, as they were weighed last. */
export const sharedPatternBytes = (): number => shared.calculatedSize;
