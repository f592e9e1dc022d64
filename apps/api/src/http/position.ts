import { type Database, readPosition } from '@berth/db';
import { invalidData } from '@berth/kernel';
import { type Context, readingFrom } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { memberProblems } from './errors.ts';

/** The header with the place of a write in the log of the database, which a later read sends back. */
export const POSITION = 'Berth-Position';

export const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/**
 * Sends the reads of a GET or HEAD to a replica that has what `Berth-Position` stands for, or to the primary.
 * @throws DomainError `invalid_data` for a malformed position, whatever the method and the settings.
 */
export async function readContext(ctx: Context, c: HonoContext): Promise<Context> {
  const header = c.req.header(POSITION);
  const position = header === undefined ? null : readPosition(header.trim());
  if (header !== undefined && position === null) {
    throw invalidData([memberProblems.position([POSITION])], 'query');
  }
  const { replicas } = ctx.database;
  return replicas && isRead(c.req.method) ? readingFrom(ctx, await replicas.readerAt(position)) : ctx;
}

/** Makes the header that stands for everything committed until now; nothing without replicas. */
export async function positionHeader({ replicas }: Database): Promise<Record<string, string>> {
  return replicas ? { [POSITION]: await replicas.position() } : {};
}
