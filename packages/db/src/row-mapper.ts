import { Column, is, SQL } from 'drizzle-orm';

/** A selected value and its place in the row: `[name]`, or `[join, name]` in an embedded object. */
export interface SelectedField {
  path: readonly string[];
  field: Column | SQL | SQL.Aliased;
}

type Decode = (value: unknown) => unknown;

interface Part {
  /** Null for a member of the row itself. */
  join: string | null;
  values: { name: string; index: number; decode: Decode | null }[];
}

/**
 * Compiles a function that maps arrays of driver values to rows. An embedded object whose values are all null is null.
 * drizzle's own mapper looks up the column of each value for each row, which takes a fifth of the time of a list.
 */
export function rowMapper(
  fields: readonly SelectedField[],
): (rows: readonly unknown[][]) => Record<string, unknown>[] {
  const parts = new Map<string | null, Part>([[null, { join: null, values: [] }]]);
  fields.forEach(({ path, field }, index) => {
    const [first = '', second] = path;
    const join = second === undefined ? null : first;
    let part = parts.get(join);
    if (!part) {
      part = { join, values: [] };
      parts.set(join, part);
    }
    part.values.push({ name: second ?? first, index, decode: decoderOf(field) });
  });
  const [own, ...embedded] = parts.values();
  if (!own) throw new Error('A statement without fields has no rows');
  return (rows) =>
    rows.map((values) => {
      const row = read(own, values).object;
      for (const part of embedded) {
        const { object, empty } = read(part, values);
        row[part.join as string] = empty ? null : object;
      }
      return row;
    });
}

function read({ values: wanted }: Part, values: readonly unknown[]) {
  const object: Record<string, unknown> = {};
  let empty = true;
  for (const { name, index, decode } of wanted) {
    const value = values[index];
    if (value === null) {
      object[name] = null;
    } else {
      object[name] = decode ? decode(value) : value;
      empty = false;
    }
  }
  return { object, empty };
}

/** Returns null when the driver's value needs no conversion. */
function decoderOf(field: SelectedField['field']): Decode | null {
  const source = is(field, SQL.Aliased) ? field.sql : field;
  // Drizzle keeps the decoder of an SQL expression in a member that its types leave out
  const decoder = is(source, Column) ? source : (source as unknown as { decoder: Column }).decoder;
  if (decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue) return null;
  return (value) => decoder.mapFromDriverValue(value);
}
