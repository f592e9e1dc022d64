import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface LocalServer {
  port: number;
  /** The requests so far, in order. */
  requests: { method: string; url: string; headers: IncomingHttpHeaders }[];
  /** The number of connections so far. */
  connections(): number;
  /** Stops listening. Another process is unlikely to take the port while the test runs. */
  close(): Promise<void>;
  /** Resolves when every connection so far is closed. */
  allClosed(): Promise<void>;
}

type Certificate = 'valid' | 'expired' | 'test-only.key';

/** The file of a certificate for provider.example and 11.22.33.44. Its signing key beside it protects nothing. */
export const certificateFile = (name: Certificate): string =>
  join(import.meta.dirname, 'certificates', `${name}.pem`);

export const certificate = (name: Certificate): string => readFileSync(certificateFile(name), 'utf8');

/** Starts a server on 127.0.0.1 that closes at the end of the test. */
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

/** Starts a server that speaks raw TCP. */
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
