import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
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

const requestsTo = (paths: readonly string[]) =>
  paths.map((path) => `DELETE ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join('');

/** Serves with a handler whose answers wait until `open` is called, and notes the paths that it was asked for. */
async function serveShut() {
  const asked: string[] = [];
  const signals: AbortSignal[] = [];
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const answer = async ({ url, signal }: Request): Promise<Response> => {
    const { pathname } = new URL(url);
    if (pathname === '/other') return new Response('ok');
    asked.push(pathname);
    signals.push(signal);
    await opened;
    return new Response('ok');
  };
  const listener = await serve({ fetch: answer, host: '127.0.0.1', port: 0 });
  const socket = connect(Number(new URL(listener.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  return { listener, socket, asked, signals, open };
}

const paths = (count: number) => Array.from({ length: count }, (_, n) => `/${n}`);

test('a connection with more than a hundred waiting requests is closed, and none of those runs', async () => {
  const { listener, socket, asked, open } = await serveShut();
  socket.write(requestsTo(paths(102)));
  await once(socket, 'close');
  expect(asked).toEqual(['/0']);
  open();
  expect(await (await fetch(`${listener.url}/other`)).text()).toBe('ok');
  expect(asked).toEqual(['/0']);
  await listener.stop(0);
});

test('a hundred requests that wait for one are answered in their order', async () => {
  const { listener, socket, asked, open } = await serveShut();
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.write(requestsTo(paths(101)));
  await expect.poll(() => asked).toEqual(['/0']);
  open();
  await expect.poll(() => text.split('HTTP/1.1 200').length - 1).toBe(101);
  expect(asked).toEqual(paths(101));
  socket.destroy();
  await listener.stop(0);
});

test('a request that waits when its connection ends does not run, and is not kept', async () => {
  const { listener, socket, asked, signals, open } = await serveShut();
  let kept = 0;
  const count = (message: unknown) => {
    kept += 1;
    (message as { response: ServerResponse }).response.once('close', () => {
      kept -= 1;
    });
  };
  subscribe('http.server.request.start', count);
  socket.write(requestsTo(paths(50)));
  await expect.poll(() => [kept, asked]).toEqual([50, ['/0']]);
  unsubscribe('http.server.request.start', count);
  socket.resetAndDestroy();
  await expect.poll(() => signals[0]?.aborted).toBe(true);
  open();
  expect(await (await fetch(`${listener.url}/other`)).text()).toBe('ok');
  expect(asked).toEqual(['/0']);
  expect(kept).toBe(0);
  await listener.stop(0);
});
