import { type Path, type Pointer, pathOf } from './pointer.ts';

/** True when the steps of a mark lead to a path or to a place above it. `*` stands for any name or index. */
const covers = (mark: Path, path: Path): boolean =>
  mark.length <= path.length && mark.every((step, i) => step === '*' || step === String(path[i] ?? ''));

/** Makes the test for places that the marks of a version name, such as its secret paths, and for those below them. */
export function markedPlaces(marks: readonly Pointer[]): (path: Path) => boolean {
  const paths = marks.map(pathOf);
  return (path) => paths.some((mark) => covers(mark, path));
}
