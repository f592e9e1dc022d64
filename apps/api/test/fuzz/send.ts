import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { exchange } from '../support/raw-http.ts';

/** A request as it goes over the wire. */
export interface Wire {
  method: string;
  /** Path and query, unchanged. */
  target: string;
  headers: [name: string, value: string][];
  body: Buffer | null;
  chunked: boolean;
}

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** False for methods that Node's client would rewrite. */
const isPlainMethod = (method: string): boolean => /^[A-Z]+$/.test(method);

/** Sends a request to a server unchanged. */
export async function send(url: string, agent: Agent, wire: Wire): Promise<Reply> {
  if (!isPlainMethod(wire.method)) return sendRaw(url, wire);
  const { hostname, port } = new URL(url);
  const { method, target: path, body } = wire;
  const asked = request({ hostname, port, agent, method, path, headers: headersOf(wire, url).flat() });
  asked.end(body ?? undefined);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() };
}

async function sendRaw(url: string, wire: Wire): Promise<Reply> {
  const lines = [...headersOf(wire, url), ['Connection', 'close']].map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const head = `${wire.method} ${wire.target} HTTP/1.1\r\n${lines.join('')}\r\n`;
  const [answer] = await exchange(url, Buffer.from(head, 'latin1'));
  if (!answer) throw new Error('There was no answer');
  return answer;
}

function headersOf({ headers, body, chunked }: Wire, url: string): [string, string][] {
  const framing: [string, string][] =
    body === null
      ? []
      : [chunked ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(body.length)]];
  return [['Host', new URL(url).host], ...headers, ...framing];
}

/** Writes the request as a curl command with `$BERTH_KEY` for any key. */
export function curlOf({ method, target, headers, body }: Wire, keys: string[]): string {
  const lines = headers.map(([name, value]) => ` -H ${quoted(Buffer.from(`${name}: ${value}`, 'latin1'))}`);
  const data = body === null ? '' : ` --data-binary ${quoted(body)}`;
  const command = `curl -isg --path-as-is -X ${method} "$URL"${quoted(Buffer.from(target))}${lines.join('')}${data}`;
  return keys.reduce((text, key) => text.replaceAll(key, `'"$BERTH_KEY"'`), command);
}

/** Quotes bytes for bash: bytes beyond printable ASCII are escaped. */
function quoted(bytes: Buffer): string {
  const plain = bytes.every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x27);
  if (plain) return `'${bytes}'`;
  const escapes = Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return `$'${escapes.join('')}'`;
}
