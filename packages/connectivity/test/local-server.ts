import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface LocalServer {
  port: number;
  /** What has been asked, in order. */
  requests: { method: string; url: string; headers: IncomingHttpHeaders }[];
  /** How many connections there have been. */
  connections(): number;
  /** Stops listening; nobody else is likely to take the port while the test runs. */
  close(): Promise<void>;
  /** Resolves when every connection that there has been is closed. */
  allClosed(): Promise<void>;
}

/** Certificates for provider.example and 11.22.33.44, signed with the key beside them, which guards nothing. */
export const certificate = (name: 'valid' | 'expired' | 'test-only.key'): string =>
  readFileSync(join(import.meta.dirname, 'certificates', `${name}.pem`), 'utf8');

/** A server on 127.0.0.1 that is gone when the test is. */
export function serveHttp(answer: RequestListener): Promise<LocalServer> {
  return listen((requests) => createHttp(recording(requests, answer)));
}

export function serveHttps(
  cert: 'valid' | 'expired',
  answer: RequestListener,
  options: ServerOptions = {},
): Promise<LocalServer> {
  const keys = { cert: certificate(cert), key: certificate('test-only.key') };
  return listen((requests) => createHttps({ ...options, ...keys }, recording(requests, answer)));
}

/** A server that speaks as it likes. */
export function serveTcp(greet: (socket: Socket) => void): Promise<LocalServer> {
  return listen(() => createTcp((socket) => greet(socket.resume())));
}

function recording(requests: LocalServer['requests'], answer: RequestListener): RequestListener {
  return (request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    return answer(request, response);
  };
}

async function listen(create: (requests: LocalServer['requests']) => Server): Promise<LocalServer> {
  const requests: LocalServer['requests'] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = create(requests).on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connections: () => connections,
    close: () => new Promise((closed) => server.close(() => closed())),
    allClosed: async () => {
      await Promise.all([...sockets].map((socket) => new Promise((closed) => socket.once('close', closed))));
    },
  };
}
