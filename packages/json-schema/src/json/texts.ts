import { makersOf, type ProblemText } from '@berth/kernel';
import type { Pointer } from './pointer.ts';

/** Makes a function that builds the remark on a schema of each text, at a pointer into the schema. */
export const schemaTexts = <const T extends Record<string, ProblemText>>(texts: T) =>
  makersOf(texts, ({ code, message }: T[keyof T], path: Pointer = '') => ({
    path,
    code: code as T[keyof T]['code'],
    message,
  }));
