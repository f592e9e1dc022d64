import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createInflate } from 'node:zlib';
import type { DumpedPage } from '@berth/db';

/*
 * A backup is a line with the name of the format, a line with the header as JSON, the rows compressed by zlib, and the
 * SHA-256 of all bytes before it. The rows are lines: the name of a table, a space, and a page of its rows as JSON.
 */

const FIRST_LINE = 'berth-backup 1';
const DIGEST_BYTES = 32;
/** More than a header of any release has. */
const MOST_HEADER = 1024 * 1024;
const LINE_END = 10;

export interface Header {
  /** The version of Berth that made it. */
  release: string;
  created_at: string;
  /** The hashes of the migrations of its schema. */
  migrations: string[];
  /** The tables in the order of the rows, with their columns and the number of rows. */
  tables: { name: string; columns: string[]; rows: number }[];
}

/** Ends the bytes of a backup with their digest, after the lines before the compressed rows. */
export async function* sealed(header: Header, rows: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  const head = Buffer.from(`${FIRST_LINE}\n${JSON.stringify(header)}\n`);
  hash.update(head);
  yield head;
  for await (const chunk of rows) {
    hash.update(chunk);
    yield chunk;
  }
  yield hash.digest();
}

/** The line of a page. */
export const lineOf = ({ table, text }: DumpedPage): string => `${table} ${text}\n`;

/** Reads the header, and the place of the rows; null for a file of another kind. */
export async function readHeader(path: string): Promise<{ header: Header; rowsAt: number } | null> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(MOST_HEADER);
    const { bytesRead } = await file.read(buffer, 0, MOST_HEADER, 0);
    const begin = FIRST_LINE.length + 1;
    if (buffer.toString('latin1', 0, begin) !== `${FIRST_LINE}\n`) return null;
    const end = buffer.subarray(0, bytesRead).indexOf(LINE_END, begin);
    if (end < 0) return null;
    const header = JSON.parse(buffer.toString('utf8', begin, end)) as Partial<Header> | null;
    const isComplete = typeof header?.release === 'string' && header.migrations && header.tables;
    return isComplete ? { header: header as Header, rowsAt: end + 1 } : null;
  } finally {
    await file.close();
  }
}

/** Tells if a file ends with the digest of the bytes before it, so that nothing was cut or changed by accident. */
export async function isWhole(path: string): Promise<boolean> {
  const { size } = await stat(path);
  const end = size - DIGEST_BYTES;
  if (end <= 0) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: end - 1 })) hash.update(chunk as Buffer);
  const last: Buffer[] = [];
  for await (const chunk of createReadStream(path, { start: end })) last.push(chunk as Buffer);
  return hash.digest().equals(Buffer.concat(last));
}

/** Reads the pages of a whole backup, each when it is asked for. */
export async function* readPages(
  path: string,
  rowsAt: number,
): AsyncGenerator<Pick<DumpedPage, 'table' | 'text'>> {
  const { size } = await stat(path);
  const end = size - DIGEST_BYTES - 1;
  const source = createReadStream(path, { start: rowsAt, end });
  const rows = source.pipe(createInflate());
  source.once('error', (error) => rows.destroy(error));
  for await (const line of linesOf(rows)) {
    const space = line.indexOf(' ');
    yield { table: line.slice(0, space), text: line.slice(space + 1) };
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, from)) {
      parts.push(chunk.subarray(from, at));
      yield Buffer.concat(parts).toString();
      parts = [];
      from = at + 1;
    }
    parts.push(chunk.subarray(from));
  }
}
