import { once } from 'node:events';
import { connect } from 'node:net';

/** An answer as it was on the wire. */
export interface RawAnswer {
  status: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  text: string;
}

/**
 * Sends the pieces unchanged, one after the other, and returns every answer until the server ends the connection. The
 * client never ends it.
 */
export async function exchange(url: string, ...pieces: (string | Buffer)[]): Promise<RawAnswer[]> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {}); // the server may end the connection during a write
  await once(socket, 'connect');
  const ended = Promise.race([once(socket, 'end'), once(socket, 'close')]);
  for (const piece of pieces) await new Promise((sent) => socket.write(piece, sent));
  await ended;
  socket.destroy();
  return answersIn(Buffer.concat(chunks));
}

function answersIn(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) throw new Error(`Not an answer: ${rest.subarray(0, 200)}`);
    const [first = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
      }),
    );
    const begin = end + 4;
    const length = Number(headers['content-length'] ?? 0);
    const text = rest.subarray(begin, begin + length).toString();
    answers.push({ status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]), headers, text });
    rest = rest.subarray(begin + length);
  }
  return answers;
}
