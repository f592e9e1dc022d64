import { prefixes } from './id.ts';

const LONGEST_NAME = 100;
/** Control, format, private and unassigned characters, and separators of lines: some of them reorder a text. */
const UNSHOWABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Puts the name of a row into quotes; null for one that is too long for a message, or would change how it looks. */
export const quoted = (name: string | null | undefined): string | null =>
  name && name.length <= LONGEST_NAME && !UNSHOWABLE.test(name) ? `"${name}"` : null;

const ID = new RegExp(`^(?:${Object.values(prefixes).join('|')})_[0-9a-z]{26}$`);
const LONGEST_GIVEN = 64;
const MOST_DIGITS = 8;
/** Words of letters and digits, each of 20 characters at most, with single separators between them. */
const WORDS = /^[\p{L}\p{N}]{1,20}(?:[ ._:-][\p{L}\p{N}]{1,20})*$/u;

/**
 * Tells if a text has the form of an id, a slug or a handle, so that an answer may quote it. A caller may paste
 * anything in their place: a token is longer, or has more digits, than a name.
 */
export const isQuotable = (text: string): boolean =>
  ID.test(text) ||
  (text.length <= LONGEST_GIVEN && WORDS.test(text) && text.replaceAll(/\P{N}/gu, '').length <= MOST_DIGITS);

const NOUNS: Readonly<Record<string, string>> = {
  config_vault: 'vault',
  api_key: 'API key',
  value_revision: 'revision',
};

/** Names the kind of a row by the name of its entity: `provider.config_vault` → `vault`. */
export function nounOf(entity: string): string {
  const own = entity.slice(entity.lastIndexOf('.') + 1);
  return NOUNS[own] ?? own.replaceAll('_', ' ');
}

/** The singular of the last word of a path: `provider-categories` → `provider-category`. */
export const singularOf = (path: string): string => path.replace(/ies$/, 'y').replace(/s$/, '');

/** Puts the article before a noun: `an instance`. */
export const withArticle = (noun: string): string => `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** Begins a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Writes a whole number with commas: `20,000`. `toLocaleString` takes some 20 ms at its first call, within a start. */
export const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** Counts a thing: `1 problem`, `2 problems`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
