import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ask } from '../test/ask.ts';
import { serveHttp, serveTcp } from '../test/local-server.ts';
import { PUBLIC, PUBLIC_6, standIn } from '../test/stand-in.ts';

const SECRET = 'sk-live-not-to-be-seen';

describe('a request', () => {
  test('returns a status, a common media type and a count of bytes', async () => {
    const server = await serveHttp((_, response) => {
      response.writeHead(201, { 'content-type': 'Application/JSON; charset=utf-8' }).end('{"a":"ä"}');
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    expect(await ask(network, `http://provider.example:${server.port}/v1?x=1`)).toMatchObject({
      ok: true,
      status: 201,
      mediaType: 'application/json',
      redirects: 0,
      leftOrigin: false,
      body: { ok: true, bytes: 10, truncated: false },
    });
    expect(network).toMatchObject({ lookups: ['provider.example'], dialled: [PUBLIC] });
    expect(server.requests).toMatchObject([{ method: 'GET', url: '/v1?x=1' }]);
  });

  test('names the host, asks for no encoding and uses a connection of its own', async () => {
    const server = await serveHttp((_, response) => response.end());
    const network = standIn({ 'provider.example': [PUBLIC] });
    await ask(network, `http://provider.example.:${server.port}/`);
    expect(server.requests[0]?.headers).toEqual({
      host: `provider.example:${server.port}`,
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'Berth',
      connection: 'close',
    });
  });

  test("sends the caller's headers except those of the connection", async () => {
    const server = await serveHttp((_, response) => response.end());
    await ask(standIn({ 'provider.example': [PUBLIC] }), `http://provider.example:${server.port}/`, {
      headers: {
        'X-API-Key': SECRET,
        'User-Agent': 'Acme',
        Host: 'metadata.google.internal',
        'Accept-Encoding': 'gzip',
        Connection: 'upgrade',
        Upgrade: 'h2c',
        'Transfer-Encoding': 'chunked',
        'Content-Length': '5',
        Expect: '100-continue',
      },
    });
    expect(server.requests[0]?.headers).toEqual({
      host: `provider.example:${server.port}`,
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'Acme',
      'x-api-key': SECRET,
      connection: 'close',
    });
  });

  test('reaches an IPv6 address', async () => {
    const server = await serveHttp((_, response) => response.end());
    const network = standIn({});
    expect(await ask(network, `http://[${PUBLIC_6}]:${server.port}/`)).toMatchObject({ status: 200 });
    expect(network).toMatchObject({ lookups: [], dialled: [PUBLIC_6] });
    expect(server.requests).toMatchObject([{ headers: { host: `[${PUBLIC_6}]:${server.port}` } }]);
  });

  test('with HEAD returns no body', async () => {
    const server = await serveHttp((_, response) => response.end('unsent'));
    const network = standIn({ 'provider.example': [PUBLIC] });
    const answer = await ask(network, `http://provider.example:${server.port}/`, { method: 'HEAD' });
    expect(answer).toMatchObject({ ok: true, status: 200, body: { ok: true, bytes: 0 } });
  });

  test('tries the second address of a name when the first refuses', async () => {
    const server = await serveHttp((_, response) => response.end());
    const network = standIn({ 'provider.example': [PUBLIC_6, PUBLIC] });
    network.dial = (address) => (address === PUBLIC_6 ? '::1' : '127.0.0.1');
    expect(await ask(network, `http://provider.example:${server.port}/`)).toMatchObject({ status: 200 });
  });
});

describe('redirects', () => {
  test('look each name up once and connect to the checked address', async () => {
    const server = await serveHttp(({ url, headers }, response) => {
      const port = headers.host?.split(':')[1];
      const next: Record<string, string> = {
        '/': '/2',
        '/2': `//other.example:${port}/3`,
        '/3': `http://provider.example:${port}/4`,
      };
      const location = next[url ?? ''];
      if (location) response.writeHead(307, { location });
      response.end();
    });
    const network = standIn({ 'provider.example': [PUBLIC], 'other.example': ['12.34.56.78'] });
    const answer = await ask(network, `http://provider.example:${server.port}/`);
    expect(answer).toMatchObject({ ok: true, status: 200, redirects: 3, leftOrigin: true });
    expect(network.lookups).toEqual(['provider.example', 'other.example']);
    expect(network.dialled).toEqual([PUBLIC, PUBLIC, '12.34.56.78', PUBLIC]);
  });

  test('keep the headers within the origin and drop all of them for good on leaving it', async () => {
    const server = await serveHttp(({ url, headers }, response) => {
      const port = headers.host?.split(':')[1];
      const next: Record<string, string> = {
        '/': '/same',
        '/same': `http://other.example:${port}/other`,
        '/other': `http://provider.example:${port}/back`,
        '/back': '/end',
      };
      const location = next[url ?? ''];
      if (location) response.writeHead(302, { location });
      response.end();
    });
    const network = standIn({ 'provider.example': [PUBLIC], 'other.example': [PUBLIC] });
    await ask(network, `http://provider.example:${server.port}/`, {
      headers: { Authorization: `Bearer ${SECRET}`, 'X-Api-Key': SECRET, Cookie: SECRET, 'X-Custom': SECRET },
    });
    const carried = server.requests.map(({ url, headers }) => [
      url,
      JSON.stringify(headers).includes(SECRET),
    ]);
    expect(carried).toEqual([
      ['/', true],
      ['/same', true],
      ['/other', false],
      ['/back', false],
      ['/end', false],
    ]);
  });

  test('to another port count as another origin', async () => {
    const second = await serveHttp((_, response) => response.end());
    const first = await serveHttp((_, response) => {
      response.writeHead(308, { location: `http://provider.example:${second.port}/` }).end();
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    const headers = { authorization: SECRET };
    const answer = await ask(network, `http://provider.example:${first.port}/`, { headers });
    expect(answer).toMatchObject({ ok: true, leftOrigin: true });
    expect(JSON.stringify(second.requests)).not.toContain(SECRET);
    expect(first.requests).toMatchObject([{ headers }]);
  });

  test('end after five', async () => {
    const server = await serveHttp(({ url }, response) => {
      response.writeHead(302, { location: `/${Number(url?.slice(1)) + 1}` }).end();
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    expect(await ask(network, `http://provider.example:${server.port}/0`)).toMatchObject({
      ok: false,
      reason: 'too_many_redirects',
    });
    expect(server.requests.map(({ url }) => url)).toEqual(['/0', '/1', '/2', '/3', '/4', '/5']);
  });

  test('without a location count as answers', async () => {
    const server = await serveHttp((_, response) => response.writeHead(304).end());
    const network = standIn({ 'provider.example': [PUBLIC] });
    expect(await ask(network, `http://provider.example:${server.port}/`)).toMatchObject({ status: 304 });
  });
});

describe('limits', () => {
  test('a body is truncated at the limit', async () => {
    const server = await serveHttp((_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(16_384)));
      };
      response.on('drain', more);
      more();
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    const url = `http://provider.example:${server.port}/`;
    const answer = await ask(network, url, {}, { maxBytes: 100_000 });
    expect(answer).toMatchObject({ status: 200, body: { ok: true, bytes: 100_000, truncated: true } });
    await server.allClosed();
  });

  test('a body of exactly the limit is whole', async () => {
    const server = await serveHttp((_, response) => response.end(Buffer.alloc(5_000)));
    const network = standIn({ 'provider.example': [PUBLIC] });
    const url = `http://provider.example:${server.port}/`;
    const body = { ok: true, bytes: 5_000, truncated: false };
    expect(await ask(network, url, {}, { maxBytes: 5_000 })).toMatchObject({ body });
  });

  test('a body is counted as sent on the wire, without decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const server = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    const url = `http://provider.example:${server.port}/`;
    expect(await ask(network, url)).toMatchObject({ body: { bytes: bomb.length, truncated: false } });
  });

  test.each([
    ['headers without end', (line: number) => `X-${line}: ${'a'.repeat(1_000)}\r\n`],
    ['one header without end', () => 'a'.repeat(10_000)],
  ])('%s are too large', async (_, more) => {
    const server = await serveTcp((socket) => {
      let line = 0;
      socket.write('HTTP/1.1 200 OK\r\nX-First: ');
      const timer = setInterval(() => socket.write(more(line++)), 1);
      socket.on('close', () => clearInterval(timer));
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    const url = `http://provider.example:${server.port}/`;
    expect(await ask(network, url)).toMatchObject({ ok: false, reason: 'too_large' });
    await server.allClosed();
  });
});

describe('a failure', () => {
  test.each([
    ['nonsense', 'SSH-2.0-OpenSSH_9.2\r\n'],
    [
      'an answer to nobody: a switch of protocols',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'],
    ['nothing', ''],
  ])('of the protocol, %s, is a bad response', async (_, text) => {
    const server = await serveTcp((socket) => socket.end(text));
    const network = standIn({ 'provider.example': [PUBLIC] });
    const url = `http://provider.example:${server.port}/`;
    expect(await ask(network, url)).toMatchObject({ ok: false, reason: 'bad_response' });
  });

  test('within the body keeps the status', async () => {
    const server = await serveTcp((socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello');
    });
    const network = standIn({ 'provider.example': [PUBLIC] });
    expect(await ask(network, `http://provider.example:${server.port}/`)).toMatchObject({
      ok: true,
      status: 200,
      body: { ok: false, reason: 'bad_response' },
    });
  });

  test('to connect, to resolve the name or to send a header has its own reason', async () => {
    const gone = await serveHttp((_, response) => response.end());
    const network = standIn({ 'provider.example': [PUBLIC], 'empty.example': [] });
    await gone.close();
    const url = `http://provider.example:${gone.port}/`;
    expect(await ask(network, url)).toMatchObject({ reason: 'connect_failed' });
    expect(await ask(network, 'https://unknown.example/')).toMatchObject({ reason: 'dns_failed' });
    expect(await ask(network, 'https://empty.example/')).toMatchObject({ reason: 'dns_failed' });
    for (const headers of [{ a: 'x\r\nHost: y' }, { 'a b': 'x' }, { a: 'ключ' }, { '': 'x' }]) {
      expect(await ask(network, url, { headers })).toMatchObject({ reason: 'bad_header' });
    }
  });
});

test('no answer holds the address, the credential or any text of the server', async () => {
  const hash = createHash('sha256').update(SECRET).digest('hex');
  const echo = await serveHttp(({ url, headers }, response) => {
    if (url === '/redirect') {
      response.statusCode = 302;
      response.setHeader('location', `http://169.254.169.254/${SECRET}`);
    }
    response.statusMessage = `${headers.authorization}`;
    response.setHeader('content-type', `${headers.authorization}`);
    response.setHeader('x-echo', hash);
    response.end(`${headers.authorization} ${hash}`);
  });
  const rude = await serveTcp((socket) => socket.end(`${SECRET} ${hash}\r\n\r\n`));
  const network = standIn({ 'provider.example': [PUBLIC], 'inside.example': ['10.1.2.3'] });
  const urls = [
    `http://provider.example:${echo.port}/`,
    `http://provider.example:${echo.port}/redirect`,
    `http://provider.example:${rude.port}/?key=${SECRET}`,
    `https://provider.example:${echo.port}/${SECRET}`,
    `http://inside.example/${SECRET}`,
    `http://${SECRET}:${SECRET}@provider.example/`,
    `http://169.254.169.254/${SECRET}`,
    `http://unknown.example/${SECRET}`,
    `http://[${SECRET}]/`,
  ];
  const headers = { authorization: SECRET };
  const answers = await Promise.all(urls.map((url) => ask(network, url, { headers })));
  answers.push(await ask(network, urls[0] ?? '', { headers: { authorization: `${SECRET}\r\n` } }));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  for (const hidden of [SECRET, hash, PUBLIC, '10.1.2.3', '127.0.0.1', '169.254', 'example']) {
    expect(JSON.stringify(answers)).not.toContain(hidden);
  }
});
