import type { IncomingMessage } from 'node:http';
import { openResponse } from './exchange.ts';
import { OWN_HEADERS, readHeaders } from './headers.ts';
import type { RequestFailure } from './request.ts';
import type { Session } from './session.ts';
import { readTarget } from './target.ts';

export type FetchFailure = RequestFailure | 'redirected';

/** Thrown when a guarded fetch gets no whole answer. It holds a fixed word, and no text of the server. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused';
  readonly reason: FetchFailure;

  constructor(reason: FetchFailure) {
    super(reason);
    this.reason = reason;
  }
}

interface Options {
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: URLSearchParams | string | undefined;
}

/** A `fetch` of the standard for one URL, without its further options. */
export type GuardedFetch = (url: string, options: Options) => Promise<Response>;

const REDIRECT = { from: 300, to: 399 };
/** Statuses whose answer has no body (Fetch standard, "null body status"). */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205]);

/**
 * Makes a `fetch` for a library: it reaches the checked addresses of the session only, follows no redirect, and reads
 * at most the bytes that the session allows. Of the headers of an answer it passes on what a library needs.
 * @throws FetchRefused
 */
export const guardedFetch =
  (session: Session): GuardedFetch =>
  async (url, { method, headers, body }) => {
    const read = readTarget(url, session.settings);
    if (!read.ok) throw new FetchRefused(read.reason);
    const given = readHeaders(headers);
    if (given === null) throw new FetchRefused('bad_header');
    const resolved = await session.resolve(read.target.host);
    if (!resolved.ok) throw new FetchRefused(resolved.reason);
    const opened = await openResponse(session, {
      target: read.target,
      addresses: resolved.addresses,
      method,
      headers: { ...OWN_HEADERS, ...given },
      ...(body === undefined ? {} : { body: String(body) }),
    });
    if (!opened.ok) throw new FetchRefused(opened.reason);
    const { response } = opened;
    try {
      return await answerOf(session, response);
    } finally {
      response.destroy();
    }
  };

async function answerOf(session: Session, response: IncomingMessage): Promise<Response> {
  const { statusCode: status = 0, headers } = response;
  if (status >= REDIRECT.from && status <= REDIRECT.to) throw new FetchRefused('redirected');
  if (status < 200 || status > 599) throw new FetchRefused('bad_response');
  const bytes = await bytesOf(session, response);
  const passed = [headers['content-type'], headers['www-authenticate']] as const;
  return new Response(WITHOUT_BODY.has(status) ? null : bytes, {
    status,
    headers: {
      ...(passed[0] === undefined ? {} : { 'content-type': passed[0] }),
      ...(passed[1] === undefined ? {} : { 'www-authenticate': passed[1] }),
    },
  });
}

async function bytesOf(
  { settings, signal }: Session,
  response: IncomingMessage,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      length += (chunk as Buffer).length;
      if (length > settings.maxBytes) break;
      chunks.push(chunk as Buffer);
    }
  } catch {
    throw new FetchRefused(signal.aborted ? 'timed_out' : 'bad_response');
  }
  if (length > settings.maxBytes) throw new FetchRefused('too_large');
  return Buffer.concat(chunks);
}
