import { readable } from '../json/pointer.ts';

/** A problem with its place: a JSON Pointer, or the steps to a member of the body. */
export interface PlacedProblem {
  path: string | readonly (string | number)[];
  message: string;
}

/** Writes the place of a problem as people read it: `value.host`; empty for the whole. */
export function placeOf(path: PlacedProblem['path']): string {
  const [pointer, ...more] = typeof path === 'string' ? [path] : path.map(String);
  if (pointer === undefined || pointer === '') return '';
  return more.length === 0 && pointer.startsWith('/') ? readable(pointer) : [pointer, ...more].join('.');
}

/** Lists problems with their places. */
export const ProblemList = ({ problems }: { problems: readonly PlacedProblem[] }) =>
  problems.length === 0 ? null : (
    <ul className="grid gap-0.5">
      {problems.map(({ path, message }) => {
        const place = placeOf(path);
        return (
          <li key={`${place} ${message}`} className="break-words">
            {place ? <code className="mr-2 font-mono text-xs">{place}</code> : null}
            {message}
          </li>
        );
      })}
    </ul>
  );
