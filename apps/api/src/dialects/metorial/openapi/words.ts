import type { Resource } from '@berth/resource';

const UPPER: Record<string, string> = { api: 'API', apis: 'APIs' };

/** `api-keys` → `API keys`. */
export const wordsOf = (path: string): string =>
  path
    .split('-')
    .map((word) => UPPER[word] ?? word)
    .join(' ');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `an API key`. */
export function oneOfThem({ path }: Pick<Resource, 'path'>): string {
  const noun = wordsOf(singular(path));
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

export const singular = (path: string): string => path.replace(/s$/, '');
