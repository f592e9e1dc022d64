import { hash } from 'node:crypto';
import { DomainError } from '@berth/kernel';
import { jsonText } from './answer.ts';
import { requestErrors } from './errors.ts';

type Answer = Record<string | symbol, unknown>;

const TAG = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
const OURS = /^"(\d{1,15})-[0-9a-f]{8}"$/;

/**
 * Makes the strong validator (RFC 9110 §8.8.3) of an answer with one row, or with a list; null for any other answer.
 * The tag of a row holds the row's version, which `If-Match` guards a change with, and 8 hex digits of the digest of
 * the answer, which differ for callers who are shown something else. Rows that no verb changes have version 0. A dry
 * run has no tag: another change will get its version. The tag of a list is a digest alone.
 */
export function etagOf(body: unknown, text: string): string | null {
  if (typeof body !== 'object' || body === null || !('object' in body)) return null;
  if (body.object === 'list') return `"${hash('sha1', text)}"`; // of long texts, half the time of SHA-256
  if (!('id' in body)) return null;
  if ('dry_run' in body) return null;
  return tagOf('row_version' in body ? Number(body.row_version) : 0, text);
}

const tagOf = (version: number, text: string): string => `"${version}-${hash('sha256', text).slice(0, 8)}"`;

/** The member, which is not written, with the row version of an answer that does not show it. */
const VERSION = Symbol('row version');

/** Gives an answer the version of its row, for `versionTag`. */
export const withVersion = <Body extends object>(body: Body, version: number): Body =>
  Object.assign(body, { [VERSION]: version });

/** The member in which a stored answer has its version. */
const STORED_VERSION = '$row_version';

/** Makes the form of an answer of `withVersion` that keeps its version in JSON. Returns any other answer unchanged. */
export const storedVersion = (answer: Answer): Answer =>
  VERSION in answer ? { ...answer, [STORED_VERSION]: answer[VERSION] } : answer;

/** Makes an answer again of what `storedVersion` made of it. */
export function restoredVersion({ [STORED_VERSION]: version, ...answer }: Answer): Answer {
  return version === undefined ? answer : withVersion(answer, Number(version));
}

/** Makes the tag of an answer of `withVersion`, as `etagOf` does; null for any other answer. */
export const versionTag = (body: unknown, text: string): string | null =>
  typeof body === 'object' && body !== null && VERSION in body ? tagOf(Number(body[VERSION]), text) : null;

/** Makes the header with the tag of the row as it is, for an error of a caller who named another version. */
export function currentTag(refusal: unknown): Record<string, string> {
  const current = refusal instanceof DomainError ? refusal.current : null;
  if (!current) return {};
  const text = jsonText(current);
  const etag = versionTag(current, text) ?? etagOf(current, text);
  return etag ? { ETag: etag } : {};
}

/**
 * Tells if a tag is among those of If-None-Match, compared weakly (RFC 9110 §13.1.2). A malformed list matches nothing.
 */
export const isAmong = (header: string, etag: string): boolean =>
  header.trim() === '*' || readTags(header).includes(etag);

/** Tells if a tag is among those of If-Match, compared strongly (RFC 9110 §13.1.1). `*` matches any answer. */
export const isExactlyAmong = (header: string, etag: string | null): boolean =>
  header.trim() === '*' || (etag !== null && (tagsOf(header) ?? []).includes(etag));

/**
 * Reads the row versions that If-Match names, compared strongly (RFC 9110 §13.1.1): a weak tag, or one that Berth did
 * not make, names none. Null for `*`, which matches any row. @throws DomainError `bad_request`.
 */
export function versionsOf(header: string): number[] | null {
  if (header.trim() === '*') return null;
  return versionsIn(tagsOf(header) ?? [], () => requestErrors.badTags({ header: 'If-Match' }));
}

/**
 * Reads the row versions that If-None-Match names, compared weakly (RFC 9110 §13.1.2); `any` for `*`.
 * @throws DomainError `bad_request`.
 */
export function notVersionsOf(header: string): number[] | 'any' {
  if (header.trim() === '*') return 'any';
  return versionsIn(readTags(header), () => requestErrors.badTags({ header: 'If-None-Match' }));
}

/** Reads the versions in tags. A header that is no list of tags has none. */
function versionsIn(tags: readonly string[], refuse: () => Error): number[] {
  if (tags.length === 0) throw refuse();
  return tags.flatMap((tag) => {
    const version = OURS.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** Reads the tags of a list, without the marks of weak ones; none of a malformed list, or of `*`. */
const readTags = (header: string): string[] =>
  header.trim() === '*' ? [] : (tagsOf(header) ?? []).map((tag) => tag.replace(/^W\//, ''));

function tagsOf(header: string): string[] | null {
  const tags = header.split(/,(?=\s*(?:W\/)?")/).map((tag) => tag.trim());
  return tags.every((tag) => TAG.test(tag)) ? tags : null;
}
