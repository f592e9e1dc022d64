import { createHash } from 'node:crypto';
import type { TestDatabase } from '@berth/db/testing';
import type { Hono } from 'hono';

/** A text to search and its place: an answer, a line of the log, a cell of the database. */
export interface Finding {
  where: string;
  text: string;
}

/** A secret that was found, with the place and the form. */
export interface Leak {
  where: string;
  secret: string;
  form: string;
}

/** The length of the prefix that indexes the needles: one look-up for each position of a text, however many needles. */
const START = 12;

/**
 * Makes a search for secrets in plain form, in base64 at any alignment, in hexadecimal and, unless digests are allowed,
 * as a plain SHA-256.
 */
export function searchFor(
  secrets: Iterable<string>,
  { digests = true } = {},
): (texts: Iterable<Finding>) => Leak[] {
  const needles = new Map<string, { needle: string; secret: string; form: string }[]>();
  for (const secret of secrets) {
    for (const [form, needle] of formsOf(secret, digests)) {
      if (needle.length < START) throw new Error(`${needle} is too short to be looked for`);
      const start = needle.slice(0, START);
      needles.set(start, [...(needles.get(start) ?? []), { needle, secret, form }]);
    }
  }
  return (texts) => {
    const leaks: Leak[] = [];
    for (const { where, text } of texts) {
      for (let index = 0; index + START <= text.length; index += 1) {
        for (const { needle, secret, form } of needles.get(text.slice(index, index + START)) ?? []) {
          if (text.startsWith(needle, index)) leaks.push({ where, secret, form });
        }
      }
    }
    return leaks;
  };
}

function formsOf(secret: string, digests: boolean): [form: string, needle: string][] {
  const bytes = Buffer.from(secret);
  const hash = createHash('sha256').update(bytes).digest();
  return [
    ['plain', secret],
    ['hex', bytes.toString('hex')],
    ['base64', base64At(bytes, 0)],
    ['base64', base64At(bytes, 1)],
    ['base64', base64At(bytes, 2)],
    ...(digests
      ? ([
          ['sha-256', hash.toString('hex')],
          ['sha-256', base64At(hash, 0)],
        ] as [string, string][])
      : []),
  ];
}

/** The base64 form of the bytes after `offset` other bytes, without the digits that depend on neighbouring bytes. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const partial = (offset + bytes.length) % 3 === 0 ? 0 : 1;
  return text.slice([0, 2, 3][offset], text.length - partial);
}

/** Records every answer that the application gives from now on, headers included. */
export function recordAnswers(app: Hono): Finding[] {
  const answers: Finding[] = [];
  const { fetch } = app;
  app.fetch = async (request, ...rest) => {
    const response = await fetch(request, ...rest);
    const headers = JSON.stringify([...response.headers]);
    const { pathname, search } = new URL(request.url);
    answers.push({
      where: `${request.method} ${pathname}${search}`,
      text: `${headers}\n${await response.clone().text()}`,
    });
    return response;
  };
  return answers;
}

export const linesOf = (logged: readonly string[]): Finding[] =>
  logged.map((text) => ({ where: 'log', text }));

/** Dumps every cell of every table as text; bytes in escaped and in hexadecimal form. */
export async function dumpDatabase(database: TestDatabase): Promise<Finding[]> {
  const columns = await database.query(`
    select c.table_name, c.column_name, c.data_type from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1, c.ordinal_position`);
  const cells: Finding[] = [];
  for (const { table_name: table, column_name: column, data_type: type } of columns) {
    const forms =
      type === 'bytea'
        ? [`encode("${column}", 'escape')`, `encode("${column}", 'hex')`]
        : [`"${column}"::text`];
    for (const form of forms) {
      const rows = await database.query(
        `select ${form} as cell from "${table}" where "${column}" is not null`,
      );
      for (const { cell } of rows) cells.push({ where: `${table}.${column}`, text: String(cell) });
    }
  }
  return cells;
}
