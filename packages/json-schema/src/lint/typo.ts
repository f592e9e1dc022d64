import { nearest } from '@berth/kernel';
import { isObject } from '../json/object.ts';
import { DESTINATION_FLAG, KEYWORDS, SECRET_FLAGS, SECRET_WORDS, TYPES } from '../schema/keywords.ts';

const FLAGS = [...SECRET_FLAGS, DESTINATION_FLAG];
const KNOWN: ReadonlySet<string> = new Set([...KEYWORDS, ...FLAGS, ...Object.keys(SECRET_WORDS)]);

// Keywords of neighbouring vocabularies that are one or two letters away from a keyword and intended
const NOT_TYPOS: ReadonlySet<string> = new Set([
  'cost',
  'count',
  'example',
  'id',
  'insensitive',
  'name',
  'nullable',
  'order',
]);

const isSchema = (value: unknown): boolean => isObject(value) || typeof value === 'boolean';

/** The values of short keywords. Many words are one letter away from one of these, so the value must fit too. */
const SHORT: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['else', isSchema],
  ['enum', Array.isArray],
  ['if', isSchema],
  ['items', isSchema],
  ['not', isSchema],
  ['then', isSchema],
  ['type', (value) => Array.isArray(value) || (typeof value === 'string' && TYPES.has(value))],
]);

/**
 * Returns the keyword that an unknown word resembles; `undefined` for a keyword and for a word that resembles none.
 * `isFlag` looks among the marks too, whose values are true and false.
 */
export function nearestKeyword(word: string, isFlag: boolean): string | undefined {
  if (isKnownKeyword(word)) return undefined;
  const candidates = isFlag ? [...KEYWORDS, ...FLAGS] : [...KEYWORDS];
  return nearest(
    word,
    candidates.filter((keyword) => prefixOf(keyword) === prefixOf(word)),
  );
}

/** True for a keyword, and for a word that is no typo of one. */
export const isKnownKeyword = (word: string): boolean => KNOWN.has(word) || NOT_TYPOS.has(word);

/** False when a value excludes that a word was meant to be a short keyword. */
export const mayBeValueOf = (keyword: string, value: unknown): boolean => SHORT.get(keyword)?.(value) ?? true;

const prefixOf = (word: string): string => /^(?:\$|x-)/i.exec(word)?.[0].toLowerCase() ?? '';
