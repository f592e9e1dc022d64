// Generated from packages/json-schema/src/schema/keywords.ts by `pnpm client`. Do not edit.

/** The keywords that mark a secret with `true`. */
export const secretFlags: readonly string[] = ['airbyte_secret', 'isSecret', 'secret', 'sensitive', 'writeOnly', 'x-encrypted', 'x-secret', 'x-sensitive'];

/** The keywords that mark a secret with a word. */
export const secretWords: Readonly<Record<string, string>> = { deepVisibility: 'secret', format: 'password', visibility: 'secret' };
