import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { giveCredential, makeActor, makeIdentity, makePlace } from '../support/identities-kit.ts';
import { archive, expectPlaces, expectRefusal } from '../support/rules-kit.ts';

const harness = await startHarness();

async function scene() {
  const client = await harness.newInstance();
  const place = await makePlace(client);
  const resolve = (id: string, more: object = {}) =>
    client.post(`identities/${id}/resolve`, { provider_deployment_id: place.deployment, ...more });
  return { client, place, resolve };
}

describe('delegations', () => {
  async function chain(behavior?: string, depth?: number) {
    const base = await scene();
    const { client, place } = base;
    const actors = [];
    for (const name of ['owner', 'first', 'second', 'third']) actors.push(await makeActor(client, { name }));
    const [owner = '', first = '', second = '', third = ''] = actors;
    const config = behavior
      ? await client.create('identity-delegation-configs', {
          sub_delegation_behavior: behavior,
          ...(depth === undefined ? {} : { sub_delegation_depth: depth }),
        })
      : null;
    const identity = await makeIdentity(client, owner, { delegation_config_id: config?.id ?? null });
    const credential = await giveCredential(client, identity.id, place, 'owned');
    const of = async (actor: string) => (await makeIdentity(client, actor)).id;
    const users = { first: await of(first), second: await of(second), third: await of(third) };
    const delegate = (delegatee: string, more: object = {}) =>
      client.post('identity-delegations', {
        identity_id: identity.id,
        delegatee_actor_id: delegatee,
        ...more,
      });
    return { ...base, owner, first, second, third, identity, credential, users, delegate };
  }

  test('by the owner are active at once, with the parties and their roles', async () => {
    const { delegate, owner, first, identity } = await chain();
    const { body } = await delegate(first, { note: ' For a week ', metadata: { a: 1 } });
    expect(body).toMatchObject({
      status: 'active',
      delegation_level: 1,
      permissions: ['provider:call', 'provider:read'],
      attestation: { type: 'api' },
      note: 'For a week',
      identity: { id: identity.id },
      parties: [
        { roles: ['owner', 'delegator'], actor: { id: owner } },
        { roles: ['delegatee'], actor: { id: first } },
      ],
      request: null,
    });
  });

  test('are passed on as the config says, and denied without one', async () => {
    for (const [behavior, depth, status, reason] of [
      [undefined, undefined, 'denied', 'sub_delegation_denied'],
      ['deny', 5, 'denied', 'sub_delegation_denied'],
      ['allow', 0, 'denied', 'sub_delegation_depth_exceeded'],
      ['allow', 1, 'active', null],
      ['require_consent', 1, 'waiting_for_consent', null],
    ] as const) {
      const { delegate, resolve, first, second, users } = await chain(behavior, depth);
      await delegate(first);
      const { body } = await delegate(second, { delegator_actor_id: first });
      expect([body.status, body.denied_reason, body.delegation_level]).toEqual([status, reason, 2]);
      expect((await resolve(users.second)).status).toBe(status === 'active' ? 200 : 404);
    }
  });

  test('that have expired hide no later one that still runs, however many they are', async () => {
    const { delegate, resolve, first, users } = await chain();
    const { body } = await delegate(first);
    await harness.database.query(`
      insert into identity_delegations
      select (jsonb_populate_record(old, jsonb_build_object(
        'id', 'ide_' || lpad(n::text, 26, '0'), 'expires_at', now() - interval '1 day'
      ))).* from identity_delegations old, generate_series(1, 1000) n where old.id = '${body.id}'`);
    const answer = await resolve(users.first);
    expect(answer.body.provenance?.identity_delegation_id).toBe(body.id);
  });

  test('wait for consent, and are used once it is given', async () => {
    const { client, delegate, resolve, first, second, users } = await chain('require_consent');
    await delegate(first);
    const { body: waiting } = await delegate(second, { delegator_actor_id: first });
    expect(waiting.request).toMatchObject({ status: 'pending', requester: { id: first } });
    const path = `identity-delegations/${waiting.id}`;
    const approved = await client.post(`${path}/approve`, {});
    expect(approved.body).toMatchObject({
      status: 'active',
      attestation: { type: 'request_approval' },
      request: { status: 'approved' },
    });
    expect((await resolve(users.second)).body.provenance.from).toBe('delegated');
    expectRefusal(await client.post(`${path}/deny`, {}), [409, 'invalid_state']);
    await client.post(`${path}/revoke`, {});
    expect((await resolve(users.second)).status).toBe(404);
    const { body: denied } = await delegate(second, { delegator_actor_id: first });
    const answer = await client.post(`identity-delegations/${denied.id}/deny`, {});
    expect(answer.body).toMatchObject({ status: 'denied', denied_reason: 'request_denied' });
  });

  test('end with the delegation that they pass on, and with their time', async () => {
    const { client, delegate, resolve, first, second, third, users } = await chain('allow', 5);
    const { body: root } = await delegate(first);
    await delegate(second, { delegator_actor_id: first });
    await delegate(third, { delegator_actor_id: second });
    expect((await resolve(users.third)).status).toBe(200);
    expect((await client.post(`identity-delegations/${root.id}/revoke`, {})).body.status).toBe('revoked');
    for (const user of Object.values(users)) expect((await resolve(user)).status).toBe(404);
    expect((await client.get('identity-delegations?status=revoked')).body.items).toHaveLength(3);
    expectRefusal(await client.post(`identity-delegations/${root.id}/revoke`, {}), [409, 'invalid_state']);
    const soon = new Date(Date.now() + 60_000);
    const { body: short } = await delegate(first, { expires_at: soon.toISOString() });
    expect((await resolve(users.first)).status).toBe(200);
    const long = { delegator_actor_id: first, expires_at: new Date(Date.now() + 120_000).toISOString() };
    expectPlaces(await delegate(second, long), ['expires_at']);
    harness.setClock(soon);
    try {
      expect((await resolve(users.first)).status).toBe(404);
      expect((await client.get(`identity-delegations/${short.id}`)).body.status).toBe('expired');
      expect((await client.get('identity-delegations?status=expired')).body.items).toHaveLength(1);
    } finally {
      harness.setClock(null);
    }
  });

  test('that nobody consents to in time have a request that is canceled', async () => {
    const { client, delegate, first, second } = await chain('require_consent', 5);
    await delegate(first);
    const { body: waiting } = await delegate(second, { delegator_actor_id: first });
    expect(waiting.request).toMatchObject({ status: 'pending' });
    harness.setClock(new Date(waiting.request.expires_at));
    try {
      const { body } = await client.get(`identity-delegations/${waiting.id}`);
      expect([body.status, body.request.status]).toEqual(['expired', 'canceled']);
    } finally {
      harness.setClock(null);
    }
  });

  test('that let their delegatee use a credential alone are passed on without more', async () => {
    const { delegate, first, second } = await chain('allow', 5);
    await delegate(first, { permissions: ['provider:call'] });
    const both = { delegator_actor_id: first, permissions: ['provider:call', 'provider:read'] };
    expectPlaces(await delegate(second, both), ['permissions']);
  });

  test('give no more than they have: permissions, single credentials, configs', async () => {
    const { delegate, resolve, first, second, users, credential } = await chain('allow', 5);
    await delegate(first, { permissions: ['provider:read'] });
    expect((await resolve(users.first)).status).toBe(404);
    const sub = { delegator_actor_id: first };
    expectPlaces(await delegate(second, { ...sub, permissions: ['provider:call'] }), ['permissions']);
    const override = { credential_id: credential, permissions: [] };
    await delegate(first, { credential_overrides: [override] });
    expect((await resolve(users.first)).status).toBe(404);
    const { body: passed } = await delegate(second, sub);
    expect(passed.credential_overrides).toMatchObject([{ credential_id: credential, permissions: [] }]);
    expect((await resolve(users.second)).status).toBe(404);
    expectPlaces(await delegate(second, { ...sub, credential_overrides: [{ credential_id: credential }] }), [
      'credential_overrides/0',
    ]);
    expectPlaces(await delegate(second, { ...sub, delegation_config_id: 'idc_none' }), [
      'delegation_config_id',
    ]);
    expectPlaces(await delegate(first, { credential_overrides: [{ credential_id: 'icr_none' }] }), [
      'credential_overrides/0/credential_id',
    ]);
  });

  test('refuse the owner, an actor who has nothing to pass on, and a time that has passed', async () => {
    const { delegate, owner, first, second } = await chain('allow');
    expectPlaces(await delegate(owner), ['delegatee_actor_id']);
    expectPlaces(await delegate(first, { delegator_actor_id: first }), ['delegatee_actor_id']);
    expectPlaces(await delegate(first, { delegator_actor_id: second }), ['delegator_actor_id']);
    expectPlaces(await delegate(first, { expires_at: '2001-01-01' }), ['expires_at']);
  });

  test('of a credential with rules of its own follow these when they are passed on', async () => {
    const { client, delegate, resolve, first, second, users, credential } = await chain('allow', 5);
    const deny = await client.create('identity-delegation-configs', { sub_delegation_behavior: 'deny' });
    await client.patch(`identity-credentials/${credential}`, { delegation_config_id: deny.id });
    await delegate(first);
    await delegate(second, { delegator_actor_id: first });
    expect((await resolve(users.first)).status).toBe(200);
    expect((await resolve(users.second)).status).toBe(404);
  });

  test('of several owners are refused, with the credentials', async () => {
    const one = await chain();
    const { client, place, first, users, resolve, credential } = one;
    const other = await makeIdentity(client, await makeActor(client));
    const second = await giveCredential(client, other.id, place, 'other');
    await one.delegate(first);
    await client.create('identity-delegations', { identity_id: other.id, delegatee_actor_id: first });
    const refused = await resolve(users.first);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents.map(({ id }: { id: string }) => id)).toEqual([credential, second]);
    await archive(client, `identities/${other.id}`);
    expect((await resolve(users.first)).body.provenance.identity_credential_id).toBe(credential);
  });
});
