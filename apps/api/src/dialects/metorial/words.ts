import { singularOf } from '@berth/kernel';
import type { Resource } from '@berth/resource';

const UPPER: Record<string, string> = { api: 'API', apis: 'APIs' };

/** Puts a path into words: `api-keys` → `API keys`. */
export const wordsOf = (path: string): string =>
  path
    .split('-')
    .map((word) => UPPER[word] ?? word)
    .join(' ');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names one row of a resource: `an API key`. */
export function oneOfThem({ wire }: Pick<Resource, 'wire'>): string {
  const noun = wordsOf(singularOf(wire.path));
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Names the tag of a resource in the document. */
export const tagOf = ({ wire }: Pick<Resource, 'wire'>): string => capital(wordsOf(wire.path));
