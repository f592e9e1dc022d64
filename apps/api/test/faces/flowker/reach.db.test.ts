import { describe, expect, test } from 'vitest';
import {
  type LocalServer,
  serveHttp,
  serveHttps,
} from '../../../../../packages/connectivity/test/local-server.ts';
import { spellingsOf } from '../../../../../packages/connectivity/test/spellings.ts';
import { PUBLIC, standIn } from '../../../../../packages/connectivity/test/stand-in.ts';
import { startHarness } from '../../support/harness.ts';
import type { Answer } from '../../support/json-http.ts';
import { makeProvider } from '../../support/rules-kit.ts';
import { bothFaces, CONFIGS, expectError, type FlowkerClient, UUID } from './kit.ts';

/** Names of the test's internet. The name that rebinds is public once and then resolves to this machine. */
let rebound = 0;
const network = standIn({
  'provider.example': [PUBLIC],
  'private.example': ['10.0.0.5'],
  'loopback.example': ['127.0.0.1'],
  'mapped.example': ['::ffff:10.0.0.5'],
  'six.example': ['fd00::1'],
  'mixed.example': [PUBLIC, '192.168.1.1'],
  'rebinding.example': () => (rebound++ === 0 ? [PUBLIC] : ['127.0.0.1']),
});
const harness = await startHarness({ network });

