import { hash } from 'node:crypto';
import { DomainError } from '@berth/kernel';

const TAG = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
const OURS = /^"(\d{1,15})-[0-9a-f]{8}"$/;

/**
 * The strong validator (RFC 9110 §8.8.3) of an answer with one row: the row's version, which a change is guarded with,
 * and 8 hex digits of the answer's text, which differ for whoever is shown something else. Null for any other answer.
 * Rows that no verb changes have no version: 0. What was only tried is of no version: another change will have its
 * number.
 */
export function etagOf(body: unknown, text: string): string | null {
  if (typeof body !== 'object' || body === null || !('id' in body) || !('object' in body)) return null;
  if ('dry_run' in body) return null;
  const version = 'row_version' in body ? Number(body.row_version) : 0;
  return `"${version}-${hash('sha256', text).slice(0, 8)}"`;
}

/** Whether a tag is among those of If-None-Match, compared weakly (RFC 9110 §13.1.2). What is no list names none. */
export const isAmong = (header: string, etag: string): boolean =>
  header.trim() === '*' || (tagsOf(header) ?? []).some((tag) => tag.replace(/^W\//, '') === etag);

/**
 * The row versions that If-Match names, compared strongly (RFC 9110 §13.1.1): a weak tag, or one that is not ours,
 * names none. Null for `*`, which any row is. @throws DomainError `bad_request`.
 */
export function versionsOf(header: string): number[] | null {
  if (header.trim() === '*') return null;
  const tags = tagsOf(header);
  if (!tags) {
    throw new DomainError('bad_request', 'If-Match must be * or entity tags in quotes, with commas between.');
  }
  return tags.flatMap((tag) => {
    const version = OURS.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

function tagsOf(header: string): string[] | null {
  const tags = header.split(/,(?=\s*(?:W\/)?")/).map((tag) => tag.trim());
  return tags.every((tag) => TAG.test(tag)) ? tags : null;
}
