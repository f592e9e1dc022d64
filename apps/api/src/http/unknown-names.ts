import { cutName, MOST_PROBLEMS, nearestName, type Problem } from '@berth/kernel';
import { memberProblems } from './errors.ts';

/** Lists a problem for each name that is not known, with the nearest known name. */
export function unknownNames(
  names: Iterable<string>,
  known: readonly string[],
  code: 'unknown_member' | 'unknown_parameter',
  at: readonly string[] = [],
): Problem[] {
  const problems: Problem[] = [];
  for (const name of names) {
    if (known.includes(name)) continue;
    problems.push({ ...problemFor(name, known, code, [...at, cutName(name)]), code });
    if (problems.length === MOST_PROBLEMS) break;
  }
  return problems;
}

function problemFor(name: string, known: readonly string[], code: string, path: string[]): Problem {
  const what = code === 'unknown_member' ? 'member' : 'parameter';
  const meant = nearestName(name, known);
  return meant === undefined
    ? memberProblems.unknownName({ what }, path)
    : memberProblems.nearName({ what, meant }, path);
}
