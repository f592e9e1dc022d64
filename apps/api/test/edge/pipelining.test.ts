import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';

const REQUESTS = 60;
const BODY = 'x'.repeat(1_000_000);

test('of requests that a caller sends at once without reading, those are answered that the connection takes', {
  timeout: 40_000,
}, async () => {
  const asked: string[] = [];
  const fetchOne = (request: Request): Response => {
    const { pathname } = new URL(request.url);
    if (pathname !== '/other') asked.push(pathname);
    return new Response(pathname === '/other' ? 'ok' : `${pathname}${BODY}`);
  };
  const listener = await serve({ fetch: fetchOne, host: '127.0.0.1', port: 0 });
  const socket = connect(Number(new URL(listener.url).port), '127.0.0.1').pause();
  await once(socket, 'connect');
  const requests = Array.from({ length: REQUESTS }, (_, n) => `GET /${n} HTTP/1.1\r\nHost: a\r\n\r\n`);
  socket.write(requests.join(''));
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  for (let round = 0; round < 5; round++) {
    expect(await (await fetch(`${listener.url}/other`)).text()).toBe('ok');
  }
  expect(asked.length).toBeLessThan(REQUESTS / 2);

  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  socket.resume();
  await expect.poll(() => bytes, { timeout: 20_000 }).toBeGreaterThan(REQUESTS * BODY.length);
  expect(asked).toEqual(Array.from({ length: REQUESTS }, (_, n) => `/${n}`));
  socket.destroy();
  await listener.stop(0);
});
