import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { serveHttp } from '../../../../../packages/connectivity/test/local-server.ts';
import { PUBLIC, standIn } from '../../../../../packages/connectivity/test/stand-in.ts';
import { flowker as face } from '../../../src/dialects/flowker/index.ts';
import { type Client, startHarness } from '../../support/harness.ts';
import {
  begin,
  isReplay,
  type Post,
  recordsOf,
  type Send,
  testPosts,
} from '../../support/idempotency-posts.ts';
import type { Answer } from '../../support/json-http.ts';
import { searchFor } from '../../support/secrecy-search.ts';
import { CONFIGS, expectError, flowkerClient, TRACER } from './kit.ts';

const harness = await startHarness({ network: standIn({ 'provider.example': [PUBLIC] }) });

const CONFIG = { name: 'One', providerId: 'tracer', config: TRACER };
const OTHER = { ...TRACER, api_key: 'another-key-000000000002' };
const words = {
  refuses: (answer: Answer, status: number) => expectError(answer, status, status),
};
const switchTo = (verb: 'enable' | 'disable', back: 'enable' | 'disable'): Post => ({
  ...words,
  operation: `providerConfigurations.${verb}`,
  status: 200,
  action: `provider-configs.${verb}`,
  scene: async (harness, client) => {
    const { create, patch, post, request, ...face } = flowkerClient(harness, client);
    const item = `${CONFIGS}/${await create(CONFIG)}`;
    if (verb === 'enable') await post(`${item}/disable`);
    const send: Send = (body, headers, query = '') =>
      request('POST', `${item}/${verb}${query}`, body, { ...headers, prefer: 'handling=lenient' });
    return {
      other: { query: '?other=1' },
      send,
      refused: async (headers) => {
        const name = { name: 'Without a name' };
        await client.patch(`provider-configs/${await rootId(client)}`, { handle: null, ...name });
        const answer = await send(undefined, headers);
        await client.patch(`provider-configs/${await rootId(client)}`, { handle: CONFIG.name });
        return answer;
      },
      change: async () => {
        await post(`${item}/${back}`);
        return patch(item, { name: 'Two', config: OTHER });
      },
      archive: () => face.delete(item),
    };
  },
});

const rootId = async (client: Client): Promise<string> =>
  (await client.get('provider-configs')).body.items[0].id;

const create: Post = {
  ...words,
  operation: 'providerConfigurations.create',
  status: 201,
  action: 'provider-configs.create',
  scene: async (harness, client) => {
    const face = flowkerClient(harness, client);
    const itemOf = ({ body }: Answer) => `${CONFIGS}/${body.id}`;
    const send: Send = (body, headers, query = '') =>
      face.request('POST', `${CONFIGS}${query}`, body, headers);
    return {
      body: CONFIG,
      other: { body: { ...CONFIG, config: OTHER } },
      send,
      refused: (headers) => send({ ...CONFIG, providerId: 'nobody' }, headers),
      change: (answer) => face.patch(itemOf(answer), { name: 'Two', config: OTHER }),
      archive: (answer) => face.delete(itemOf(answer)),
    };
  },
};

const posts = [create, switchTo('enable', 'disable'), switchTo('disable', 'enable')];

testPosts(harness, face, posts);

test('no record has any part of a value that was sent: no secret, no last four characters, and no plain leaf', async () => {
  const secrets = [TRACER.api_key, OTHER.api_key, 'tracer-secret-00000000-Zq7x'];
  const tenant = await harness.newInstance();
  const flowker = flowkerClient(harness, tenant);
  const headers = { 'idempotency-key': randomUUID() };
  const config = { base_url: 'https://plain-leaf.example.com/v1', api_key: secrets[2] };
  const body = { name: 'One', providerId: 'tracer', config };
  const { body: made } = await flowker.request('POST', CONFIGS, body, headers);
  const disabled = await flowker.request('POST', `${CONFIGS}/${made.id}/disable`, undefined, headers);
  expect(disabled.body.config).toEqual({ ...config, api_key: '****Zq7x' });
  for (const post of posts) {
    const { make } = await begin(harness, post);
    await make();
  }
  const records = await recordsOf(harness);
  expect(records.length).toBeGreaterThan(6 * posts.length);
  const found = searchFor(secrets)(records.map((text) => ({ where: 'record', text })));
  expect(found).toEqual([]);
  for (const part of ['Zq7x', 'plain-leaf', '****', TRACER.base_url, 'base_url']) {
    expect(
      records.filter((text) => text.includes(part)),
      part,
    ).toEqual([]);
  }
});

test('a sealed answer opens in no other record', async () => {
  const flowker = flowkerClient(harness, await harness.newInstance());
  const id = await flowker.create({ name: 'One', providerId: 'tracer', config: TRACER });
  const [one, two] = [randomUUID(), randomUUID()];
  const send = (verb: string, key: string) =>
    flowker.request('POST', `${CONFIGS}/${id}/${verb}`, undefined, { 'idempotency-key': key });
  await send('disable', one);
  await send('enable', two);
  await harness.database.query(`
    update idempotency_records set ciphertext = (select ciphertext from idempotency_records where key = '${one}')
    where key = '${two}'`);
  expect([(await send('disable', one)).status, (await send('enable', two)).status]).toEqual([200, 500]);
});

test('the answer of a test is not kept: on the root and the Flowker face each request asks the provider', async () => {
  let asked = 0;
  const server = await serveHttp((_, response) => {
    asked += 1;
    response.end('{}');
  });
  const tenant = await harness.newInstance();
  const flowker = flowkerClient(harness, tenant);
  const config = { ...TRACER, base_url: `http://provider.example:${server.port}/` };
  const id = await flowker.create({ name: 'One', providerId: 'tracer', config });
  const root = (await tenant.get('provider-configs')).body.items[0].id;
  const headers = { 'idempotency-key': randomUUID() };
  const tests = [
    () => flowker.request('POST', `${CONFIGS}/${id}/test`, undefined, headers),
    () => tenant.request('POST', `provider-configs/${root}/test`, {}, headers),
  ];
  for (const send of tests) {
    asked = 0;
    const once = await send();
    const each = asked;
    const twice = await send();
    expect([once.status, twice.status, isReplay(twice), asked]).toEqual([200, 200, false, 2 * each]);
    expect(each).toBeGreaterThan(0);
  }
});

test('on the Flowker face a key holds for its path and member names in any case', async () => {
  const flowker = flowkerClient(harness, await harness.newInstance());
  const headers = { 'idempotency-key': randomUUID() };
  const body = { name: 'One', providerId: 'tracer', config: TRACER };
  const first = await flowker.request('POST', CONFIGS, body, headers);
  const { name, ...rest } = body;
  const again = await flowker.request(
    'POST',
    `${CONFIGS.toUpperCase().replace('/V1', '/v1')}/`,
    { NAME: name, ...rest, description: null },
    headers,
  );
  expect([again.status, isReplay(again), again.body]).toEqual([201, true, first.body]);
  const escaped = await flowker.request('POST', CONFIGS.replace('-', '%2d'), body, headers);
  expect([escaped.status, isReplay(escaped), escaped.body]).toEqual([201, true, first.body]);
});
