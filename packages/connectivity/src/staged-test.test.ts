import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type LocalServer, serveHttp, serveTcp } from '../test/local-server.ts';
import { PUBLIC, reach, standIn } from '../test/stand-in.ts';
import type { ReachSettings } from './session.ts';
import { type ProviderCheck, type Stage, type StagedTest, stagedTest } from './staged-test.ts';

const SECRET = 'sk-live-not-to-be-seen';
const credentials = { authorization: `Bearer ${SECRET}` };

const check = (url: string, changes: Partial<ProviderCheck> = {}, settings: Partial<ReachSettings> = {}) =>
  stagedTest(
    {
      url,
      urlIsSecret: false,
      method: 'GET',
      headers: {},
      credentials: {},
      lacksCredentials: false,
      ...changes,
    },
    reach(settings),
    standIn({ 'provider.example': [PUBLIC], 'other.example': [PUBLIC], 'inside.example': ['10.1.2.3'] }),
  );

const at = ({ port }: LocalServer, path = '/') => `http://provider.example:${port}${path}`;

/** Formats a stage as `passed`, `failed rejected 401` or `skipped authentication`. */
const told = (stage: Stage) =>
  [
    stage.status,
    'reason' in stage ? stage.reason : '',
    'because' in stage ? stage.because : '',
    'answer' in stage ? (stage.answer?.status ?? '') : '',
  ]
    .filter((word) => word !== '')
    .join(' ');

const stagesOf = (result: StagedTest) =>
  result.outcome === 'tested' ? result.stages.map(told) : result.reason;
const statusOf = (result: StagedTest) => (result.outcome === 'tested' ? result.status : result.outcome);

/** Answers one status to requests with the credential, and another to those without. */
const guarded =
  (known: number, unknown: number): RequestListener =>
  ({ headers }, response) =>
    response.writeHead(headers.authorization === credentials.authorization ? known : unknown).end('body');

