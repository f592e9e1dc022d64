import { expect, onTestFinished, test, vi } from 'vitest';
import { certificate, serveHttp, serveHttps } from '../test/local-server.ts';
import { PUBLIC, reach, type StandIn, standIn } from '../test/stand-in.ts';
import { sendRequest } from './request.ts';
import { withSession } from './session.ts';

const names = { 'provider.example': [PUBLIC], 'other.example': [PUBLIC] };
const ask = (network: StandIn, url: string, headers: Record<string, string> = {}) =>
  withSession(reach(), network, (session) =>
    sendRequest(session, { url, method: 'GET', headers, readBody: true }),
  );

test('TLS verifies the certificate for the name while it connects to the address', async () => {
  const server = await serveHttps('valid', (_, response) => response.end('ok'));
  const network = standIn(names);
  for (const host of ['provider.example', 'provider.example.', PUBLIC]) {
    expect(await ask(network, `https://${host}:${server.port}/`)).toMatchObject({ ok: true, status: 200 });
  }
  expect(network.dialled).toEqual([PUBLIC, PUBLIC, PUBLIC]);
});

test('the handshake sends the name (SNI) but no address', async () => {
  const asked: unknown[] = [];
  const server = await serveHttps('valid', ({ socket }, response) => {
    asked.push('servername' in socket && socket.servername);
    response.end();
  });
  for (const host of ['provider.example', PUBLIC])
    await ask(standIn(names), `https://${host}:${server.port}/`);
  expect(asked).toEqual(['provider.example', false]);
});

test('an expired certificate, one of another name or an unknown authority, and a server without TLS are refused', async () => {
  const valid = await serveHttps('valid', (_, response) => response.end());
  const expired = await serveHttps('expired', (_, response) => response.end());
  const plain = await serveHttp((_, response) => response.end());
  const refused = { ok: false, reason: 'tls_failed' };
  expect(await ask(standIn(names), `https://other.example:${valid.port}/`)).toMatchObject(refused);
  expect(await ask(standIn(names), `https://provider.example:${expired.port}/`)).toMatchObject(refused);
  expect(await ask(standIn(names), `https://provider.example:${plain.port}/`)).toMatchObject(refused);
  const { ca: _, ...distrusting } = standIn(names);
  expect(await ask(distrusting, `https://provider.example:${valid.port}/`)).toMatchObject(refused);
  expect([...valid.requests, ...expired.requests, ...plain.requests]).toEqual([]);
});

test('a server that requires a client certificate is a TLS failure', async () => {
  const server = await serveHttps('valid', (_, response) => response.end(), {
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.3',
    ca: certificate('valid'),
  });
  expect(await ask(standIn(names), `https://provider.example:${server.port}/`)).toMatchObject({
    reason: 'tls_failed',
  });
});

test('no environment variable turns verification off', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {}); // Node warns of that setting
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const server = await serveHttps('valid', (_, response) => response.end());
  const { ca: _, ...distrusting } = standIn(names);
  expect(await ask(distrusting, `https://provider.example:${server.port}/`)).toMatchObject({
    reason: 'tls_failed',
  });
});

test('a redirect from https to http carries no header', async () => {
  const plain = await serveHttp((_, response) => response.end());
  const secure = await serveHttps('valid', (_, response) => {
    response.writeHead(301, { location: `http://provider.example:${plain.port}/` }).end();
  });
  const headers = { authorization: 'sk-live', 'x-api-key': 'sk-live' };
  const answer = await ask(standIn(names), `https://provider.example:${secure.port}/`, headers);
  expect(answer).toMatchObject({ ok: true, leftOrigin: true });
  expect(secure.requests).toMatchObject([{ headers }]);
  expect(JSON.stringify(plain.requests)).not.toContain('sk-live');
});
