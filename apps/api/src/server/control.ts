import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { ControlAddress } from './lock.ts';

/** The answer of `npm run key`: a key of every scope for the first instance. */
export interface RecoveryKey {
  key: string;
  instanceId: string;
}

/** The work that a server does for another process of this machine. */
export interface ControlWork {
  makeKey(): Promise<RecoveryKey>;
  /** Hands the bytes of a backup to `write`. */
  backUp(write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>): Promise<void>;
}

export interface Control {
  readonly address: ControlAddress;
  /** Sets the work. Until this call every request is answered 503. */
  ready(work: ControlWork): void;
  close(): void;
}

const KEY_PATH = '/recovery-key';
const BACKUP_PATH = '/backup';
const ANSWER_MS = 15_000;
/** The time after which a backup that is not read is cut: the embedded database does nothing else meanwhile. */
const UNREAD_MS = 60_000;

/**
 * Opens a way into the running server for every process that can read its lock file: on the loopback, with a port of
 * its own and a random token. The port differs from the API's, so that no proxy in front of that one reaches it.
 */
export async function openControl({ unreadMs = UNREAD_MS } = {}): Promise<Control> {
  const token = randomBytes(32).toString('hex');
  let work: ControlWork | null = null;
  const server = createServer((request, response) => {
    answer(request, response, { token, work, unreadMs }).catch(() => {
      if (response.headersSent)
        response.destroy(); // the other side sees that its backup was cut
      else reply(response, 500, {});
    });
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: { port: (server.address() as AddressInfo).port, token },
    ready: (given) => {
      work = given;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Asks the server that holds the data directory for a new key; null when it gives none. */
export async function requestRecoveryKey(address: ControlAddress): Promise<RecoveryKey | null> {
  try {
    const response = await post(address, KEY_PATH, AbortSignal.timeout(ANSWER_MS));
    return response.ok ? ((await response.json()) as RecoveryKey) : null;
  } catch {
    return null;
  }
}

/** Asks the server that holds the data directory for a backup. Resolves to its bytes; to null when it gives none. */
export async function requestBackup(address: ControlAddress): Promise<AsyncIterable<Uint8Array> | null> {
  const response = await post(address, BACKUP_PATH).catch(() => null);
  return response?.ok ? response.body : null;
}

const post = ({ port, token }: ControlAddress, path: string, signal?: AbortSignal): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    ...(signal ? { signal } : {}),
  });

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { token, work, unreadMs }: { token: string; work: ControlWork | null; unreadMs: number },
): Promise<void> {
  request.resume();
  if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) return reply(response, 401, {});
  const isBackup = request.url === BACKUP_PATH;
  if (request.method !== 'POST' || !(isBackup || request.url === KEY_PATH)) return reply(response, 404, {});
  if (!work) return reply(response, 503, {});
  if (!isBackup) return reply(response, 200, await work.makeKey());
  await work.backUp((bytes) => {
    response.setTimeout(unreadMs, () => response.destroy());
    return pipeline(bytes, response);
  });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
