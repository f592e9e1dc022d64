import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import postgres from 'postgres';
import { expect, test } from 'vitest';

/** Listens for a moment in which every connection is closed at once, and counts the connections. */
async function flapping() {
  let count = 0;
  const server = createServer((socket) => {
    count += 1;
    socket.on('error', () => {}).destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, count: () => count, close: () => server.close() };
}

test.each([
  ['one host', 1],
  ['several hosts', 3],
])('the driver opens no connection to %s after its end', async (_name, hosts) => {
  const server = await flapping();
  const address = Array.from({ length: hosts }, () => `127.0.0.1:${server.port}`).join();
  const client = postgres(`postgres://berth@${address}/berth`, { max: 1, backoff: () => 0.05 });
  await expect(client`select 1`).rejects.toThrow();
  const again = client`select 1`.execute();
  const refused = expect(again).rejects.toThrow('CONNECTION_DESTROYED');
  const before = server.count();
  await client.end({ timeout: 0 });
  await refused;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(server.count()).toBe(before);
  server.close();
});
