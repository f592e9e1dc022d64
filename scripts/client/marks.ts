import { SECRET_FLAGS, SECRET_WORDS } from '../../packages/json-schema/src/schema/keywords.ts';
import { text } from './tables.ts';

/** Generates the table of the keywords that mark a secret, which the server reads in a schema. */
export const markTable = (): string =>
  [
    '// Generated from packages/json-schema/src/schema/keywords.ts by `pnpm client`. Do not edit.\n\n',
    '/** The keywords that mark a secret with `true`. */\n',
    `export const secretFlags: readonly string[] = ${text([...SECRET_FLAGS])};\n\n`,
    '/** The keywords that mark a secret with a word. */\n',
    `export const secretWords: Readonly<Record<string, string>> = ${text(SECRET_WORDS)};\n`,
  ].join('');
