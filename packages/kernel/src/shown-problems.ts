import type { Dependent, Problem } from './errors.ts';

/*
 * The limits of the problems that an answer lists, in characters. A path, a pointer and a message hold names from the
 * body or from a schema, and a hundred problems may repeat a name of a megabyte.
 */
const LONGEST_NAME = 100;
const LONGEST_TEXT = 1_000;
/** The problems of one answer, at most. */
export const MOST_PROBLEMS = 100;
/** The characters of the paths and pointers of one list of problems, and of all lists of one answer. */
const MOST_PLACES = 20_000;
const MOST_LISTED = 1024 * 1024;

/** A problem, or a remark of another kind with the same members. */
type Placed = Pick<Problem, 'path' | 'message' | 'because'>;

/** Cuts a text or a pointer to 1,000 UTF-16 units, with an ellipsis for the rest, and never within a surrogate pair. */
export function cutText(text: string, most = LONGEST_TEXT): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** Cuts a name from the body to the length in which a path shows it: 100 characters. */
export const cutName = (name: string): string => cutText(name, LONGEST_NAME);

/**
 * Takes the problems of a list that an answer has room for: at most 100, with paths of 20,000 characters. The first one
 * is always among them.
 * @param lengthOf counts the characters of the place of a problem.
 */
export function withinRoom<P>(
  problems: readonly P[],
  lengthOf: (problem: P) => number,
  most = MOST_PLACES,
): P[] {
  let room = most;
  return problems.slice(0, MOST_PROBLEMS).filter((problem, index) => {
    room -= lengthOf(problem);
    return index === 0 || room >= 0;
  });
}

/** Makes the list of problems as an answer shows it: with long names cut, and within its room. */
export const shownProblems = <P extends Placed>(problems: readonly P[], most = MOST_PLACES): P[] =>
  withinRoom(problems.slice(0, MOST_PROBLEMS).map(cutProblem), placeLength, most);

/** Makes the list of rows with their problems as an answer shows it. All lists share the room of the answer. */
export function shownDependents<D extends Pick<Dependent, 'errors'>>(dependents: readonly D[]): D[] {
  let room = MOST_LISTED;
  return dependents.map((dependent) => {
    if (!dependent.errors) return dependent;
    const errors = shownProblems(dependent.errors, Math.min(room, MOST_PLACES));
    for (const error of errors) room -= placeLength(error) + error.message.length;
    return { ...dependent, errors };
  });
}

/** Counts the characters of the path and the pointers of a problem. */
export const placeLength = ({ path, because = [] }: Pick<Placed, 'path' | 'because'>): number =>
  [...path, ...because].reduce((sum, text) => sum + text.length, 0);

function cutProblem<P extends Placed>(problem: P): P {
  const { path, message, because } = problem;
  return {
    ...problem,
    message: cutText(message),
    path: path.map(cutName),
    ...(because ? { because: because.map((pointer) => cutText(pointer)) } : {}),
  };
}