/** Flowker's rule finds the address: the provider has no test of its own, and its address has no format. */
const SCHEMA = {
  type: 'object',
  properties: {
    base_url: { type: 'string' },
    onboarding_base_url: { type: 'string' },
    transaction_base_url: { type: 'string' },
    api_key: { type: 'string', writeOnly: true },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
const KEY = 'canary-key-0000000001';

interface Scene {
  flowker: FlowkerClient;
  /** Tests a configuration with this config. */
  tested(config: object): Promise<Answer>;
}

async function makeScene(): Promise<Scene> {
  const { root, flowker } = await bothFaces(harness);
  const { slug: providerId } = await makeProvider(root, { config_schema: SCHEMA });
  let count = 0;
  return {
    flowker,
    tested: async (config) => {
      const id = await flowker.create({ name: `c${count++}`, providerId, config });
      const answer = await flowker.post(`${CONFIGS}/${id}/test`);
      expect(JSON.stringify(answer.body)).not.toContain('canary');
      if (answer.status === 200) expect(answer.body.providerConfigId).toBe(id);
      return answer;
    },
  };
}

const at = (server: LocalServer, name = 'provider.example', path = '/') =>
  `http://${name}:${server.port}${path}`;
const stagesOf = ({ body }: Answer) =>
  body.stages.map(({ name, status }: Record<string, string>) => `${name} ${status}`);

describe('the result of a test', () => {
  test('has three passed stages', async () => {
    const server = await serveHttp((_, response) =>
      response.setHeader('content-type', 'application/json').end('{"canary": true}'),
    );
    const { tested } = await makeScene();
    const answer = await tested({ base_url: at(server), api_key: KEY, headers: { 'X-Region': 'eu' } });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        providerConfigId: expect.stringMatching(UUID),
        providerId: expect.any(String),
        overallStatus: 'passed',
        durationMs: expect.any(Number),
        stages: [
          {
            name: 'connectivity',
            status: 'passed',
            durationMs: expect.any(Number),
            message: 'Provider is reachable',
            details: { statusCode: 200, responseTimeMs: expect.any(Number) },
          },
          {
            name: 'authentication',
            status: 'passed',
            durationMs: expect.any(Number),
            message: 'Authentication successful',
            details: { statusCode: 200, responseTimeMs: expect.any(Number) },
          },
          {
            name: 'end_to_end',
            status: 'passed',
            durationMs: expect.any(Number),
            message: 'Full request/response cycle completed successfully',
            details: {
              statusCode: 200,
              responseTimeMs: expect.any(Number),
              responseBodyLen: 16,
              contentType: 'application/json',
            },
          },
        ],
        summary: 'All tests passed - provider configuration connectivity verified',
        startedAt: expect.stringMatching(/Z$/),
        completedAt: expect.stringMatching(/Z$/),
      },
    ]);
    const [bare, full] = server.requests;
    expect([bare?.headers.authorization, bare?.headers['x-region']]).toEqual([undefined, undefined]);
    expect([full?.headers.authorization, full?.headers['x-region']]).toEqual([`Bearer ${KEY}`, 'eu']);
  });

  test.each([
    [404, 'partial', ['connectivity passed', 'authentication passed', 'end_to_end failed']],
    [401, 'partial', ['connectivity passed', 'authentication failed', 'end_to_end skipped']],
    [403, 'partial', ['connectivity passed', 'authentication failed', 'end_to_end skipped']],
    [500, 'failed', ['connectivity failed', 'authentication skipped', 'end_to_end skipped']],
  ])('of an answer of %i is %s', async (status, overall, stages) => {
    const server = await serveHttp((_, response) => response.writeHead(status).end('canary'));
    const { flowker, tested } = await makeScene();
    const answer = await tested({ base_url: at(server), api_key: KEY });
    expect([answer.status, answer.body.overallStatus]).toEqual([200, overall]);
    expect(stagesOf(answer)).toEqual(stages);
    for (const stage of answer.body.stages) {
      expect('error' in stage).toBe(stage.status === 'failed');
      expect('message' in stage).toBe(stage.status !== 'failed');
      if (stage.status === 'skipped') expect([stage.durationMs, 'details' in stage]).toEqual([0, false]);
    }
    const { items } = (await flowker.get('/v1/audit-events?result=FAILED')).body;
    expect(items.map(({ eventType, action }: Record<string, string>) => [eventType, action])).toEqual([
      ['PROVIDER_CALL_FAILED', 'EXECUTE'],
    ]);
  });

  test('has a skipped authentication without credentials', async () => {
    const server = await serveHttp((_, response) => response.end());
    const { tested } = await makeScene();
    const answer = await tested({ base_url: at(server) });
    expect([answer.body.overallStatus, answer.body.stages[1]]).toEqual([
      'passed',
      {
        name: 'authentication',
        status: 'skipped',
        durationMs: 0,
        message: 'No authentication credentials configured',
      },
    ]);
  });

  test('takes headers alone as credentials, and they may override the key', async () => {
    const server = await serveHttp(({ headers }, response) =>
      response.writeHead(headers.authorization === 'Basic canary' ? 200 : 401).end(),
    );
    const { tested } = await makeScene();
    const headers = { authorization: 'Basic canary' };
    expect((await tested({ base_url: at(server), headers })).body.overallStatus).toBe('passed');
    const both = await tested({ base_url: at(server), api_key: KEY, headers });
    expect(server.requests.at(-1)?.headers.authorization).toBe('Basic canary');
    expect(both.body.stages[1].status).toBe('passed');
  });

  test('is a failure when nobody listens, and the other stages are skipped', async () => {
    const server = await serveHttp((_, response) => response.end());
    await server.close();
    const { tested } = await makeScene();
    const answer = await tested({ base_url: at(server), api_key: KEY });
    expect(stagesOf(answer)).toEqual(['connectivity failed', 'authentication skipped', 'end_to_end skipped']);
    expect(answer.body.stages[0].error).toBe('request failed: connect_failed');
    expect(answer.body.stages[2].message).toBe('Skipped due to connectivity failure');
    expect(answer.body.summary).toBe('All tests failed - provider configuration needs review');
  });

  test('is recorded for a disabled configuration too, and changes nothing of it', async () => {
    const server = await serveHttp((_, response) => response.end());
    const { root, flowker } = await bothFaces(harness);
    const { slug: providerId } = await makeProvider(root, { config_schema: SCHEMA });
    const id = await flowker.create({ name: 'c', providerId, config: { base_url: at(server) } });
    await flowker.post(`${CONFIGS}/${id}/disable`);
    const before = (await flowker.get(`${CONFIGS}/${id}`)).body;
    expect((await flowker.post(`${CONFIGS}/${id}/test`)).body.overallStatus).toBe('passed');
    expect((await flowker.get(`${CONFIGS}/${id}`)).body).toEqual(before);
    const [event] = (await flowker.get(`/v1/audit-events?resourceId=${id}&action=EXECUTE`)).body.items;
    expect(event).toMatchObject({ eventType: 'PROVIDER_CALL_COMPLETED', result: 'SUCCESS' });
  });

  test('of a shipped provider follows the provider’s own test', async () => {
    const server = await serveHttp(({ headers }, response) =>
      response.writeHead(headers['x-api-key'] === KEY ? 200 : 401).end(),
    );
    const { flowker } = await makeScene();
    const config = { base_url: at(server, 'provider.example', '/prefix'), api_key: KEY };
    const id = await flowker.create({ name: 'tracer', providerId: 'tracer', config });
    expect((await flowker.post(`${CONFIGS}/${id}/test`)).body.overallStatus).toBe('passed');
    expect(server.requests.map(({ url }) => url)).toEqual(['/prefix', '/prefix']);
  });
});

