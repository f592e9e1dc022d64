import { registry } from '@berth/domain';
import { newId } from '@berth/kernel';
import { afterAll, describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_URL_LENGTH } from '../../src/http/limits.ts';
import { type Patience, serve } from '../../src/server/serve.ts';
import { idQuery } from '../support/conformance-kit.ts';
import { checkError } from '../support/errors.ts';
import { startHarness } from '../support/harness.ts';
import { exchange, type RawAnswer } from '../support/raw-http.ts';

/** The application behind the real server, and bytes that no HTTP client would send. */
const harness = await startHarness();
const { key } = await harness.newInstance();
const refused: string[] = [];

async function start(patience?: Patience): Promise<string> {
  const listener = await serve({
    fetch: harness.app.fetch,
    host: '127.0.0.1',
    port: 0,
    refused: (status, reason) => {
      refused.push(`${status} ${reason}`);
      return `req_${refused.length}`;
    },
    ...(patience ? { patience } : {}),
  });
  afterAll(() => listener.stop(0));
  return listener.url;
}

const url = await start();

/** Headers that every face needs, and the end of the connection. */
const COMMON = `Host: berth\r\nConnection: close\r\nAuthorization: Bearer ${key}\r\nX-API-Key: ${key}\r\n`;
const JSON_TYPE = 'Content-Type: application/json\r\n';

const get = (target: string, headers = '') => `GET ${target} HTTP/1.1\r\n${COMMON}${headers}\r\n`;

async function answerTo(...pieces: (string | Buffer)[]): Promise<RawAnswer> {
  const [answer, ...more] = await exchange(url, ...pieces);
  if (!answer || more.length > 0) throw new Error(`${more.length + (answer ? 1 : 0)} answers`);
  return answer;
}

const root = (status: number, code: string) => ({ object: 'error', ok: false, status, code });
const flowker = (code: number) => ({ code, title: 'request_failed' });
const informer = (statusCode: number, error: string) => ({ statusCode, error });

/** A path of each face, and its error format. */
const faces = [
  {
    face: 'root',
    path: '/provider-configs',
    tooLong: root(414, 'uri_too_long'),
    tooMany: root(431, 'headers_too_large'),
    tooBig: root(413, 'payload_too_large'),
  },
  {
    face: 'Flowker',
    path: '/v1/provider-configurations',
    tooLong: flowker(414),
    tooMany: flowker(431),
    tooBig: flowker(413),
  },
  {
    face: 'Informer',
    path: '/api/models',
    tooLong: informer(414, 'URI Too Long'),
    tooMany: informer(431, 'Request Header Fields Too Large'),
    tooBig: informer(413, 'Payload Too Large'),
  },
];

describe.each(faces)('the $face face', ({ path, tooLong, tooMany, tooBig }) => {
  const read = (answer: RawAnswer) => ({ status: answer.status, body: JSON.parse(answer.text) });

  test('refuses a URL that is too long, and accepts one of the greatest length', async () => {
    // The greatest length is read: it is refused for its unknown parameter.
    const of = (length: number) => `${path}?x=${'y'.repeat(length - path.length - 'http://berth?x='.length)}`;
    expect((await answerTo(get(of(MAX_URL_LENGTH)))).status).toBe(400);
    for (const length of [MAX_URL_LENGTH + 1, MAX_URL_LENGTH + 10_000]) {
      const answer = await answerTo(get(of(length)));
      expect(read(answer)).toMatchObject({ status: 414, body: tooLong });
      expect(answer.headers['x-request-id']).toMatch(/^req_[0-9a-z]{26}$/);
    }
  });

  test('refuses headers that are too large, be it one or many', async () => {
    const fits = `X-Padding: ${'y'.repeat(MAX_HEADER_BYTES - COMMON.length - 'X-Padding: \r\n'.length)}\r\n`;
    expect((await answerTo(get(path, fits))).status).toBe(200);
    for (const headers of [fits.replace(': ', ': y'), 'a: b\r\n'.repeat(10_000), 'a:\r\n'.repeat(8_000)]) {
      const answer = await answerTo(get(path, headers));
      expect(read(answer)).toMatchObject({ status: 431, body: tooMany });
    }
  });

  test('refuses a body that is too big, with and without a Content-Length', async () => {
    const bytes = Buffer.from(`{"description":"${'x'.repeat(MAX_BODY_BYTES)}"}`);
    const size = bytes.length.toString(16);
    const head = `POST ${path} HTTP/1.1\r\n${COMMON}${JSON_TYPE}`;
    for (const pieces of [
      [`${head}Content-Length: ${bytes.length}\r\n\r\n`, bytes],
      [`${head}Content-Length: 999999999999\r\n\r\n`, '{}'],
      [`${head}Transfer-Encoding: chunked\r\n\r\n${size}\r\n`, bytes, '\r\n0\r\n\r\n'],
      [`${head}Transfer-Encoding: chunked\r\n\r\n${size}\r\n`, bytes], // without the end of the body
    ]) {
      expect(read(await answerTo(...pieces))).toMatchObject({ status: 413, body: tooBig });
    }
  });
});

