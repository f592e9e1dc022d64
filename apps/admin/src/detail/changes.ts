import { isObject } from '../json/json.ts';
import { readTyped } from '../json/typed.ts';
import type { Row } from '../list/row.ts';
import { detailWords } from '../words/detail.ts';

/** Thrown for a text that should be a JSON object, and cannot be read as one exactly. The message says why. */
export class UnreadText extends Error {}

/** Writes a member as the text of its input. */
export function textOfMember(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

/** Reads the texts of the inputs, and returns the members that differ from the row. @throws UnreadText */
export function changesOf(row: Row, texts: Readonly<Record<string, string>>): Record<string, unknown> {
  const changed = Object.entries(texts).filter(([name, text]) => text !== textOfMember(row[name]));
  return Object.fromEntries(
    changed.map(([name, text]) => {
      if (text.trim() === '') return [name, null];
      return [name, name === 'metadata' ? readObject(text) : text];
    }),
  );
}

function readObject(text: string): object {
  const { value, problem } = readTyped(text);
  if (problem !== null) throw new UnreadText(problem);
  if (!isObject(value)) throw new UnreadText(detailWords.notJson);
  return value;
}
