import { Column, is, SQL } from 'drizzle-orm';

/** A selected value and its place in the row: `[name]`, or `[join, name]` in an embedded object. */
export interface SelectedField {
  path: readonly string[];
  field: Column | SQL | SQL.Aliased;
}

type Decode = (value: unknown) => unknown;
type Row = Record<string, unknown>;

/** The values of the row itself, or of one embedded object. */
interface Part {
  /** Null for the row itself. */
  join: string | null;
  values: { name: string; index: number; decode: Decode | null }[];
}

/**
 * Compiles a function that maps arrays of driver values to rows. An embedded object whose values are all null is null.
 * drizzle's own mapper looks up the column of each value for each row, which takes a fifth of the time of a list.
 */
export function rowMapper(fields: readonly SelectedField[]): (rows: readonly unknown[][]) => Row[] {
  const parts = new Map<string | null, Part>([[null, { join: null, values: [] }]]);
  fields.forEach(({ path, field }, index) => {
    const [first = '', second] = path;
    const join = second === undefined ? null : first;
    const part = parts.get(join) ?? { join, values: [] };
    parts.set(join, part);
    part.values.push({ name: second ?? first, index, decode: decoderOf(field) });
  });
  const [own, ...embedded] = parts.values();
  if (!own) throw new Error('A statement without fields has no rows');
  const read = compileReader(own, embedded);
  return (rows) => rows.map(read);
}

/**
 * Compiles the function that reads one row. A literal with all members makes an object at once; one that gets a member
 * after another takes six times as long, and several times the memory.
 */
function compileReader(own: Part, embedded: readonly Part[]): (values: readonly unknown[]) => Row {
  const decoders: (Decode | null)[] = [];
  const read = ({ index, decode }: Part['values'][number]): string => {
    if (decode === null) return `v[${index}]`;
    return `v[${index}] === null ? null : decoders[${decoders.push(decode) - 1}](v[${index}])`;
  };
  const membersOf = ({ values }: Part) => values.map((value) => `${memberName(value.name)}: ${read(value)}`);
  const embeddedOf = (part: Part) => {
    const isEmpty = part.values.map(({ index }) => `v[${index}] === null`).join(' && ');
    return `${memberName(part.join ?? '')}: ${isEmpty} ? null : { ${membersOf(part).join(', ')} }`;
  };
  const members = [...membersOf(own), ...embedded.map(embeddedOf)];
  return new Function('decoders', `return (v) => ({ ${members.join(', ')} })`)(decoders);
}

/** A member's name in a literal. The names are those of our own statements. */
function memberName(name: string): string {
  if (!/^\w+$/.test(name) || name === '__proto__')
    throw new Error(`A row cannot have a member named ${name}`);
  return name;
}

/** Returns null when the driver's value needs no conversion. */
function decoderOf(field: SelectedField['field']): Decode | null {
  const source = is(field, SQL.Aliased) ? field.sql : field;
  // Drizzle keeps the decoder of an SQL expression in a member that its types leave out
  const decoder = is(source, Column) ? source : (source as unknown as { decoder: Column }).decoder;
  if (decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue) return null;
  return (value) => decoder.mapFromDriverValue(value);
}
