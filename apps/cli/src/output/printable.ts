/**
 * Makes foreign text safe for a terminal: shows characters that move the cursor, colour text or turn the direction of
 * writing as `\u….`.
 */
export const printable = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
