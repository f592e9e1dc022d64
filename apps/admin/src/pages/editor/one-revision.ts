import { editorWords } from '../../words/editor.ts';

const MOST_TRIES = 4;

/**
 * Reads a row and then its value, again when somebody saved between the two, so that both are of one revision. The row
 * comes first: its ETag is never newer than the value that is shown.
 *
 * @throws Error when the row changes each time.
 */
export async function readOneRevision<R, V>(
  readRow: () => PromiseLike<R>,
  readValue: () => PromiseLike<V>,
  isOne: (row: R, value: V) => boolean,
): Promise<[R, V]> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const row = await readRow();
    const value = await readValue();
    if (isOne(row, value)) return [row, value];
  }
  throw new Error(editorWords.keepsChanging);
}
