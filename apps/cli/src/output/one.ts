import { printable } from './printable.ts';
import { layoutOf, tableLines } from './table.ts';

/** Prints one object: a line for each of its values, then a table for each of its lists of objects. */
export function oneLines(value: object, width: number | null): string[] {
  const { plain, lists } = partsOf(value);
  const names = plain.map(([name]) => name);
  const indent = Math.max(0, ...names.map((name) => name.length)) + 2;
  const lines = plain.map(([name, text]) => `${name.padEnd(indent)}${text}`.trimEnd());
  for (const [name, rows] of lists) {
    const { head, body } = tableLines(rows, layoutOf(rows, width === null ? null : width - 2));
    lines.push(
      ...(lines.length > 0 ? [''] : []),
      name,
      ...[head, ...body].map((line) => `  ${line}`.trimEnd()),
    );
  }
  return lines;
}

interface Parts {
  plain: [name: string, text: string][];
  lists: [name: string, rows: object[]][];
}

/** Splits an object into values and lists. Members of nested objects become `deployment.name`. */
function partsOf(value: object, before = ''): Parts {
  const parts: Parts = { plain: [], lists: [] };
  for (const [key, member] of Object.entries(value)) {
    if (key === 'object') continue; // the command tells the type
    const name = `${before}${printable(key)}`;
    if (isRows(member)) parts.lists.push([name, member]);
    else if (isObject(member) && Object.keys(member).length > 0) {
      const below = partsOf(member, `${name}.`);
      parts.plain.push(...below.plain);
      parts.lists.push(...below.lists);
    } else parts.plain.push([name, textOf(member)]);
  }
  return parts;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRows = (value: unknown): value is object[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);

/** Tells if a text is a picture in a data URL (RFC 2397), which nobody can read. */
const isPicture = (text: string): boolean => /^data:image\/[\w.+-]+[^,]*,/.test(text);

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'string')
    return printable(isPicture(value) ? `${value.slice(0, value.indexOf(','))},…` : value);
  if (Array.isArray(value) && value.length === 0) return '-';
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return printable(isPlainList ? value.join(', ') : JSON.stringify(value));
}