test('a body that is too big leaves the connection to the next request', async () => {
  const bytes = Buffer.from(`{"description":"${'x'.repeat(MAX_BODY_BYTES)}"}`);
  const answers = await exchange(
    url,
    `POST /provider-configs HTTP/1.1\r\nHost: berth\r\nAuthorization: Bearer ${key}\r\n${JSON_TYPE}`,
    `Content-Length: ${bytes.length}\r\n\r\n`,
    bytes,
    get('/instance'),
  );
  expect(answers.map(({ status }) => status)).toEqual([413, 200]);
});

test('a body of a mebibyte is accepted, with and without a Content-Length', async () => {
  const start = '{"provider_id":"openai","value":{"api_key":"k"},"name":1,"description":"';
  const body = `${start}${'y'.repeat(MAX_BODY_BYTES - start.length - 2)}"}`;
  const head = `POST /provider-configs HTTP/1.1\r\n${COMMON}${JSON_TYPE}`;
  for (const pieces of [
    [`${head}Content-Length: ${MAX_BODY_BYTES}\r\n\r\n${body}`],
    [`${head}Transfer-Encoding: chunked\r\n\r\n${MAX_BODY_BYTES.toString(16)}\r\n${body}\r\n0\r\n\r\n`],
  ]) {
    const { status, text } = await answerTo(...pieces);
    expect([status, JSON.parse(text).errors]).toMatchObject([
      400,
      [{ path: ['name'] }, { path: ['description'] }],
    ]);
  }
});

test('a thousand ids fit into any filter, as the official client writes them', async () => {
  const filters = registry.resources.flatMap((resource) =>
    Object.entries(resource.read.filters)
      .filter(([, { input }]) => input.kind === 'text' && input.many)
      .map(([name]) => ({ path: resource.wire.path, name })),
  );
  const longest = filters.sort((a, b) => b.name.length - a.name.length)[0] ?? { path: '', name: '' };
  const ids = Array.from({ length: 1_000 }, () => newId('authMethodScope', new Date()));
  const { status, text } = await answerTo(get(`/${longest.path}?${idQuery(ids, longest.name)}`));
  expect([status, JSON.parse(text).items]).toEqual([200, []]);
});

