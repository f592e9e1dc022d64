import { hash } from 'node:crypto';
import type { Database } from '@berth/db';
import type { Context } from '@berth/resource';
import type { Request } from './request.ts';

/** Of 300 bytes each. A caller whose answer was forgotten has it made and compared once more. */
const MOST = 10_000;

/** The versions at which answers were last the same, by caller, URL and tag, the least recently used first. */
const remembered = new WeakMap<Database, Map<string, string>>();

/** The rights of a key, once for as long as its scopes are cached. */
const rights = new WeakMap<ReadonlySet<string>, string>();

/** Names an answer among those of all callers: by the key, what it may see at this moment, and the URL. */
export function placeOf({ actor, instanceId, scopes, reach }: Context, url: string): string {
  let held = rights.get(scopes);
  if (held === undefined) {
    held = hash('sha256', [...scopes].sort().join(' '), 'base64');
    rights.set(scopes, held);
  }
  return JSON.stringify([instanceId, actor.keyId, held, reach, url]);
}

/** Remembers at which version the answer to a request has this tag. */
export function rememberAnswer({ database, revalidated }: Request, etag: string): void {
  if (revalidated === null) return;
  const known = remembered.get(database) ?? new Map<string, string>();
  remembered.set(database, known);
  const name = nameOf(revalidated.place, etag);
  known.delete(name);
  const [oldest] = known.keys();
  if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
  known.set(name, revalidated.version);
}

/** Tells if the answer at a place had this tag at this version. */
export function isRemembered({ database, revalidated }: Request, etag: string): boolean {
  if (revalidated === null) return false;
  const known = remembered.get(database);
  const name = nameOf(revalidated.place, etag);
  if (known?.get(name) !== revalidated.version) return false;
  known.delete(name);
  known.set(name, revalidated.version);
  return true;
}

const nameOf = (place: string, etag: string): string => hash('sha256', `${place}${etag}`, 'base64');
