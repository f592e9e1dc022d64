import { connect, type Socket } from 'node:net';

/** The result of a server in one measured period. */
export interface Measured {
  seconds: number;
  /** Milliseconds of each answer. */
  times: number[];
}

export interface Target {
  port: number;
  key: string;
}

/**
 * A request: a path to read, also with the tag of an answer that is known, or for an answer that is made anew; or a
 * path and a body to post.
 */
export type Ask =
  | string
  | { path: string; known: string }
  | { path: string; anew: true }
  | { path: string; body: object };

/**
 * Keeps a number of connections busy for a period: each sends its next request when it has read the last answer. It
 * reads the socket itself, because Node's HTTP client costs as much time as the servers under test.
 */
export async function load(
  target: Target,
  next: () => Ask,
  { connections, ms }: { connections: number; ms: number },
): Promise<Measured> {
  const times: number[] = [];
  const start = performance.now();
  const until = start + ms;
  await Promise.all(Array.from({ length: connections }, () => drive(target, next, until, times)));
  return { seconds: (performance.now() - start) / 1000, times };
}

function requestOf({ key }: Target, ask: Ask): string {
  const { path, ...more } = typeof ask === 'string' ? { path: ask } : ask;
  const head = `Host: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n`;
  if ('known' in more) return `GET ${path} HTTP/1.1\r\n${head}If-None-Match: ${more.known}\r\n\r\n`;
  if ('anew' in more) return `GET ${path} HTTP/1.1\r\n${head}Cache-Control: no-cache\r\n\r\n`;
  if (!('body' in more)) return `GET ${path} HTTP/1.1\r\n${head}\r\n`;
  const text = JSON.stringify(more.body);
  const length = Buffer.byteLength(text);
  const once = `Idempotency-Key: ${crypto.randomUUID()}\r\n`;
  return `POST ${path} HTTP/1.1\r\n${head}${once}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${text}`;
}

function drive(target: Target, next: () => Ask, until: number, times: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: target.port, host: '127.0.0.1', noDelay: true });
    let sent = 0;
    const send = () => {
      sent = performance.now();
      if (sent >= until) {
        socket.destroy();
        resolve();
        return;
      }
      socket.write(requestOf(target, next()));
    };
    socket.on('error', reject).on('close', () => resolve());
    readAnswers(socket, reject, () => {
      times.push(performance.now() - sent);
      send();
    });
    socket.on('connect', send);
  });
}

/** Calls `whole` once for each answer. Answers are delimited by the length in their head. */
function readAnswers(socket: Socket, fail: (error: Error) => void, whole: () => void): void {
  let head = '';
  let missing = -1;
  socket.on('data', (chunk: Buffer) => {
    if (missing < 0) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const isUnchanged = head.startsWith('HTTP/1.1 304');
      const length = isUnchanged ? ['', '0'] : /\r\ncontent-length: (\d+)/i.exec(head);
      if (!(isUnchanged || head.startsWith('HTTP/1.1 200')) || !length) {
        fail(new Error(`Not an answer that can be measured:\n${head.slice(0, 400)}`));
        socket.destroy();
        return;
      }
      missing = Number(length[1]) - (head.length - end - 4);
      head = '';
    } else {
      missing -= chunk.length;
    }
    if (missing > 0) return;
    missing = -1;
    whole();
  });
}
