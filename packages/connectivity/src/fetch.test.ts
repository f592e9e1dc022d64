import { expect, test } from 'vitest';
import { serveHttps } from '../test/local-server.ts';
import { PUBLIC, reach, standIn } from '../test/stand-in.ts';
import { FetchRefused, guardedFetch } from './fetch.ts';
import { withSession } from './session.ts';

const network = standIn({ 'provider.example': [PUBLIC], 'inside.example': ['10.0.0.7'] });
const post = (url: string, body = 'a=1', maxBytes = 1_000) =>
  withSession(reach({ maxBytes }), network, async (session) => {
    const response = await guardedFetch(session)(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  }).catch((error: unknown) => (error instanceof FetchRefused ? error.reason : Promise.reject(error)));

test('a guarded fetch sends a body and returns the status, the content type and the text of the answer', async () => {
  const server = await serveHttps('valid', (request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () =>
      response.writeHead(400, { 'content-type': 'text/plain', 'x-own': '1' }).end(text),
    );
  });
  const answer = await post(`https://provider.example:${server.port}/token`, 'grant=ü');
  expect(answer).toEqual({ status: 400, type: 'text/plain', text: 'grant=ü' });
  expect(server.requests[0]).toMatchObject({ method: 'POST', headers: { 'content-length': '8' } });
});

test('a guarded fetch follows no redirect, and asks no second server', async () => {
  const other = await serveHttps('valid', (_, response) => response.end());
  const location = `https://provider.example:${other.port}/`;
  for (const status of [301, 302, 303, 307, 308, 304]) {
    const server = await serveHttps('valid', (_, response) => response.writeHead(status, { location }).end());
    expect(await post(`https://provider.example:${server.port}/`)).toBe('redirected');
  }
  expect(other.requests).toEqual([]);
});

test('a guarded fetch stops reading at its limit', async () => {
  const server = await serveHttps('valid', (_, response) => response.end('x'.repeat(5_000_000)));
  expect(await post(`https://provider.example:${server.port}/`)).toBe('too_large');
});

test('a guarded fetch refuses addresses that are not public, other schemes and answers that are cut off', async () => {
  expect(await post('https://inside.example/')).toBe('blocked_address');
  expect(await post('ftp://provider.example/')).toBe('blocked_scheme');
  const server = await serveHttps('valid', (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    setTimeout(() => response.destroy(), 20);
  });
  expect(await post(`https://provider.example:${server.port}/`)).toBe('bad_response');
});
