import { setTimeout } from 'node:timers/promises';
import { testDriver } from '@berth/db/testing';
import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { giveCredential, makeActor, makeIdentity, makePlace } from '../support/identities-kit.ts';
import type { Answer } from '../support/json-http.ts';
import { archive } from '../support/rules-kit.ts';

/* Delegations that are passed on again and again: each holds for as long as all above it do. */

const harness = await startHarness();
const onServer = test.runIf(testDriver() === 'postgres');
/** Long enough for a request to come to the lock that it waits for. */
const WHILE_MS = 400;

/** An identity with a credential, and actors with identities of their own, to whom it can be passed on. */
async function scene() {
  const client = await harness.newInstance();
  const place = await makePlace(client);
  const config = await client.create('identity-delegation-configs', {
    sub_delegation_behavior: 'allow',
    sub_delegation_depth: 5,
  });
  const more = { delegation_config_id: config.id };
  const identity = await makeIdentity(client, await makeActor(client, { name: 'owner' }), more);
  const credential = await giveCredential(client, identity.id, place, 'owned');
  const actors = { a: await makeActor(client), b: await makeActor(client), c: await makeActor(client) };
  const user = await makeIdentity(client, actors.c);
  const delegate = (delegatee_actor_id: string, delegator_actor_id?: string) =>
    client.post('identity-delegations', {
      identity_id: identity.id,
      delegatee_actor_id,
      ...(delegator_actor_id ? { delegator_actor_id } : more),
    });
  const resolve = async () =>
    (
      await client.post(`identities/${user.id}/resolve`, {
        provider_deployment_id: place.deployment,
        reason: 'Test',
      })
    ).status;
  return { client, config, identity, credential, ...actors, delegate, resolve };
}

onServer('a delegation that is made while one above it is revoked is revoked with it', async () => {
  const { client, delegate, resolve, a, b, c } = await scene();
  const { body: root } = await delegate(a);
  await delegate(b, a);
  const waiting: Promise<Answer>[] = [];
  await harness.database.transaction(async (tx) => {
    await tx.execute('lock table audit_heads in exclusive mode'); // the event is the last statement of a write
    waiting.push(delegate(c, b));
    await setTimeout(WHILE_MS);
    waiting.push(client.post(`identity-delegations/${root.id}/revoke`, {}));
    await setTimeout(WHILE_MS);
  });
  const [made, revoked] = await Promise.all(waiting);
  expect([made?.status, revoked?.status]).toEqual([200, 200]);
  expect((await client.get(`identity-delegations/${made?.body.id}`)).body.status).toBe('revoked');
  expect(await resolve()).toBe(404);
});

test.each(['revoked', 'expired'])(
  'a delegation below one that is %s lets nobody use anything',
  async (end) => {
    const { client, delegate, resolve, a, b, c } = await scene();
    const { body: root } = await delegate(a);
    await delegate(b, a);
    const { body: last } = await delegate(c, b);
    expect(await resolve()).toBe(200);
    const set = end === 'revoked' ? `status = 'revoked'` : `expires_at = '2020-01-01T00:00:00Z'`;
    await harness.database.query(`update identity_delegations set ${set} where id = '${root.id}'`);
    expect((await client.get(`identity-delegations/${last.id}`)).body.status).toBe('active');
    expect(await resolve()).toBe(404);
  },
);

test('an actor who is archived passes nothing on: those below use nothing until it is back', async () => {
  const { client, delegate, resolve, a, b, c } = await scene();
  await delegate(a);
  await delegate(b, a);
  await delegate(c, b);
  for (const actor of [a, b]) {
    expect(await resolve()).toBe(200);
    await archive(client, `identity-actors/${actor}`);
    expect(await resolve()).toBe(404);
    await client.post(`identity-actors/${actor}/unarchive`, {});
  }
  expect(await resolve()).toBe(200);
});

test('an archived delegation config passes nothing on, and leaves what was passed on', async () => {
  const { client, config, delegate, resolve, a, b, c } = await scene();
  await delegate(a);
  await delegate(c, a);
  await archive(client, `identity-delegation-configs/${config.id}?force=true`);
  const { body } = await delegate(b, a);
  expect([body.status, body.denied_reason]).toEqual(['denied', 'sub_delegation_denied']);
  expect(await resolve()).toBe(200);
});

test('an archived delegation config of a credential lets nobody use that by what was passed on', async () => {
  const { client, credential, delegate, resolve, a, c } = await scene();
  const allow = await client.create('identity-delegation-configs', { sub_delegation_behavior: 'allow' });
  await client.patch(`identity-credentials/${credential}`, { delegation_config_id: allow.id });
  await delegate(a);
  await delegate(c, a);
  expect(await resolve()).toBe(200);
  await archive(client, `identity-delegation-configs/${allow.id}?force=true`);
  expect(await resolve()).toBe(404);
});
