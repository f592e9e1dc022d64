import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reaction of the server to one request. The last one applies to every further request. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
}

/** Starts a server that reacts to each request with the next reply. */
export async function startFaults(...replies: Reply[]) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const reply = replies[Math.min(seen.length, replies.length - 1)];
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    request.resume();
    request.once('end', () => reply?.(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const json =
  (status: number, body: object, headers: Record<string, string> = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

export const refusal = (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  json(status, { object: 'error', ok: false, status, code, message: `It is ${code}.` }, headers);

/** Closes the connection without an answer. */
export const drop: Reply = (response) => response.destroy();

/** Closes the connection in the middle of an answer. */
export const cut =
  (start: string, contentType = 'application/json'): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': contentType, 'transfer-encoding': 'chunked' });
    response.write(start, () => setImmediate(() => response.destroy()));
  };

/** Never answers. */
export const hang: Reply = () => {};
