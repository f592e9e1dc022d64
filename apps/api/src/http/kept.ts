import { hash } from 'node:crypto';
import type { Database } from '@berth/db';
import type { Context } from '@berth/resource';
import { placeMarks } from './marks.ts';
import type { Request } from './request.ts';

/*
 * Answers that callers may ask for again, by caller and URL. Each has the version of the instance that was read before
 * its rows, so it can only be too old for them: while the instance has that version, the answer is the same.
 *
 * The first request for a place only leaves a mark, so that a caller who walks through a long list costs nothing. A
 * place whose answer was another one each time is tried more seldom.
 */

/** The answers of a process, of 300 bytes each without their texts. */
const MOST = 10_000;

/** The characters of all texts of a process, and of the longest one. */
const MOST_TEXT = 4_000_000;
const LONGEST_TEXT = 500_000;

/** The most requests for a place that are answered without asking for the version, after answers that were too old. */
const LONGEST_REST = 64;

interface Kept {
  version: string;
  etag: string;
  /** Null for one that is too long. */
  text: string | null;
  /** The requests that the next tries leave out, and how many of them are still to come. */
  rest: number;
  left: number;
}

/** The answers by their places, the least recently used first, and the characters of their texts. */
interface AnswerCache {
  answers: Map<string, Kept>;
  /** Leaves a mark of the place; tells if it had one. */
  leaveMark: (place: string) => boolean;
  size: number;
  hits: number;
  misses: number;
}

const caches = new WeakMap<Database, AnswerCache>();

/** The rights of a key, once for as long as its scopes are cached. */
const rights = new WeakMap<ReadonlySet<string>, string>();

/** Names an answer among those of all callers: by the key, what it may see at this moment, and the URL. */
export function placeOf({ actor, instanceId, scopes, reach }: Context, url: string): string {
  let held = rights.get(scopes);
  if (held === undefined) {
    held = hash('sha256', [...scopes].sort().join(' '), 'base64');
    rights.set(scopes, held);
  }
  return hash('sha256', JSON.stringify([instanceId, actor.keyId, held, reach, url]), 'base64');
}

/**
 * Tells if a request for this place has come before and its answer may be the same; leaves a mark of a place without an
 * answer.
 */
export function isAskedAgain({ database }: Pick<Request, 'database'>, place: string): boolean {
  const { answers, leaveMark } = cacheOf(database);
  const kept = answers.get(place);
  if (!kept) return leaveMark(place);
  if (kept.text === null) return false; // nothing to answer with but 304
  if (kept.left === 0) return true;
  kept.left -= 1;
  return false;
}

/** Finds the answer at the place of a request; null when there is none of its version. */
export function keptAnswer({ database, revalidated }: Request): Pick<Kept, 'etag' | 'text'> | null {
  if (revalidated === null) return null;
  const cache = cacheOf(database);
  const kept = cache.answers.get(revalidated.place);
  if (kept?.version === revalidated.version) {
    cache.hits += 1;
    kept.rest = 0;
    put(cache, revalidated.place, kept);
    return kept;
  }
  cache.misses += 1;
  if (kept) kept.rest = Math.min(LONGEST_REST, 2 * kept.rest + 1);
  return null;
}

/** Keeps the answer to a request for which the version was asked. */
export function keepAnswer({ database, revalidated }: Request, etag: string, text: string): void {
  if (revalidated === null) return;
  const cache = cacheOf(database);
  const { place, version } = revalidated;
  const rest = cache.answers.get(place)?.rest ?? 0;
  put(cache, place, { version, etag, text: text.length <= LONGEST_TEXT ? text : null, rest, left: rest });
}

/** The bytes of a kept answer without its text. */
const ENTRY_BYTES = 300;

/** Reads the state of the answers that are kept of a database, for the metrics. The bytes are estimated. */
export function keptAnswers(database: Database): {
  entries: number;
  bytes: number;
  hits: number;
  misses: number;
} {
  const { answers, size, hits, misses } = cacheOf(database);
  return { entries: answers.size, bytes: size + ENTRY_BYTES * answers.size, hits, misses };
}

function cacheOf(database: Database): AnswerCache {
  const cache = caches.get(database) ?? {
    answers: new Map(),
    leaveMark: placeMarks(),
    size: 0,
    hits: 0,
    misses: 0,
  };
  caches.set(database, cache);
  return cache;
}

/** Puts an answer at the end, and takes those at the beginning away as long as there are too many. */
function put(cache: AnswerCache, place: string, kept: Kept): void {
  take(cache, place);
  cache.answers.set(place, kept);
  cache.size += kept.text?.length ?? 0;
  for (const oldest of cache.answers.keys()) {
    if (cache.answers.size <= MOST && cache.size <= MOST_TEXT) return;
    take(cache, oldest);
  }
}

function take(cache: AnswerCache, place: string): void {
  cache.size -= cache.answers.get(place)?.text?.length ?? 0;
  cache.answers.delete(place);
}
