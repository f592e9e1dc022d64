import { own } from '../value/json.ts';
import { type Path, type Pointer, pathOf } from '../value/pointer.ts';

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

/** Makes the test for places that the secret paths of a version name. `*` stands for any name or index. */
export function secretPlaces(secretPaths: readonly Pointer[]): (path: Path) => boolean {
  const paths = secretPaths.map(pathOf);
  return (path) =>
    paths.some(
      (secret) =>
        secret.length <= path.length &&
        secret.every((step, i) => step === '*' || step === String(path[i] ?? '')),
    );
}
