import { describe, expect, test, vi } from 'vitest';
import { certificate, type LocalServer, serveHttp, serveHttps, serveTcp } from '../test/local-server.ts';
import { PUBLIC, reach, standIn } from '../test/stand-in.ts';
import { sendRequest } from './request.ts';
import { createResolver } from './resolve.ts';
import { withSession } from './session.ts';

const BUDGET_MS = 300;

const ask = (url: string, network = standIn({ 'provider.example': [PUBLIC] })) =>
  withSession(reach({ budgetMs: BUDGET_MS }), network, (session) =>
    sendRequest(session, { url, method: 'GET', headers: {}, readBody: true }),
  );

describe('the end of the budget closes every connection to', () => {
  const silent = () => serveTcp(() => {});
  const dripping = (text: string, first = '') =>
    serveTcp((socket) => {
      socket.write(first);
      const timer = setInterval(() => socket.write(text), 10);
      socket.on('close', () => clearInterval(timer));
    });
  const cases: [string, 'http' | 'https', () => Promise<LocalServer>][] = [
    ['a server that says nothing', 'http', silent],
    ['a server that does not finish the TLS handshake', 'https', silent],
    ['a TLS server that does not answer', 'https', () => serveHttps('valid', () => {})],
    ['a server that drips headers', 'http', () => dripping('a', 'HTTP/1.1 200 OK\r\nX-Long: ')],
    ['a server that answers 103 for ever', 'http', () => dripping('HTTP/1.1 103 Early Hints\r\n\r\n')],
  ];
  test.each(cases)('%s', async (_, scheme, start) => {
    const server = await start();
    expect(await ask(`${scheme}://provider.example:${server.port}/`)).toMatchObject({
      ok: false,
      reason: 'timed_out',
    });
    expect(server.connections()).toBe(1);
    await server.allClosed();
  });

  test('a server that drips the body', async () => {
    const server = await serveHttp((_, response) => {
      response.write('first');
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    expect(await ask(`http://provider.example:${server.port}/`)).toMatchObject({
      ok: true,
      status: 200,
      body: { ok: false, reason: 'timed_out' },
    });
    await server.allClosed();
  });

  test('a server whose redirects are each slow', async () => {
    const server = await serveHttp((_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/' }).end(), BUDGET_MS / 2);
    });
    expect(await ask(`http://provider.example:${server.port}/`)).toMatchObject({
      ok: false,
      reason: 'timed_out',
    });
    await server.allClosed();
  });
});

test('a look-up that never ends is aborted', async () => {
  const network = { ...standIn({}), lookup: () => new Promise<string[]>(() => {}), ca: certificate('valid') };
  expect(await ask('https://provider.example/', network)).toMatchObject({ ok: false, reason: 'timed_out' });
  expect(network.dialled).toEqual([]);
});

test('a look-up that begins after the deadline is not awaited', async () => {
  const network = { ...standIn({}), lookup: () => new Promise<string[]>(() => {}) };
  const resolve = createResolver(network, { allowPrivate: false }, AbortSignal.abort());
  expect(await resolve('provider.example')).toEqual({ ok: false, reason: 'timed_out' });
});

describe('within the budget', () => {
  const settings = reach({ budgetMs: 60_000 });
  const get = { method: 'GET', headers: {}, readBody: false } as const;

  test('an unread body, of an answer or of a redirect, is not awaited', async () => {
    const server = await serveHttp(({ url }, response) => {
      if (url === '/') response.writeHead(302, { location: '/next' });
      response.write('first');
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    await withSession(settings, network, async (session) => {
      const answer = await sendRequest(session, { url: `http://provider.example:${server.port}/`, ...get });
      expect(answer).toMatchObject({ ok: true, status: 200, redirects: 1, body: null });
      expect(server.connections()).toBe(2);
      await server.allClosed();
    });
  });

  test('a request that is not awaited ends with its session', async () => {
    const server = await serveHttp(() => {});
    const network = standIn({ 'provider.example': [PUBLIC] });
    const url = `http://provider.example:${server.port}/`;
    const pending = await withSession(settings, network, async (session) => {
      const answer = sendRequest(session, { url, ...get });
      await vi.waitFor(() => expect(server.requests).toHaveLength(1));
      return { answer };
    });
    expect(await pending.answer).toMatchObject({ ok: false, reason: 'timed_out' });
    await server.allClosed();
  });
});
