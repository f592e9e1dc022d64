import { setTimeout } from 'node:timers/promises';
import { testDriver } from '@berth/db/testing';
import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeActor, makeIdentity, makePlace } from '../support/identities-kit.ts';
import type { Answer } from '../support/json-http.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';

/* Rows that Berth makes beside those that a body asks for, by several writers at once that each need the first one. */

const harness = await startHarness();
const COUNT = 5;
/** Long enough for every writer to come to its last statement. */
const WHILE_MS = 500;

/** Sends requests so that each has begun to write before any is committed. PGlite has nothing to interleave. */
async function atOnce(send: (index: number) => Promise<Answer>): Promise<Answer[]> {
  const all = () => Array.from({ length: COUNT }, (_, index) => send(index));
  if (testDriver() !== 'postgres') return Promise.all(all());
  const sent: Promise<Answer>[] = [];
  await harness.database.transaction(async (tx) => {
    await tx.execute('lock table audit_heads in exclusive mode'); // the event is the last statement of a write
    sent.push(...all());
    await setTimeout(WHILE_MS);
  });
  return Promise.all(sent);
}

const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);
const SUCCESS = Array.from({ length: COUNT }, () => 200);

test('the first credentials of a provider share the default deployment that one of them makes', async () => {
  const client = await harness.newInstance();
  const place = await makePlace(client);
  const actor = await makeActor(client);
  const bodies: object[] = [];
  for (let count = 0; count < COUNT; count++) {
    const { id: identity_id } = await makeIdentity(client, actor);
    const { id: config_id } = await makeConfig(client, place.provider);
    const { id: auth_config_id } = await client.create('provider-auth-configs', {
      provider_auth_method_id: place.method,
      value: { token: `token-number-${count}` },
    });
    bodies.push({ identity_id, config_id, auth_config_id });
  }
  const answers = await atOnce((index) => client.post('identity-credentials', bodies[index]));
  expect(statuses(answers)).toEqual(SUCCESS);
  const { body } = await client.get(`provider-deployments?provider_id=${place.provider.id}`);
  const made = body.items.filter(({ name }: { name: string }) => name.startsWith('Default Deployment'));
  expect(made).toHaveLength(1);
});

test('the first credentials of a deployment share the empty default config that one of them makes', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, {
    config_schema: { type: 'object', properties: { host: { type: 'string' } } },
  });
  const { id: deployment_id } = await client.create('provider-deployments', { provider_id: provider.id });
  const actor = await makeActor(client);
  const identities: string[] = [];
  for (let count = 0; count < COUNT; count++) identities.push((await makeIdentity(client, actor)).id);
  const answers = await atOnce((index) =>
    client.post('identity-credentials', { identity_id: identities[index], deployment_id }),
  );
  expect(statuses(answers)).toEqual(SUCCESS);
  expect((await client.get('provider-configs')).body.items).toHaveLength(1);
});

test('agents of one name that are made at once have slugs of their own', async () => {
  const client = await harness.newInstance();
  const answers = await atOnce(() => client.post('identity-actors', { type: 'agent', name: 'Same Bot' }));
  expect(statuses(answers)).toEqual(SUCCESS);
  const { body } = await client.get('agents');
  const slugs = body.items.map(({ slug }: { slug: string }) => slug);
  expect(new Set(slugs).size).toBe(COUNT);
  expect(slugs.filter((slug: string) => slug === 'same-bot')).toHaveLength(1);
});