describe('malformed requests', () => {
  const body = '{"a":1}';
  const post = (headers: string, sent = body) =>
    `POST /provider-configs HTTP/1.1\r\n${COMMON}${JSON_TYPE}${headers}\r\n${sent}`;

  test.each<[what: string, status: number, bytes: string | Buffer]>([
    ['a line of nothing', 400, 'hello\r\n\r\n'],
    ['bytes of TLS', 400, Buffer.from([0x16, 0x03, 0x01, 0x02, 0, 1, 0, 1, 0xfc, 3, 3])],
    ['NUL bytes', 400, Buffer.alloc(100)],
    ['HTTP/0.9', 400, 'GET /ping\r\n\r\n'],
    ['HTTP/3.7', 400, 'GET /ping HTTP/3.7\r\nHost: berth\r\n\r\n'],
    ['HTTP/2 with prior knowledge', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a method in lower case', 400, 'get /ping HTTP/1.1\r\nHost: berth\r\n\r\n'],
    ['a method that nobody knows', 400, `${'A'.repeat(5_000)} /ping HTTP/1.1\r\nHost: berth\r\n\r\n`],
    ['a method that browsers forbid', 400, 'TRACK /ping HTTP/1.1\r\nHost: berth\r\n\r\n'],
    ['no target', 400, 'GET  HTTP/1.1\r\nHost: berth\r\n\r\n'],
    ['a target with a space', 400, 'GET /a b HTTP/1.1\r\nHost: berth\r\n\r\n'],
    ['a target beyond ASCII', 400, Buffer.from(get('/pr\u00e4'), 'latin1')],
    ['a target that is no path', 400, 'OPTIONS * HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n'],
    ['an absolute target that is none', 400, 'GET http://%/ HTTP/1.1\r\nHost: berth\r\n\r\n'],
    ['no host', 400, 'GET /ping HTTP/1.1\r\n\r\n'],
    ['a host that is none', 400, 'GET /ping HTTP/1.1\r\nHost: a b<>\r\n\r\n'],
    ['a header without a colon', 400, get('/ping', 'nothing\r\n')],
    ['a header with a space before its colon', 400, get('/ping', 'X-A : b\r\n')],
    ['a header name with a control character', 400, get('/ping', 'X-\u0001: b\r\n')],
    ['a header value with NUL', 400, get('/ping', 'X-A: a\u0000b\r\n')],
    ['a folded header that is the first', 400, 'GET /ping HTTP/1.1\r\n folded\r\nHost: berth\r\n\r\n'],
    ['a bare carriage return', 400, get('/ping', 'X-A: a\rX-B: b\r\n')],
    ['two lengths', 400, post('Content-Length: 7\r\nContent-Length: 8\r\n')],
    ['a length that is no number', 400, post('Content-Length: seven\r\n')],
    ['a length below zero', 400, post('Content-Length: -7\r\n')],
    ['a length in hexadecimal', 400, post('Content-Length: 0x7\r\n')],
    ['a length with a plus', 400, post('Content-Length: +7\r\n')],
    ['a length beyond all numbers', 400, post(`Content-Length: ${'9'.repeat(30)}\r\n`)],
    ['a length and chunks', 400, post('Content-Length: 7\r\nTransfer-Encoding: chunked\r\n')],
    ['chunks and a length', 400, post('Transfer-Encoding: chunked\r\nContent-Length: 7\r\n')],
    ['chunks that are not the last coding', 400, post('Transfer-Encoding: chunked, gzip\r\n')],
    ['a coding that is none', 400, post('Transfer-Encoding: identity\r\n')],
    ['chunks that are spelt otherwise', 400, post('Transfer-Encoding: xchunked\r\n')],
    ['a chunk without a size', 400, post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n')],
    ['a chunk of a size below zero', 400, post('Transfer-Encoding: chunked\r\n', '-2\r\n{}\r\n0\r\n\r\n')],
    ['a chunk beyond its size', 400, post('Transfer-Encoding: chunked\r\n', '2\r\n{"a":1}\r\n0\r\n\r\n')],
    ['chunk extensions without end', 413, post('Transfer-Encoding: chunked\r\n', `2;${'x'.repeat(40_000)}`)],
    ['a tunnel', 405, 'CONNECT berth:443 HTTP/1.1\r\nHost: berth\r\n\r\n'],
    ['an expectation that nobody meets', 417, post('Expect: a-miracle\r\nContent-Length: 7\r\n')],
    ['a request line without end', 431, `GET /${'x'.repeat(300_000)}`],
    ['a header without end', 431, `GET / HTTP/1.1\r\nHost: berth\r\nX: ${'x'.repeat(300_000)}`],
    ['headers without end', 431, `GET / HTTP/1.1\r\nHost: berth\r\n${'X-A: bcdefgh\r\n'.repeat(60_000)}`],
  ])('%s is refused in JSON and ends the connection', async (_what, status, bytes) => {
    const before = refused.length;
    const answer = await answerTo(bytes);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', connection: 'close' });
    checkError('a raw request', status, JSON.parse(answer.text));
    expect(refused.slice(before)).toEqual([expect.stringMatching(new RegExp(`^${status} [A-Za-z0-9_]+$`))]);
    expect(answer.headers['x-request-id']).toBe(`req_${refused.length}`);
  });

  test('a URL that is not percent-encoded is refused for that reason', async () => {
    const { status, text } = await answerTo('GET /providers?search=\u00e9 HTTP/1.1\r\nHost: berth\r\n\r\n');
    expect([status, JSON.parse(text).message]).toEqual([
      400,
      'The URL holds a character that must be percent-encoded.',
    ]);
  });

  test.each<[what: string, status: number, bytes: string]>([
    ['TRACE', 405, `TRACE /provider-configs HTTP/1.1\r\n${COMMON}\r\n`],
    ['PROPFIND', 405, `PROPFIND /provider-configs HTTP/1.1\r\n${COMMON}\r\n`],
    ['QUERY', 405, `QUERY /provider-configs HTTP/1.1\r\n${COMMON}${JSON_TYPE}Content-Length: 2\r\n\r\n{}`],
    ['an upgrade', 200, get('/provider-configs', 'Upgrade: websocket\r\nConnection: upgrade\r\n')],
    ['HTTP/1.0 without a host', 200, 'GET /ping HTTP/1.0\r\n\r\n'],
    ['HTTP/1.0', 200, `GET /provider-configs HTTP/1.0\r\n${COMMON}\r\n`],
    ['an absolute target', 200, get('http://elsewhere/provider-configs')],
    ['a GET with a body', 200, get('/provider-configs', 'Content-Length: 2\r\n').concat('{}')],
    ['an expectation of 100', 400, post('Expect: 100-continue\r\nContent-Length: 7\r\n')],
    ['bytes that are gzip', 400, post('Transfer-Encoding: gzip, chunked\r\n', '2\r\n{}\r\n0\r\n\r\n')],
    ['chunks and trailers', 400, post('Transfer-Encoding: Chunked\r\n', '2\r\n{}\r\n0\r\nX-A: b\r\n\r\n')],
    ['two keys', 401, get('/provider-configs', `Authorization: Bearer ${key}x\r\n`)],
    ['bytes beyond ASCII in a header', 200, get('/provider-configs', 'X-A: \u00ff\u00fe\r\n')],
  ])('%s is answered by a face', async (_what, status, bytes) => {
    const before = refused.length;
    const answers = await exchange(url, Buffer.from(bytes, 'latin1'));
    const answer = answers.filter(({ status }) => status !== 100).at(-1);
    expect(answer?.status, answer?.text).toBe(status);
    expect(answer?.headers['x-request-id']).toMatch(/^req_[0-9a-z]{26}$/);
    expect(refused.slice(before)).toEqual([]);
  });

  test('the requests before a malformed one are answered, and nothing after it', async () => {
    const keep = `GET /provider-configs HTTP/1.1\r\n${COMMON.replace('Connection: close\r\n', '')}\r\n`;
    const answers = await exchange(url, `${keep}\r\nnonsense\r\n\r\n${keep}`);
    expect(answers.map(({ status }) => status)).toEqual([200]);
    const longer = post('Content-Length: 2\r\n', '{}{}{}').replace('Connection: close\r\n', '');
    expect((await exchange(url, longer)).map(({ status }) => status)).toEqual([400]);
  });

  test('the next caller is answered as usual', async () => {
    expect((await answerTo(get('/provider-configs'))).status).toBe(200);
  });
});

describe('a client that is too slow', () => {
  test.each([
    ['sends nothing', ''],
    ['stops within the request line', 'GET /pro'],
    ['stops within the headers', 'GET /provider-configs HTTP/1.1\r\nHost: berth\r\nX-A'],
    [
      'stops within the body',
      `POST /provider-configs HTTP/1.1\r\n${COMMON}${JSON_TYPE}Content-Length: 9\r\n\r\n{`,
    ],
  ])('and %s gets 408, and the connection ends', async (_what, bytes) => {
    const impatient = await start({ headersMs: 100, requestMs: 200, lookMs: 50 });
    const from = harness.logged.length;
    const [answer] = await exchange(impatient, bytes);
    expect(answer?.status).toBe(408);
    checkError('a slow request', 408, JSON.parse(answer?.text ?? ''));
    expect(harness.logged.slice(from).filter((line) => line.includes('request failed'))).toEqual([]);
  });
});
