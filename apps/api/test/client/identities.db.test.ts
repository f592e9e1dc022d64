import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging } from './lists.ts';
import { at, parcelValue, registerProvider, startClientHarness } from './setup.ts';

const { atHour, newCustomer } = await startClientHarness();

const auth_methods = [{ key: 'token', type: 'token', name: 'Token' }];

async function start() {
  const customer = await newCustomer();
  const parcels = await registerProvider(customer.plain, { auth_methods });
  const { items } = await customer.official.authMethods.list({ providerVersionId: parcels.versionId });
  const deployment = await customer.official.deployments.create({ providerId: parcels.id, name: 'Depot' });
  const config = await customer.official.configs.create({
    providerId: parcels.id,
    providerDeploymentId: deployment.id,
    value: parcelValue,
  });
  const auth = await customer.official.authConfigs.create({
    providerAuthMethodId: items[0]?.id ?? '',
    providerDeploymentId: deployment.id,
    value: { token: 'parcel-token-1111' },
  });
  const bound = { deploymentId: deployment.id, configId: config.id, authConfigId: auth.id };
  return { ...customer, parcels, deployment, config, auth, bound };
}

test('actors are created, read, updated, listed by every filter and archived by delete', async () => {
  const { official, plain } = await start();
  const ada = await atHour(1, () =>
    official.actors.create({ type: 'person', name: 'Ada', description: 'Counts.', metadata: { aB: 1 } }),
  );
  expect(ada).toMatchObject({
    object: 'identity.actor',
    id: expect.stringMatching(/^iac_/),
    type: 'person',
    status: 'active',
    name: 'Ada',
    metadata: { aB: 1 },
    agentId: null,
    createdAt: at(1),
  });
  expect(await official.actors.get(ada.id)).toEqual(ada);
  const bot = await atHour(2, () => official.actors.create({ type: 'agent', name: 'Bot' }));
  expect(bot.agentId).toMatch(/^agt_/);
  expect(await official.actors.update(ada.id, { name: 'Ada L.' })).toMatchObject({ name: 'Ada L.' });
  const consumer = await atHour(3, () => plain.create('consumers', { name: 'Cyd', email: 'cyd@acme.test' }));
  const gone = await atHour(4, () => official.actors.create({ type: 'person', name: 'Gone' }));
  expect(await official.actors.delete(gone.id)).toMatchObject({ status: 'archived' });
  expect(await refusalOf(official.actors.delete(gone.id))).toMatchObject({ code: 'gone' });
  const list = (query: object) => official.actors.list(query);
  const { items } = await official.actors.list({});
  const cyd = items.find(({ name }) => name === 'Cyd') ?? ada;
  await expectFilters('identity-actors', list, [
    [{}, [ada, bot, cyd]],
    [{ id: [bot.id, ada.id] }, [ada, bot]],
    [{ agentId: bot.agentId }, [bot]],
    [{ agentId: 'bot' }, [bot]],
    [{ consumer_id: consumer.id }, [cyd]],
    [{ status: 'archived' }, [gone]],
    [{ status: ['active', 'deleted'] }, [ada, bot, cyd]],
    [{ search: 'ada' }, [ada]],
    [{ created_at: { gt: at(1) } }, [bot, cyd]],
    [{ updated_at: { lt: at(3) } }, [ada, bot]],
  ]);
  await expectPaging(list, [ada, bot, cyd]);
});

test('identities and credentials are created, read, updated, listed by every filter and archived', async () => {
  const { official, parcels, deployment, config, auth, bound } = await start();
  const actor = await official.actors.create({ type: 'agent', name: 'Bot' });
  const other = await official.actors.create({ type: 'person', name: 'Other' });
  const rules = await official.delegationConfigs.create({ subDelegationBehavior: 'deny' });
  const work = await atHour(1, () =>
    official.identities.create({
      actorId: actor.id,
      name: 'Work',
      description: 'By day.',
      metadata: { aB: 1 },
      credentials: [{ ...bound, delegationConfigId: rules.id }],
    }),
  );
  expect(work).toMatchObject({
    object: 'identity',
    owner: { type: 'actor', actor: { id: actor.id } },
    credentials: [{ identityId: work.id, ...bound, delegationConfigId: rules.id }],
  });
  expect(await official.identities.get(work.id)).toEqual(work);
  const home = await atHour(2, () => official.identities.create({ actorId: other.id }));
  expect(await official.identities.update(home.id, { name: 'Home' })).toMatchObject({ name: 'Home' });
  await expectFilters('identities', (query) => official.identities.list(query), [
    [{}, [work, home]],
    [{ id: home.id }, [home]],
    [{ actorId: actor.id }, [work]],
    [{ agentId: [actor.agentId, 'absent'] }, [work]],
    [{ status: ['archived', 'deleted'] }, []],
    [{ search: 'BY DAY' }, [work]],
    [{ created_at: { lt: at(2) } }, [work]],
    [{ updated_at: { gt: at(3) } }, []],
  ]);
  const [first] = work.credentials;
  const second = await atHour(3, () => official.credentials.create({ identityId: home.id, ...bound }));
  expect(await official.credentials.get(second.id)).toEqual(second);
  const changed = await official.credentials.update(second.id, { delegationConfigId: rules.id });
  expect(changed).toMatchObject({ delegationConfigId: rules.id });
  const one = { id: first?.id ?? '' };
  await expectFilters('identity-credentials', (query) => official.credentials.list(query), [
    [{}, [one, second]],
    [{ id: second.id }, [second]],
    [{ identityId: home.id }, [second]],
    [{ actorId: actor.id }, [one]],
    [{ agentId: actor.agentId }, [one]],
    [{ providerId: parcels.id }, [one, second]],
    [{ providerDeploymentId: deployment.id }, [one, second]],
    [{ providerConfigId: [config.id, 'absent'] }, [one, second]],
    [{ providerAuthConfigId: auth.id, identityId: work.id }, [one]],
    [{ status: 'archived' }, []],
    [{ created_at: { gt: at(2) } }, [second]],
    [{ updated_at: { lt: at(2) } }, [one]],
  ]);
  for (const [list, row] of [
    [(query: object) => official.configs.list(query), config],
    [(query: object) => official.deployments.list(query), deployment],
    [(query: object) => official.authConfigs.list(query), auth],
  ] as const) {
    for (const query of [
      { actor_id: actor.id },
      { identity_id: [home.id, work.id] },
      { identity_credential_id: second.id },
    ]) {
      expect((await list(newer(query))).items.map(({ id }: { id: string }) => id)).toEqual([row.id]);
    }
    expect((await list(newer({ consumer_id: 'absent' }))).items).toEqual([]);
  }
  expect(await official.credentials.delete(second.id)).toMatchObject({ status: 'archived' });
  expect(await official.identities.delete(work.id)).toMatchObject({ status: 'archived', credentials: [] });
});

