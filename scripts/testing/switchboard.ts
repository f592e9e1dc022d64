import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The header with the port of the server that a request is meant for. */
export const UPSTREAM = 'x-test-upstream';

/** Serves many servers at one address, for a proxy that knows only one upstream. */
export async function startSwitchboard(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, answer) => {
    const { [UPSTREAM]: port, ...headers } = incoming.headers;
    const { method, url: path } = incoming;
    const outgoing = request({ host: '127.0.0.1', port: Number(port), method, path, headers }, (upstream) => {
      answer.writeHead(upstream.statusCode ?? 502, upstream.headers);
      upstream.pipe(answer);
    });
    outgoing.once('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
