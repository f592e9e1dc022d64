/** The marks of secrets in a provider's schema without the client, for a program that shows schemas. */

import { secretFlags, secretWords } from './generated/marks.ts';

export { secretFlags, secretWords };

/** True for a schema that marks its value secret, as the server reads it. Does not look into subschemas. */
export function isMarkedSecret(schema: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(schema).some(([keyword, said]) =>
    typeof said === 'string'
      ? Object.hasOwn(secretWords, keyword) && said.trim().toLowerCase() === secretWords[keyword]
      : said === true && secretFlags.includes(keyword),
  );
}
