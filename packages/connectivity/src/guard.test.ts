import { describe, expect, test } from 'vitest';
import { ask } from '../test/ask.ts';
import { serveHttp } from '../test/local-server.ts';
import { PUBLIC, PUBLIC_6, reach, standIn } from '../test/stand-in.ts';
import { internet } from './network.ts';
import { sendRequest } from './request.ts';
import { withSession } from './session.ts';

describe('a non-public address is never connected to', () => {
  const answers: [string, string[]][] = [
    ['private', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['metadata', ['169.254.169.254']],
    ['unique local', ['fd00:ec2::254']],
    ['IPv6 link-local', ['fe80::1']],
    ['IPv6 link-local with a zone', ['fe80::1%eth0']],
    ['IPv6 loopback', ['::1']],
    ['IPv4-mapped', ['::ffff:10.0.0.1']],
    ['IPv4-mapped public', [`::ffff:${PUBLIC}`]],
    ['NAT64 of a private one', ['64:ff9b::a00:1']],
    ['one private among public ones', [PUBLIC, PUBLIC_6, '192.168.1.1']],
    ['no address at all', ['provider.internal']],
  ];
  test.each(answers)('when DNS answers %s', async (_, addresses) => {
    const network = standIn({ 'provider.example': addresses });
    expect(await ask(network, 'https://provider.example/')).toMatchObject({
      ok: false,
      reason: 'blocked_address',
    });
    expect(network.dialled).toEqual([]);
  });

  test.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://[fe80::1]/',
    'http://[fd12:3456::1]/',
    'http://[::ffff:169.254.169.254]/latest/meta-data/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0/',
    'http://2852039166/',
  ])('when the URL contains it: %s', async (url) => {
    const network = standIn({});
    expect(await ask(network, url)).toMatchObject({ ok: false, reason: 'blocked_address' });
    expect(network).toMatchObject({ dialled: [], lookups: [] });
  });

  test.each([
    ['http://169.254.169.254/latest/meta-data/', 'blocked_address'],
    ['//169.254.169.254/', 'blocked_address'],
    ['http://[::ffff:a9fe:a9fe]/', 'blocked_address'],
    ['http://[fd00:ec2::254]/', 'blocked_address'],
    ['http://0x7f000001/', 'blocked_address'],
    ['http://inside.example/', 'blocked_address'],
    ['http://localhost./', 'blocked_name'],
    ['http://metadata.google.internal/', 'blocked_name'],
    ['http://user@provider.example/', 'url_credentials'],
    ['http://provider.example:22/', 'blocked_port'],
    ['ftp://provider.example/', 'blocked_scheme'],
    ['file:///etc/passwd', 'bad_url'],
    ['http://', 'bad_url'],
  ])('when a redirect leads to it: %s', async (location, reason) => {
    const server = await serveHttp((_, response) => response.writeHead(302, { location }).end());
    const network = standIn({ 'provider.example': [PUBLIC], 'inside.example': ['10.1.2.3'] });
    const answer = await ask(network, `http://provider.example:${server.port}/`);
    expect(answer).toMatchObject({ ok: false, reason, redirects: 1 });
    expect(network.dialled).toEqual([PUBLIC]);
    expect(server.connections()).toBe(1);
  });

  test('when the name was public at first, because no name is looked up twice', async () => {
    const server = await serveHttp((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/again' });
      response.end();
    });
    const turns = [[PUBLIC], ['127.0.0.1']];
    const network = standIn({ 'provider.example': () => turns.shift() ?? ['169.254.169.254'] });
    const url = `http://provider.example:${server.port}/`;
    await withSession(reach(), network, async (session) => {
      for (let turn = 0; turn < 2; turn++) {
        const answer = await sendRequest(session, { url, method: 'GET', headers: {}, readBody: false });
        expect(answer).toMatchObject({ ok: true, status: 200, redirects: 1 });
      }
    });
    expect(network.lookups).toEqual(['provider.example']);
    expect(new Set(network.dialled)).toEqual(new Set([PUBLIC]));
    expect(await ask(network, url)).toMatchObject({ ok: false, reason: 'blocked_address' });
    expect(network.lookups).toEqual(['provider.example', 'provider.example']);
  });

  test('unless private addresses are allowed: then addresses and names are reached', async () => {
    const server = await serveHttp((_, response) => response.end());
    const network = standIn({ localhost: ['::1', '127.0.0.1'], 'db.internal': ['127.0.0.1'] });
    for (const host of ['127.0.0.1', '0x7f.1', 'localhost', 'localhost.', 'db.internal']) {
      const answer = await ask(network, `http://${host}:${server.port}/`, {}, { allowPrivate: true });
      expect(answer).toMatchObject({ ok: true, status: 200 });
    }
  });
});

test('the resolver of the system is the default', async () => {
  const server = await serveHttp((_, response) => response.end());
  const request = {
    url: `http://localhost:${server.port}/`,
    method: 'GET',
    headers: {},
    readBody: true,
  } as const;
  const answerWith = (allowPrivate: boolean) =>
    withSession(reach({ allowPrivate }), internet, (session) => sendRequest(session, request));
  expect(await answerWith(true)).toMatchObject({ ok: true, status: 200 });
  expect(await answerWith(false)).toMatchObject({ ok: false, reason: 'blocked_name' });
});
