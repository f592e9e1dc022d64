import { isDescribed, lintWarnings, toPointer, unreachedPaths } from '@berth/json-schema';
import { type Problem, quoted } from '@berth/kernel';
import { PLACEHOLDER, stepsOfName } from '../placeholders.ts';
import type { Warning } from '../specification/index.ts';
import { versionProblems } from './errors.ts';

const namesIn = (url: string): string[] => [
  ...new Set([...url.matchAll(PLACEHOLDER)].map(([, name = '']) => name)),
];

const calledBy = (name: string, index: number): string => quoted(name) ?? `number ${index + 1}`;

/** Lists the placeholders that name a member of a schema without properties: a config may have it, or not. */
export const testUrlWarnings = (url: string, schema: unknown, path: string[]): Warning[] =>
  namesIn(url).flatMap((name, index) => {
    const places = [[name], stepsOfName(name)].map(toPointer);
    if (places.some((place) => isDescribed(schema, place))) return [];
    const { code, message } = lintWarnings.placeholder({ called: calledBy(name, index) });
    return [{ path, code, message }];
  });

/**
 * Lists the problems of the URL of a test: a scheme that a test cannot ask, and placeholders that name no member of the
 * schema.
 */
export function testUrlProblems(url: string, schema: unknown, path: string[]): Problem[] {
  const names = namesIn(url);
  const unreached = names.flatMap((name, index) => {
    const places = [[name], stepsOfName(name)].map(toPointer);
    const problems = unreachedPaths(schema, places).filter(({ code }) => code === 'unmatched');
    const problem = problems.length === places.length ? problems.at(-1)?.message : undefined;
    if (problem === undefined) return [];
    return [versionProblems.placeholder({ called: calledBy(name, index), problem }, path)];
  });
  const isAsked = /^(?:https?:|\{)/i.test(url);
  return [...(isAsked ? [] : [versionProblems.scheme(path)]), ...unreached];
}
