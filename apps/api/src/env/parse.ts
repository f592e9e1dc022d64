import { fill } from '@berth/kernel';
import type { SettingName } from '../settings.ts';
import { settingTexts } from '../texts/settings.ts';

/** Reads a setting with its parser; `absent` without it, and for a value that the parser refuses. */
export type Read = <T>(name: SettingName, parse: (text: string) => T | Problem, absent: T) => T;

/** The reason why a value cannot be used. It never holds the value. */
export class Problem {
  readonly sentence: string;

  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

/** Reads true or false. */
export function parseFlag(text: string): boolean | Problem {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  return new Problem(settingTexts.flag);
}

/** Reads a whole number from 1 on. */
export function parseCount(text: string): number | Problem {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  return new Problem(settingTexts.count);
}

/** Reads a whole number from 1 to a limit. */
export const countUpTo =
  (most: number) =>
  (text: string): number | Problem => {
    const count = parseCount(text);
    return count instanceof Problem || count <= most
      ? count
      : new Problem(fill(settingTexts.countUpTo, { most }));
  };

/** Reads one of the words, in letters of either case. */
export const oneWordOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word | Problem =>
    words.find((known) => known === text.toLowerCase()) ??
    new Problem(fill(settingTexts.words, { words: words.join(', ') }));

/** Reads a plain address of HTTP, without its closing slashes. */
export const webUrl =
  (refusal: string) =>
  (text: string): string | Problem => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isPlain = url && !url.username && !url.password && !url.search && !url.hash;
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    return isPlain && isWeb ? url.href.replace(/\/+$/, '') : new Problem(refusal);
  };
