import { printable } from './printable.ts';

export interface Layout {
  columns: { name: string; width: number }[];
}

const GAP = 2;
const WIDEST = 40;
/** The first columns tell rows apart, the last ones hold times. */
const FIRST = ['id', 'path', 'key', 'slug', 'handle', 'name', 'status'];
const LAST = ['created_at', 'updated_at', 'archived_at'];
/** Members without a column: the same in every row, or of use to programs only. */
const LEFT_OUT = ['object', 'row_version'];

/**
 * Chooses the columns of a table: members with single values that are not null in every row, as many as the width has
 * room for; all of them without a width. Ids are never cut. `chosen` names the columns in their order.
 */
export function layoutOf(
  rows: readonly object[],
  width: number | null,
  chosen: readonly string[] | null = null,
): Layout {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = (chosen ?? [...names].sort((a, b) => rank(a) - rank(b)))
    .filter((name) => !LEFT_OUT.includes(name) && isColumn(rows, name))
    .map((name) => ({ name, width: widthOf(rows, name) }));
  if (width === null) return { columns: widenLast(rows, columns, Number.POSITIVE_INFINITY) };
  let room = width + GAP;
  const fitting = columns.filter((column, index) => {
    if (index > 0 && column.width + GAP > room) return false;
    room -= column.width + GAP;
    return true;
  });
  return { columns: widenLast(rows, fitting, room) };
}

/**
 * Makes a column for each member that was asked for, in that order, behind the id. They are as wide as they need to be,
 * whatever the width of the terminal: none of them is left out.
 */
export function layoutOfFields(rows: readonly object[], fields: readonly string[]): Layout {
  const known = new Set(rows.flatMap((row) => Object.keys(row)));
  const members = ['id', ...fields.map((field) => field.split('.', 1)[0] ?? '')];
  const columns = [...new Set(members)]
    .filter((name) => known.has(name))
    .map((name) => ({ name, width: widthOf(rows, name) }));
  return { columns: widenLast(rows, columns, Number.POSITIVE_INFINITY) };
}

/** Widens the last column into the rest of the room. */
function widenLast(rows: readonly object[], columns: Layout['columns'], room: number): Layout['columns'] {
  const last = columns.at(-1);
  if (!last) return columns;
  const widest = Math.max(...rows.map((row) => cellOf(row, last.name).length));
  return [
    ...columns.slice(0, -1),
    { ...last, width: Math.max(last.width, Math.min(widest, last.width + room)) },
  ];
}

/** Makes the lines of a table, without spaces at their ends. */
export function tableLines(rows: readonly object[], { columns }: Layout): { head: string; body: string[] } {
  const line = (cells: string[]) =>
    cells
      .map((cell, index) => cell.padEnd(columns[index]?.width ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd();
  return {
    head: line(columns.map(({ name }) => name.toUpperCase())),
    body: rows.map((row) => line(columns.map(({ name, width }) => fit(cellOf(row, name), name, width)))),
  };
}

const rank = (name: string): number => {
  if (FIRST.includes(name)) return FIRST.indexOf(name);
  return LAST.includes(name) ? 200 + LAST.indexOf(name) : 100;
};

function isColumn(rows: readonly object[], name: string): boolean {
  const values = rows.map((row) => valueAt(row, name));
  return values.every((value) => typeof value !== 'object' || value === null) && values.some(isShown);
}

const isShown = (value: unknown): boolean => value !== null && value !== undefined;

const valueAt = (row: object, name: string): unknown => (row as Record<string, unknown>)[name];

const cellOf = (row: object, name: string): string => {
  const value = valueAt(row, name);
  if (!isShown(value)) return '';
  return printable(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

function widthOf(rows: readonly object[], name: string): number {
  const widest = Math.max(name.length, ...rows.map((row) => cellOf(row, name).length));
  return isId(name) ? widest : Math.min(widest, Math.max(WIDEST, name.length));
}

const isId = (name: string): boolean => name === 'id' || name.endsWith('_id');

const fit = (cell: string, name: string, width: number): string =>
  cell.length <= width || isId(name) ? cell : `${cell.slice(0, width - 1)}…`;
