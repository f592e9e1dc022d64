import { toPointer, unreachedPaths } from '@berth/json-schema';
import { type Problem, quoted } from '@berth/kernel';
import { PLACEHOLDER, stepsOfName } from '../placeholders.ts';
import { versionProblems } from './errors.ts';

/**
 * Lists the problems of the URL of a test: a scheme that a test cannot ask, and placeholders that name no member of the
 * schema.
 */
export function testUrlProblems(url: string, schema: unknown, path: string[]): Problem[] {
  const names = [...new Set([...url.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
  const unreached = names.flatMap((name, index) => {
    const places = [[name], stepsOfName(name)].map(toPointer);
    const problems = unreachedPaths(schema, places).filter(({ code }) => code === 'unmatched');
    const problem = problems.length === places.length ? problems.at(-1)?.message : undefined;
    if (problem === undefined) return [];
    return [versionProblems.placeholder({ called: quoted(name) ?? `number ${index + 1}`, problem }, path)];
  });
  const isAsked = /^(?:https?:|\{)/i.test(url);
  return [...(isAsked ? [] : [versionProblems.scheme(path)]), ...unreached];
}
