import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jobHandlers, workOnNext } from '@berth/domain';
import { afterAll, describe, expect, test } from 'vitest';
import { PUBLIC, standIn } from '../../../../packages/connectivity/test/stand-in.ts';
import type { Speaker, Stage } from '../../src/face/exchanges.ts';
import { faces } from '../../src/faces.ts';
import { operationsOf } from '../support/documented-operations.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';

/*
 * A process that has just started has opened no key. Every request of the documents' examples, and every step of a job,
 * is made as the first one after a start.
 */

const provider = createServer((_, response) => {
  response.setHeader('content-type', 'application/json').end('{}');
});
await new Promise<void>((ready) => provider.listen(0, '127.0.0.1', ready));
afterAll(() => provider.close());
const providerUrl = `http://provider.example:${(provider.address() as AddressInfo).port}/`;

const harness = await startHarness({ network: standIn({ 'provider.example': [PUBLIC] }) });

/** Sends each request as the first one after a start, and notes those that fail. */
function coldSpeaker({ key, run }: Pick<Client, 'key' | 'run'>, failed: string[]): Speaker {
  return {
    run: (verb) => {
      harness.forgetKeys();
      return run(verb);
    },
    send: async (method, path, body) => {
      harness.forgetKeys();
      const response = await harness.app.request(`/${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'x-api-key': key, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status >= 500) failed.push(`${method} /${path}: ${response.status} ${text}`);
      const isJson = /[/+]json$/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, body: isJson ? JSON.parse(text) : text || undefined };
    },
  };
}

describe.each(faces.map((face) => [face.name, face] as const))('the %s face', (_name, face) => {
  test('answers every kind of request as the first one after a start', { timeout: 120_000 }, async () => {
    const failed: string[] = [];
    const stage: Stage = {
      provider: providerUrl,
      bootstrap: coldSpeaker(harness.bootstrap, failed),
      newInstance: async () => coldSpeaker(await harness.newInstance(), failed),
    };
    const answered = new Set<string>();
    for await (const exchanges of face.exchanges(stage)) {
      for (const id of Object.keys(exchanges)) answered.add(id);
    }
    expect(failed).toEqual([]);
    expect(harness.logged.filter((line) => line.includes('KeyNotOpen'))).toEqual([]);
    expect(answered.size).toBeGreaterThan(operationsOf(face).length * 0.9);
  });
});

test('the test of an unsaved value leaves its event, as the first request after a start', async () => {
  const client = await harness.newInstance();
  const test = { url: providerUrl, headers: { 'X-Token': '{token}' } };
  const config_schema = { type: 'object', properties: { token: { type: 'string', writeOnly: true } } };
  const { id } = await client.create('providers', {
    slug: 'first-asked',
    name: 'First asked',
    version: { version: '1', config_schema, test },
  });
  harness.forgetKeys();
  const tested = await client.post('provider-configs/test', {
    provider_id: id,
    value: { token: 'token-000' },
  });
  expect([tested.status, tested.body.status]).toEqual([200, 'passed']);
  const events = await client.get('audit-events?action=provider-configs.test');
  expect(events.body.items).toMatchObject([{ resource_id: id }]);
});

test('each step of a job works as the first one after a start', async () => {
  const client = await harness.newInstance();
  const value = { api_key: 'key-of-openai-000' };
  for (let n = 0; n < 3; n++) {
    await client.create('provider-configs', { provider_id: 'openai', name: `C${n}`, value });
  }
  const { id } = await harness.bootstrap.create('encryption/rotate', {});
  const stopAfterOneStep = () => true;
  do harness.forgetKeys();
  while (await workOnNext(runnerSource(harness, jobHandlers), 'the-test', stopAfterOneStep));
  expect((await harness.bootstrap.get(`jobs/${id}`)).body).toMatchObject({ status: 'done', error: null });
});
