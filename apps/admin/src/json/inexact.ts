import { readNumber } from './numbers.ts';

/** Finds the first number in a JSON text that JSON cannot hold exactly; null for none. */
export function inexactNumber(text: string): string | null {
  const outside = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  for (const [number] of outside.matchAll(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)) {
    if ('problem' in readNumber(number, false)) return number;
  }
  return null;
}