describe('FLK-0340', () => {
  const message = "provider configuration config missing required field 'base_url'";

  test.each([
    ['no address', { api_key: KEY }],
    ['an empty one', { base_url: '' }],
    ['no scheme', { base_url: 'provider.example' }],
    ['no host', { base_url: 'http://' }],
    ['no URL', { base_url: 'not a url' }],
    ['a file', { base_url: 'file:///etc/passwd' }],
    ['a script', { base_url: 'javascript:alert(1)' }],
    ['an IPv6 zone', { base_url: 'http://[fe80::1%25eth0]/' }],
  ])('%s', async (_name, config) => {
    const { tested } = await makeScene();
    expectError(await tested(config), 422, 'FLK-0340', message);
  });

  test('the first address present is the one requested', async () => {
    const server = await serveHttp((_, response) => response.end());
    const { tested } = await makeScene();
    const config = {
      base_url: '',
      onboarding_base_url: at(server, 'provider.example', '/onboarding'),
      transaction_base_url: at(server, 'provider.example', '/transaction'),
    };
    expect((await tested(config)).status).toBe(200);
    expect(server.requests.map(({ url }) => url)).toEqual(['/onboarding']);
  });
});

describe('FLK-0341', () => {
  const message = 'provider configuration base_url targets a restricted destination';

  const RESTRICTED = [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    '[2001:db8::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a00:1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    'printer.local',
    'metadata.google.internal',
    'metadata',
    'private.example',
    'loopback.example',
    'mapped.example',
    'six.example',
    'mixed.example',
    'absent.example',
  ].map((host) => `http://${host}/`);
  const SCHEMES = ['ftp://provider.example/', 'gopher://127.0.0.1/', 'ws://provider.example/'];
  const SPELT = spellingsOf('127.0.0.1');
  const SPELLINGS = [...SPELT.same.slice(0, 60), ...SPELT.within6].map((host) => `http://${host}/`);
  const ALL = [...RESTRICTED, ...SCHEMES, ...SPELLINGS, 'http://user:pass@provider.example/'];

  test('every restricted address, name and spelling is refused, and no connection is opened', {
    timeout: 60_000,
  }, async () => {
    expect(ALL.length).toBeGreaterThan(100);
    const { tested } = await makeScene();
    network.dialled.length = 0;
    for (const base_url of ALL) {
      const { status, body } = await tested({ base_url });
      expect([status, body.code, body.message], base_url).toEqual([422, 'FLK-0341', message]);
    }
    expect(network.dialled).toEqual([]);
  });

  test('the connection goes to the checked address: a name that rebinds is resolved once', async () => {
    const server = await serveHttp((_, response) => response.end());
    const { tested } = await makeScene();
    rebound = 0;
    network.dialled.length = 0;
    const answer = await tested({ base_url: at(server, 'rebinding.example'), api_key: KEY });
    expect(answer.body.overallStatus).toBe('passed');
    expect([rebound, network.dialled]).toEqual([1, [PUBLIC, PUBLIC]]);
  });

  test.each([
    'http://169.254.169.254/latest/',
    'http://localhost/',
    'http://private.example/',
    'http://[::ffff:127.0.0.1]/',
  ])('a redirect to %s is not followed', async (location) => {
    const server = await serveHttp((_, response) => response.writeHead(302, { location }).end());
    const { tested } = await makeScene();
    network.dialled.length = 0;
    const answer = await tested({ base_url: at(server), api_key: KEY });
    expect([answer.status, answer.body.overallStatus]).toEqual([200, 'failed']);
    expect(answer.body.stages[0].error).toMatch(/^request failed: blocked_/);
    expect(network.dialled).toEqual([PUBLIC]);
  });

  test('no credential goes with a redirect to another origin', async () => {
    const other = await serveHttp((_, response) => response.end());
    const server = await serveHttp((_, response) => response.writeHead(302, { location: at(other) }).end());
    const { tested } = await makeScene();
    await tested({ base_url: at(server), api_key: KEY });
    expect(other.requests.length).toBeGreaterThan(0);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual(
      other.requests.map(() => undefined),
    );
  });

  test('a public name is requested over TLS at its resolved address, under its name', async () => {
    const names: unknown[] = [];
    const server = await serveHttps('valid', ({ socket, headers }, response) => {
      names.push(['servername' in socket && socket.servername, headers.host]);
      response.end();
    });
    const { tested } = await makeScene();
    network.dialled.length = 0;
    const answer = await tested({ base_url: `https://provider.example:${server.port}/` });
    expect(answer.body.overallStatus).toBe('passed');
    expect(names).toEqual([['provider.example', `provider.example:${server.port}`]]);
    expect(network.dialled).toEqual([PUBLIC]);
  });

  test('SSRF_ALLOW_PRIVATE lets tests reach private addresses, and no other schemes', async () => {
    harness.settings.allowPrivate = true;
    const server = await serveHttp((_, response) => response.writeHead(404).end());
    const { tested } = await makeScene();
    const answer = await tested({ base_url: `http://127.0.0.1:${server.port}/mock`, api_key: KEY });
    expect([answer.status, answer.body.overallStatus]).toEqual([200, 'partial']);
    expectError(await tested({ base_url: 'ftp://127.0.0.1/' }), 422, 'FLK-0341');
    harness.settings.allowPrivate = false;
  });
});
