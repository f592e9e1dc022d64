import { own } from './json.ts';
import { type Path, type Pointer, pathOf } from './pointer.ts';

/** The keywords that mark a secret with `true`, as the server reads them. The server decides; the form masks. */
export const SECRET_FLAGS: readonly string[] = [
  'airbyte_secret',
  'isSecret',
  'secret',
  'sensitive',
  'writeOnly',
  'x-encrypted',
  'x-secret',
  'x-sensitive',
];

/** The keywords that mark a secret with a word. */
export const SECRET_WORDS: Readonly<Record<string, string>> = {
  deepVisibility: 'secret',
  format: 'password',
  visibility: 'secret',
};

/** True for a schema that marks its value secret. */
export const isMarked = (schema: Record<string, unknown>): boolean =>
  SECRET_FLAGS.some((flag) => own(schema, flag) === true) ||
  Object.entries(SECRET_WORDS).some(([keyword, word]) => {
    const said = own(schema, keyword);
    return typeof said === 'string' && said.trim().toLowerCase() === word;
  });

/** True when the steps of a mark lead to a path or to a place above it. `*` stands for any name or index. */
const covers = (mark: Path, path: Path): boolean =>
  mark.length <= path.length && mark.every((step, i) => step === '*' || step === String(path[i] ?? ''));

/** Makes the test for places that the marks of a version name, such as its secret paths, and for those below them. */
export function markedPlaces(marks: readonly Pointer[]): (path: Path) => boolean {
  const paths = marks.map(pathOf);
  return (path) => paths.some((mark) => covers(mark, path));
}
