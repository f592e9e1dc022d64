/** A row of any resource. */
export interface Row {
  id: string;
  object: string;
  row_version?: number;
  [member: string]: unknown;
}

/** Reads a row of any resource as one of its own type. */
export const rowAs = <T extends object>(row: Row): T => row as unknown as T;

/** Reads a row of the client as one of any resource. */
export const rowOf = (row: { id: string; object: string }): Row => row as Row;

const NAMES = ['name', 'title', 'handle', 'action', 'key', 'slug'] as const;

/** Names a row for people: its name or handle, else its id. */
export function nameOf(row: Row): string {
  for (const member of NAMES) {
    const text = row[member];
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return row.id;
}

/** Tells if a name has a text in it, in large or small letters. */
export const hasText = (name: string, text: string): boolean =>
  name.toLowerCase().includes(text.toLowerCase());

/** Shortens an id to its prefix and its last digits, which tell rows apart. */
export function shortId(id: string): string {
  const [, prefix, end] = /^([a-z]+)_[0-9a-z]{18}([0-9a-z]{8})$/.exec(id) ?? [];
  return prefix ? `${prefix}_…${end}` : id;
}

/** Makes the tag that guards a write of a row against other writers: it holds the version of the row. */
export const tagOf = ({ row_version = 0 }: Row): string => `"${row_version}-00000000"`;