describe('with credentials', () => {
  test.each([
    // with the credential, without it, the stages, overall
    [200, 200, ['passed 200', 'passed 200', 'passed 200'], 'passed'],
    [204, 401, ['passed 401', 'passed 204', 'passed 204'], 'passed'],
    [200, 404, ['passed 404', 'passed 200', 'passed 200'], 'passed'],
    [404, 404, ['passed 404', 'passed 404', 'failed unexpected_status 404'], 'partial'],
    [429, 200, ['passed 200', 'passed 429', 'failed unexpected_status 429'], 'partial'],
    [304, 200, ['passed 200', 'passed 304', 'failed unexpected_status 304'], 'partial'],
    [401, 401, ['passed 401', 'failed rejected 401', 'skipped authentication'], 'partial'],
    [403, 200, ['passed 200', 'failed rejected 403', 'skipped authentication'], 'partial'],
    [500, 200, ['passed 200', 'failed server_error 500', 'skipped authentication'], 'partial'],
    [200, 500, ['failed server_error 500', 'skipped connectivity', 'skipped connectivity'], 'failed'],
    [200, 503, ['failed server_error 503', 'skipped connectivity', 'skipped connectivity'], 'failed'],
  ])('a provider that answers %i, and %i without them', async (known, unknown, stages, status) => {
    const server = await serveHttp(guarded(known, unknown));
    const result = await check(at(server), { credentials });
    expect([stagesOf(result), statusOf(result)]).toEqual([stages, status]);
    expect(result).toMatchObject({
      stages: [{ name: 'connectivity' }, { name: 'authentication' }, { name: 'end_to_end' }],
    });
  });

  test('is asked twice, first without them', async () => {
    const server = await serveHttp((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}');
    });
    const headers = { 'x-version': '2' };
    const result = await check(at(server, '/models'), { headers, credentials });
    expect(server.requests).toMatchObject([
      { method: 'GET', url: '/models', headers },
      { method: 'GET', url: '/models', headers: { ...headers, ...credentials } },
    ]);
    expect(JSON.stringify(server.requests[0])).not.toContain(SECRET);
    const answer = { status: 200, mediaType: 'application/json' };
    expect(result).toMatchObject({
      outcome: 'tested',
      status: 'passed',
      durationMs: expect.any(Number),
      stages: [
        { durationMs: expect.any(Number), answer: { ...answer, bodyBytes: null } },
        { durationMs: expect.any(Number), answer },
        { durationMs: expect.any(Number), answer: { ...answer, bodyBytes: 11, bodyTruncated: false } },
      ],
    });
  });

  test('does not send them after a failure without them', async () => {
    const server = await serveHttp((_, response) => response.writeHead(502).end());
    await check(at(server), { credentials });
    expect(server.requests).toHaveLength(1);
    expect(JSON.stringify(server.requests)).not.toContain(SECRET);
  });

  test('fails when another origin answered, which got none of them', async () => {
    const other = await serveHttp((_, response) => response.end());
    const server = await serveHttp((_, response) => {
      response.writeHead(302, { location: `http://other.example:${other.port}/login` }).end();
    });
    expect(stagesOf(await check(at(server), { credentials }))).toEqual([
      'passed 200',
      'failed left_origin 200',
      'skipped authentication',
    ]);
    expect(JSON.stringify(other.requests)).not.toContain(SECRET);
  });

  test('fails only the stage whose header cannot be sent', async () => {
    const server = await serveHttp((_, response) => response.end());
    const result = await check(at(server), { credentials: { authorization: `Bearer ${SECRET}\n` } });
    expect(stagesOf(result)).toEqual(['passed 200', 'failed bad_header', 'skipped authentication']);
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  test('asks for the root first when the URL holds a secret', async () => {
    const server = await serveHttp(({ url }, response) => response.writeHead(url === '/' ? 404 : 200).end());
    const result = await check(at(server, `/bot${SECRET}/getMe?token=${SECRET}`), { urlIsSecret: true });
    expect(stagesOf(result)).toEqual(['passed 404', 'passed 200', 'passed 200']);
    expect(server.requests.map(({ url }) => url)).toEqual(['/', `/bot${SECRET}/getMe?token=${SECRET}`]);
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });
});

describe('without credentials', () => {
  test.each([
    [200, ['passed 200', 'skipped no_credentials', 'passed 200'], 'passed'],
    [401, ['passed 401', 'skipped no_credentials', 'failed unexpected_status 401'], 'partial'],
    [500, ['failed server_error 500', 'skipped connectivity', 'skipped connectivity'], 'failed'],
  ])('a provider that answers %i is asked once', async (code, stages, status) => {
    const server = await serveHttp((_, response) => response.writeHead(code).end());
    const result = await check(at(server));
    expect([stagesOf(result), statusOf(result)]).toEqual([stages, status]);
    expect(server.requests).toHaveLength(1);
  });
});

test('a test that lacks credentials reaches the provider, sends none, and does not pass', async () => {
  const server = await serveHttp((_, response) => response.end());
  for (const some of [{}, { credentials }]) {
    const result = await check(at(server), { ...some, lacksCredentials: true });
    expect(stagesOf(result)).toEqual(['passed 200', 'failed credentials_not_sent', 'skipped authentication']);
    expect(statusOf(result)).toBe('partial');
  }
  expect(JSON.stringify(server.requests)).not.toContain(SECRET);
});

test.each([{ credentials }, { urlIsSecret: true }, {}])(
  'a name that does not resolve fails a first stage of its own',
  async (changes) => {
    const result = await check('http://unknown.example/', changes);
    expect(stagesOf(result)).toEqual(['failed dns_failed', 'skipped dns', 'skipped dns', 'skipped dns']);
    expect(result).toMatchObject({ status: 'failed', stages: [{ name: 'dns' }, {}, {}, {}] });
  },
);

describe('a provider that does not answer', () => {
  test('fails the first stage when it refuses the connection', async () => {
    const gone = await serveHttp((_, response) => response.end());
    await gone.close();
    expect(stagesOf(await check(at(gone), { credentials }))).toEqual([
      'failed connect_failed',
      'skipped connectivity',
      'skipped connectivity',
    ]);
  });

  test('fails the stage in which the budget of all is spent, and leaves no connection', async () => {
    const settings = { budgetMs: 400 };
    const never = await serveTcp(() => {});
    expect(stagesOf(await check(at(never), { credentials }, settings))).toEqual([
      'failed timed_out',
      'skipped connectivity',
      'skipped connectivity',
    ]);
    const toStrangers = await serveHttp(({ headers }, response) => {
      if (!headers.authorization) response.end();
    });
    expect(stagesOf(await check(at(toStrangers), { credentials }, settings))).toEqual([
      'passed 200',
      'failed timed_out',
      'skipped authentication',
    ]);
    const halfway = await serveHttp((_, response) => {
      response.write('half');
    });
    expect(stagesOf(await check(at(halfway), { credentials }, settings))).toEqual([
      'passed 200',
      'passed 200',
      'failed timed_out 200',
    ]);
    await Promise.all([never, toStrangers, halfway].map((server) => server.allClosed()));
  });

  test('a body beyond the limit is truncated and does not fail the test', async () => {
    const server = await serveHttp((_, response) => response.end(Buffer.alloc(100_000)));
    const result = await check(at(server), { credentials }, { maxBytes: 1_000 });
    expect(result).toMatchObject({ status: 'passed' });
    expect(result).toHaveProperty('stages.2.answer', {
      status: 200,
      mediaType: null,
      bodyBytes: 1_000,
      bodyTruncated: true,
    });
  });
});

describe('a URL that may not be requested', () => {
  test.each([
    ['provider.example/v1', 'bad_url'],
    ['ftp://provider.example/', 'blocked_scheme'],
    ['https://user:pass@provider.example/', 'url_credentials'],
    ['http://localhost/', 'blocked_name'],
    ['https://provider.example:25/', 'blocked_port'],
    ['http://169.254.169.254/', 'blocked_address'],
    ['http://inside.example/', 'blocked_address'],
  ])('refuses the test: %s', async (url, reason) => {
    expect(await check(url, { credentials })).toEqual({ outcome: 'refused', reason });
    expect(await check(url, { urlIsSecret: true })).toEqual({ outcome: 'refused', reason });
  });

  test('fails the stage when a redirect leads to it', async () => {
    const server = await serveHttp((_, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });
    expect(stagesOf(await check(at(server), { credentials }))).toEqual([
      'failed blocked_address',
      'skipped connectivity',
      'skipped connectivity',
    ]);
  });
});