test('delegation configs and delegations are created, read, listed by every filter, and ended', async () => {
  const { official } = await start();
  const actor = (name: string) => official.actors.create({ type: 'person', name });
  const [owner, friend, third] = [await actor('Owner'), await actor('Friend'), await actor('Third')];
  const config = await atHour(1, () =>
    official.delegationConfigs.create({
      name: 'Consent',
      description: 'Ask first.',
      metadata: { aB: 1 },
      subDelegationBehavior: 'require_consent',
      subDelegationDepth: 2,
    }),
  );
  expect(config).toMatchObject({ isDefault: false, subDelegationDepth: 2, metadata: { aB: 1 } });
  expect(await official.delegationConfigs.get(config.id)).toEqual(config);
  const plain = await official.delegationConfigs.create({ subDelegationBehavior: 'allow' });
  const updated = await official.delegationConfigs.update(
    plain.id,
    newer({ sub_delegation_behavior: 'deny' }),
  );
  expect(updated).toMatchObject({ subDelegationBehavior: 'deny', subDelegationDepth: 1 });
  await expectFilters('identity-delegation-configs', (query) => official.delegationConfigs.list(query), [
    [{ id: [config.id, 'absent'] }, [config]],
    [{ search: 'ask' }, [config]],
    [{ status: 'archived' }, []],
    [{ created_at: { gt: at(0) } }, [config]],
    [{ updated_at: { gt: at(0) } }, [config]],
  ]);
  expect(await official.delegationConfigs.delete(plain.id)).toMatchObject({ status: 'archived' });
  const identity = await official.identities.create({ actorId: owner.id, name: 'Work' });
  const given = await atHour(2, () =>
    official.delegations.create({
      identityId: identity.id,
      delegateeActorId: friend.id,
      delegationConfigId: config.id,
      permissions: ['provider:call'],
      note: 'For a week.',
      expiresAt: at(20),
    }),
  );
  expect(given).toMatchObject({
    object: 'identity.delegation',
    status: 'active',
    delegationLevel: 1,
    permissions: ['provider:call'],
    identity: { id: identity.id, name: 'Work' },
    expiresAt: at(20),
  });
  const passed = await atHour(3, () =>
    official.delegations.create({
      identityId: identity.id,
      delegatorActorId: friend.id,
      delegateeActorId: third.id,
    }),
  );
  expect(passed).toMatchObject({ status: 'waiting_for_consent', request: { status: 'pending' } });
  await atHour(4, async () => {
    expect(await official.delegations.get(passed.id)).toEqual(passed);
    await expectFilters('identity-delegations', (query) => official.delegations.list(query), [
      [{}, [given, passed]],
      [{ id: passed.id }, [passed]],
      [{ identityId: identity.id }, [given, passed]],
      [{ ownerActorId: owner.id }, [given, passed]],
      [{ delegatorActorId: friend.id }, [passed]],
      [{ delegateeActorId: [friend.id, 'absent'] }, [given]],
      [{ status: ['active', 'denied'] }, [given]],
      [{ permissions: 'provider:read' }, []],
      [{ permissions: ['provider:call'] }, [given, passed]],
      [{ created_at: { gt: at(2) } }, [passed]],
      [{ updated_at: { lt: at(3) } }, [given]],
    ]);
    const revoked = await official.delegations.revoke(given.id);
    expect(wire(revoked)).toMatchObject({ status: 'revoked', revokedAt: at(4) });
    expect(await official.delegations.get(passed.id)).toMatchObject({ status: 'revoked' });
  });
});
