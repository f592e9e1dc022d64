import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HttpError, httpErrors, requestErrors } from './errors.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import type { Env } from './request.ts';

/** The bodies that have been asked for, by the context of their request. */
const bodies = new WeakMap<Context, Promise<Buffer>>();

/** Reads the bytes of a body, once for a request. @throws HttpError `payload_too_large`; DomainError `bad_request`. */
export function bodyOf(c: Context): Promise<Buffer> {
  let body = bodies.get(c);
  if (!body) {
    body = readBytes(c);
    bodies.set(c, body);
  }
  return body;
}

/**
 * Waits until the body of a request is there, and makes that the time of the request. Returns true when time has
 * passed. A body that cannot be read fails the route that reads it.
 */
export async function bodyArrived(c: Context<Env>): Promise<boolean> {
  const isSent = c.req.header('transfer-encoding') !== undefined;
  if (!isSent && Number(c.req.header('content-length') ?? 0) === 0) return false;
  await bodyOf(c).catch(() => {});
  const request = c.get('request');
  const now = request.clock();
  if (now <= request.now) return false;
  request.now = now;
  return true;
}

async function readBytes(c: Context): Promise<Buffer> {
  // Checked before reading: the server discards a body that nobody has begun to read, and keeps the connection.
  const length = c.req.header('content-length');
  if (Number(length) > MAX_BODY_BYTES) throw tooLarge();
  const isOfLength = length !== undefined && c.req.header('transfer-encoding') === undefined;
  try {
    if (!isOfLength) await limitBody(c, async () => {}); // makes a stream of the body, which costs more than to read it
    return Buffer.from(await c.req.arrayBuffer());
  } catch (error) {
    if (error instanceof HttpError) throw error;
    // The caller has disconnected, or the body is not framed as its headers say.
    throw requestErrors.cutBody();
  }
}

const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw tooLarge();
  },
});

const tooLarge = () => httpErrors.largeBody({ max: MAX_BODY_BYTES });
