import { randomUUID } from 'node:crypto';
import { jobHandlers, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../../../packages/connectivity/test/local-server.ts';
import { PUBLIC, standIn } from '../../../packages/connectivity/test/stand-in.ts';
import { flowkerDocument, informerDocument } from '../src/openapi/documents.ts';
import type { Parameter } from '../src/openapi/types.ts';
import { operationsOf } from './documented-operations.ts';
import { CONFIGS, flowkerClient, TRACER } from './flowker-kit.ts';
import { type Answer, type Client, startHarness } from './harness.ts';
import { type Post, posts } from './idempotency-faces-kit.ts';
import { OPENAI, SECRET } from './informer-kit.ts';
import { runnerSource } from './jobs-kit.ts';
import { dumpDatabase, searchFor } from './secrecy-search.ts';

/** On the Flowker and the Informer face, too, a request that is sent again does no more than it did. */

const harness = await startHarness({ network: standIn({ 'provider.example': [PUBLIC] }) });

const isReplay = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true';

/** All of an answer that has to be the same in a replay. */
const whole = ({ status, headers, body }: Answer) => ({
  status,
  location: headers.get('location'),
  type: headers.get('content-type'),
  text: JSON.stringify(body),
});

async function begin(post: Post, client?: Client) {
  const tenant = client ?? (await harness.newInstance());
  const scene = await post.scene(harness, tenant);
  const headers = { 'idempotency-key': randomUUID() };
  const events = async (): Promise<number> =>
    (await tenant.get(`audit-events?limit=100&action=${post.action}`)).body.items.length;
  const before = await events();
  return {
    ...scene,
    tenant,
    headers,
    make: () => scene.send(scene.body, headers),
    /** How often it was done. */
    done: async () => (await events()) - before,
  };
}

const recordsOf = async (): Promise<string[]> =>
  (await dumpDatabase(harness.database))
    .filter(({ where }) => where.startsWith('idempotency_records.'))
    .map(({ text }) => text);

test('every POST whose document has the header is tried here, and may answer 409 and 422', () => {
  const taking = [flowkerDocument, informerDocument]
    .flatMap(operationsOf)
    .filter(({ operation }) =>
      ((operation.parameters ?? []) as Parameter[]).some(({ name }) => name === 'Idempotency-Key'),
    );
  expect(taking.map(({ operation }) => operation.operationId).sort()).toEqual(
    posts.map(({ operation }) => operation).sort(),
  );
  for (const { method, operation } of taking) {
    expect([method, ...Object.keys(operation.responses)]).toEqual(
      expect.arrayContaining(['POST', '400', '409', '422']),
    );
  }
});

describe.each(posts)('$operation with a key', { timeout: 120_000 }, (post) => {
  test('is answered with the same status, body and Location when it comes again, and is done once', async () => {
    const { make, send, body, headers, done } = await begin(post);
    const first = await make();
    expect([first.status, isReplay(first)], JSON.stringify(first.body)).toEqual([post.status, false]);
    const again = await make();
    expect([whole(again), isReplay(again)]).toEqual([whole(first), true]);
    const quoted = await send(body, { 'idempotency-key': `"${headers['idempotency-key']}"` });
    expect([whole(quoted), isReplay(quoted)]).toEqual([whole(first), true]);
    expect(await done()).toBe(1);
  });

  test('is answered as at first when the row was changed since, and when it was archived', async () => {
    const { make, change, archive } = await begin(post);
    const first = await make();
    expect((await change(first)).status).toBe(200);
    expect(whole(await make())).toEqual(whole(first));
    expect((await archive(first)).status).toBe(204);
    expect(whole(await make())).toEqual(whole(first));
  });

  test('is 422 for another request, and not on another instance or with another key', async () => {
    const { make, send, other, headers, done, archive } = await begin(post);
    const first = await make();
    post.refuses(await send(other.body, headers, other.query), 422);
    expect(await done()).toBe(1);
    const elsewhere = await begin(post);
    const theirs = await elsewhere.send(elsewhere.body, headers);
    expect([theirs.status, isReplay(theirs), await elsewhere.done()]).toEqual([post.status, false, 1]);
    expect(theirs.body.id).not.toBe(first.body.id);
    await archive(first);
    expect(isReplay(await send(other.body, { 'idempotency-key': randomUUID() }))).toBe(false);
  });

  test('is done once of 20 that come at once, and then all have the same answer', async () => {
    const { make, done } = await begin(post);
    const answers = await Promise.all(Array.from({ length: 20 }, make));
    const made = answers.filter(({ status }) => status !== 409);
    for (const refused of answers.filter(({ status }) => status === 409)) post.refuses(refused, 409);
    expect(made.filter((answer) => !isReplay(answer))).toHaveLength(1);
    const later = await Promise.all(Array.from({ length: 20 }, make));
    expect(later.every(isReplay)).toBe(true);
    const texts = [...made, ...later].map((answer) => JSON.stringify(whole(answer)));
    expect([...new Set(texts)]).toEqual([texts[0]]);
    expect([made[0]?.status, await done()]).toEqual([post.status, 1]);
  });

  test('that was refused is not kept: the right one is done', async () => {
    const { make, refused, headers, done } = await begin(post);
    const answer = await refused(headers);
    expect([400, 404], JSON.stringify(answer.body)).toContain(answer.status);
    const right = await make();
    expect([right.status, isReplay(right), await done()]).toEqual([post.status, false, 1]);
  });

  test('is 400 when the key is none', async () => {
    const { send, body, done } = await begin(post);
    for (const key of ['', '""', 'x'.repeat(256)])
      post.refuses(await send(body, { 'idempotency-key': key }), 400);
    expect(await done()).toBe(0);
  });

  test('is answered as at first when the instance has another data key since', async () => {
    const { tenant, make } = await begin(post);
    const first = await make();
    await tenant.create('encryption/rotate', { keys: 'data' });
    const source = runnerSource(harness, jobHandlers);
    while (await workOnNext(source, 'the-test', () => false));
    harness.forgetKeys();
    expect(whole(await make())).toEqual(whole(first));
  });
});

test('no record shows anything of a value that was sent: no secret, not its end, and nothing plain', async () => {
  const secrets = [TRACER.api_key, SECRET, 'tracer-secret-00000000-Zq7x'];
  const tenant = await harness.newInstance();
  const flowker = flowkerClient(harness, tenant);
  const headers = { 'idempotency-key': randomUUID() };
  const config = { base_url: 'https://plain-leaf.example.com/v1', api_key: secrets[2] };
  const body = { name: 'One', providerId: 'tracer', config };
  const { body: made } = await flowker.request('POST', CONFIGS, body, headers);
  const disabled = await flowker.request('POST', `${CONFIGS}/${made.id}/disable`, undefined, headers);
  expect(disabled.body.config).toEqual({ ...config, api_key: '****Zq7x' });
  for (const post of posts) {
    const { make } = await begin(post);
    await make();
  }
  const records = await recordsOf();
  expect(records.length).toBeGreaterThan(6 * posts.length);
  const found = searchFor(secrets)(records.map((text) => ({ where: 'record', text })));
  expect(found).toEqual([]);
  for (const part of ['Zq7x', 'plain-leaf', '****', OPENAI.credential.apiKey, TRACER.base_url, 'base_url']) {
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

test('a test is not kept: on the root and the Flowker face each request asks the provider', async () => {
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

test('on the Flowker face a path and the names of members are the same in any case', async () => {
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
});
