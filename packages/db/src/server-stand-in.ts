import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import postgres from 'postgres';

/** A server that knows just enough of the protocol of PostgreSQL, for the tests of what becomes of a bad connection. */

export const message = (type: string, ...parts: (string | number[])[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
export const READY = message('Z', 'I');
export const WELCOME = Buffer.concat([message('R', [0, 0, 0, 0]), READY]);
export const DONE = Buffer.concat([message('C', 'SELECT 0\0'), READY]);

/** The way of a server with a connection, and then with each message. */
export type Behaviour = (socket: Socket) => (received: Buffer, count: number) => unknown;

/** Makes the servers and the clients of a test file; `close` ends them. */
export function standIn() {
  const servers: Server[] = [];
  const clients: postgres.Sql[] = [];
  return {
    /** Listens, and counts the connections. */
    listen: async (behaviour: Behaviour) => {
      let count = 0;
      const server = createServer((socket) => {
        count += 1;
        let messages = 0;
        const receive = behaviour(socket.on('error', () => {}));
        socket.on('data', (received) => receive(received, ++messages));
      });
      servers.push(server.listen(0, '127.0.0.1'));
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      return { address: `127.0.0.1:${port}`, port, count: () => count };
    },
    connect: (addresses: readonly string[], options: Record<string, unknown> = {}): postgres.Sql => {
      const url = `postgres://berth@${addresses.join()}/berth`;
      const client = postgres(url, { max: 1, fetch_types: false, backoff: () => 0.05, ...options });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients.splice(0)) await client.end({ timeout: 0 });
      for (const server of servers.splice(0)) server.close();
    },
  };
}
