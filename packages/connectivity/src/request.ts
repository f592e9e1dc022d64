import type { IncomingMessage } from 'node:http';
import { type Body, type Method, openResponse, readBody, type WireFailure } from './exchange.ts';
import { OWN_HEADERS, readHeaders } from './headers.ts';
import { commonMediaType } from './media-type.ts';
import type { ResolveRefusal } from './resolve.ts';
import type { Session } from './session.ts';
import { readTarget, type UrlRefusal } from './target.ts';

export interface OutgoingRequest {
  url: string;
  method: Method;
  headers: Readonly<Record<string, string>>;
  readBody: boolean;
}

/** The reason why a request got no answer. */
export type RequestFailure = UrlRefusal | ResolveRefusal | WireFailure | 'bad_header' | 'too_many_redirects';

/** The result of a request. It holds numbers and fixed words only: no text of the server and no address. */
export type Answer =
  | {
      ok: true;
      status: number;
      mediaType: string | null;
      redirects: number;
      /** True when the last answer came from another origin than the one asked. That origin got none of the headers. */
      leftOrigin: boolean;
      /** Milliseconds until the status arrived, including look-ups and redirects. */
      durationMs: number;
      /** Null unless the request reads the body. `durationMs` is the time of the whole request. */
      body: (Body & { durationMs: number }) | null;
    }
  | { ok: false; reason: RequestFailure; redirects: number; durationMs: number };

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows its redirects, each of which is checked like the first URL. The caller's headers go to
 * the origin of that URL only (RFC 6454: scheme, host and port): after the first redirect that leaves it none is sent,
 * even when a later redirect returns to it. Never rejects.
 */
export async function sendRequest(session: Session, request: OutgoingRequest): Promise<Answer> {
  const begun = performance.now();
  const elapsed = (): number => Math.round(performance.now() - begun);
  const reached = await follow(session, request);
  const { redirects } = reached;
  const durationMs = elapsed();
  if (!reached.ok) return { ok: false, reason: reached.reason, redirects, durationMs };
  const { response, leftOrigin } = reached;
  const body = request.readBody ? await readBody(session, response) : null;
  response.destroy();
  return {
    ok: true,
    status: response.statusCode ?? 0,
    mediaType: commonMediaType(response.headers['content-type']),
    redirects,
    leftOrigin,
    durationMs,
    body: body && { ...body, durationMs: elapsed() },
  };
}

type Reached =
  | { ok: true; response: IncomingMessage; redirects: number; leftOrigin: boolean }
  | { ok: false; reason: RequestFailure; redirects: number };

async function follow(session: Session, { url, method, headers }: OutgoingRequest): Promise<Reached> {
  const given = readHeaders(headers);
  let location = url;
  let from: URL | undefined;
  let leftOrigin = false;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const read = readTarget(location, session.settings, from?.href);
    if (!read.ok) return { ...read, redirects };
    if (given === null) return { ok: false, reason: 'bad_header', redirects };
    const { target } = read;
    leftOrigin ||= from !== undefined && from.origin !== target.url.origin;
    const resolved = await session.resolve(target.host);
    if (!resolved.ok) return { ...resolved, redirects };
    const sent = leftOrigin ? OWN_HEADERS : { ...OWN_HEADERS, ...given };
    const opened = await openResponse(session, {
      target,
      addresses: resolved.addresses,
      method,
      headers: sent,
    });
    if (!opened.ok) return { ...opened, redirects };
    const next = redirectOf(opened.response);
    if (next === null) return { ok: true, response: opened.response, redirects, leftOrigin };
    opened.response.destroy();
    location = next;
    from = target.url;
  }
  return { ok: false, reason: 'too_many_redirects', redirects: MAX_REDIRECTS };
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return REDIRECTS.has(statusCode) ? (headers.location ?? null) : null;
}
