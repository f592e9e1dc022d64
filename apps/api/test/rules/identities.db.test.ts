import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { giveCredential, makeActor, makeAuth, makeIdentity, makePlace } from '../support/identities-kit.ts';
import { archive, expectPlaces, expectRefusal, makeProvider, NOTHING } from '../support/rules-kit.ts';

const harness = await startHarness();

async function scene() {
  const client = await harness.newInstance();
  const place = await makePlace(client);
  const actor = await makeActor(client);
  const auth = await makeAuth(client, place, 'token-ada');
  return { client, place, actor, auth };
}

const idsIn = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);

describe('actors and agents', () => {
  test('an actor of type agent has an agent with its members, and a person has none', async () => {
    const { client, actor } = await scene();
    expect((await client.get(`identity-actors/${actor}`)).body.agent_id).toBeNull();
    const made = await client.create('identity-actors', {
      type: 'agent',
      name: 'Größe 7',
      metadata: { a: 1 },
    });
    const agent = (await client.get(`agents/${made.agent_id}`)).body;
    expect(agent).toMatchObject({
      type: 'custom',
      name: 'Größe 7',
      slug: 'gro-e-7',
      metadata: { a: 1 },
      actor_id: made.id,
      archived_at: null,
    });
    await client.patch(`identity-actors/${made.id}`, { name: 'Other', metadata: null });
    expect((await client.get('agents/gro-e-7')).body).toMatchObject({ name: 'Other', metadata: null });
    expect(idsIn((await client.get('agents?id=gro-e-7')).body)).toEqual([agent.id]);
    expect(idsIn((await client.get('identity-actors?agent_id=gro-e-7')).body)).toEqual([made.id]);
    await archive(client, `identity-actors/${made.id}`);
    expect((await client.get(`agents/${agent.id}`)).body).toMatchObject({ status: 'archived' });
    await client.post(`identity-actors/${made.id}/unarchive`, {});
    expect((await client.get(`agents/${agent.id}`)).body).toMatchObject({
      status: 'active',
      archived_at: null,
    });
  });

  test('agents are found by their name at once, in any case, with %, _ and quotes as they are', async () => {
    const client = await harness.newInstance();
    const names = ['Alpha 100% done', 'Beta_bot', `O'Neil "the bot"`];
    const agents: string[] = [];
    const found = async (text: string) =>
      idsIn((await client.get(`agents?search=${encodeURIComponent(text)}`)).body);
    for (const name of names) {
      const made = await client.create('identity-actors', { type: 'agent', name });
      agents.push(String(made.agent_id));
      expect(await found(name.toUpperCase())).toEqual(agents.slice(-1));
    }
    const [alpha, beta, neil] = agents;
    expect(await found('%')).toEqual([alpha]);
    expect(await found('_')).toEqual([beta]);
    expect(await found('BOT')).toEqual([beta, neil]);
    expect(await found(`'neil "`)).toEqual([neil]);
    expect(await found('b%t')).toEqual([]);
  });

  test('agents of one name have slugs of their own', async () => {
    const { client } = await scene();
    for (const name of ['Same', 'Same', '日本'])
      await client.create('identity-actors', { type: 'agent', name });
    const slugs = (await client.get('agents')).body.items.map(({ slug }: { slug: string }) => slug);
    expect(slugs).toEqual([
      'same',
      expect.stringMatching(/^same-\w{8}$/),
      expect.stringMatching(/^agent-\w{8}$/),
    ]);
  });

  test('an actor with identities is archived by force only, and its identities then resolve nothing', async () => {
    const { client, actor, place } = await scene();
    const identity = await makeIdentity(client, actor);
    const refused = await client.delete(`identity-actors/${actor}`);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toMatchObject([{ object: 'identity', id: identity.id }]);
    await archive(client, `identity-actors/${actor}?force=true`);
    expectRefusal(await client.delete(`identity-actors/${actor}`), [410, 'gone']);
    expectRefusal(
      await client.post(`identities/${identity.id}/resolve`, {
        provider_deployment_id: place.deployment,
        on_missing: 'shared',
      }),
      [400, 'use_after_delete'],
    );
    expectRefusal(await client.post('identities', { actor_id: actor }), [400, 'use_after_delete']);
  });
});

describe('consumers', () => {
  test('a consumer has one profile, and an actor of type person; further actors can act for it', async () => {
    const { client } = await scene();
    const consumer = await client.create('consumers', { name: ' Ada ', email: 'ada@acme.test' });
    expect(consumer).toMatchObject({ name: 'Ada', image_url: expect.stringMatching(/^data:image/) });
    const { items } = (await client.get(`consumers/${consumer.id}/profiles`)).body;
    expect(items).toMatchObject([{ consumer_id: consumer.id, name: 'Ada', status: 'active', groups: null }]);
    const one = await client.get(`consumers/${consumer.id}/profiles/${items[0].id}`);
    expect(one.body).toEqual(items[0]);
    const other = await client.create('consumers', { name: 'Bob', email: 'bob@acme.test' });
    const elsewhere = await client.get(`consumers/${other.id}/profiles/${items[0].id}`);
    expectRefusal(elsewhere, [404, 'not_found']);
    expect(elsewhere.body.message).toBe(`This consumer has no profile "${items[0].id}".`);
    const agent = await makeActor(client, { type: 'agent', consumer_id: consumer.id });
    const actors = (await client.get(`identity-actors?consumer_id=${consumer.id}`)).body;
    expect(actors.items).toMatchObject([
      { type: 'person', name: 'Ada' },
      { id: agent, type: 'agent' },
    ]);
  });

  test('a key has one consumer of its own, also when two requests ask for it at once', async () => {
    const { client } = await scene();
    const answers = await Promise.all([1, 2, 3].map(() => client.post('get-member-consumer', {})));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const [{ body } = answers[0] as never] = answers;
    expect(body.profile).toMatchObject({ consumer_id: body.id, status: 'active' });
    await client.patch(`consumers/${body.id}`, { email: 'team@acme.test' });
    const again = await client.post('get-member-consumer', { surface_identifier: 'cli' });
    expect(again.body).toMatchObject({ id: body.id, email: 'team@acme.test' });
    expectPlaces(await client.post('get-member-consumer', { surface_identifier: 'web' }), [
      'surface_identifier',
    ]);
    expect((await client.get('consumers')).body.items).toHaveLength(1);
  });
});

describe('credentials', () => {
  test('are made with their identity, and shown in it', async () => {
    const { client, place, actor, auth } = await scene();
    const identity = await makeIdentity(client, actor, {
      name: ' Work ',
      credentials: [{ auth_config_id: auth }],
    });
    const { body: deployment } = await client.get(`provider-deployments/${place.deployment}`);
    expect(identity).toMatchObject({
      name: 'Work',
      owner: { type: 'actor', actor: { id: actor } },
      credentials: [
        {
          identity_id: identity.id,
          provider_id: place.provider.id,
          deployment_id: place.deployment,
          config_id: deployment.default_config.id,
          auth_config_id: auth,
        },
      ],
    });
  });

  test('find the deployment: the default one of the provider is made once when no row is bound', async () => {
    const { client, place, actor } = await scene();
    const config = await client.create('provider-configs', {
      provider_id: place.provider.id,
      value: { host: 'free.test' },
    });
    const auth = await client.create('provider-auth-configs', {
      provider_auth_method_id: place.method,
      value: { token: 'free' },
    });
    const credentials = [1, 2].map(() => ({ config_id: config.id, auth_config_id: auth.id }));
    const identity = await makeIdentity(client, actor, { credentials });
    const [first, second] = identity.credentials;
    expect(first.deployment_id).toBe(second.deployment_id);
    expect((await client.get(`provider-deployments/${first.deployment_id}`)).body).toMatchObject({
      is_default: true,
      name: `Default Deployment for Provider ${place.provider.slug}`,
    });
  });

  test('find the config: that of the deployment, an empty one where nothing is needed, or 400', async () => {
    const { client, actor } = await scene();
    const identity = await makeIdentity(client, actor);
    const plain = await makeProvider(client, { config_schema: { ...NOTHING, properties: { a: {} } } });
    const deployment = await client.create('provider-deployments', { provider_id: plain.id });
    const made = await client.create('identity-credentials', {
      identity_id: identity.id,
      deployment_id: deployment.id,
    });
    expect(made.auth_config_id).toBeNull();
    const { default_config } = (await client.get(`provider-deployments/${deployment.id}`)).body;
    expect(default_config.id).toBe(made.config_id);
    const needy = await makeProvider(client);
    const bare = await client.create('provider-deployments', { provider_id: needy.id });
    expectRefusal(
      await client.post('identity-credentials', { identity_id: identity.id, deployment_id: bare.id }),
      [400, 'config_required'],
    );
  });

  test('need an auth config where the provider has auth methods, and rows of one provider and deployment', async () => {
    const { client, place, actor, auth } = await scene();
    const other = await makePlace(client);
    const second = await client.create('provider-deployments', {
      provider_id: place.provider.id,
      provider_config: { value: { host: 'second.test' } },
    });
    const { id: identity_id } = await makeIdentity(client, actor);
    const post = (more: object) => client.post('identity-credentials', { identity_id, ...more });
    expectRefusal(await post({ deployment_id: place.deployment }), [400, 'auth_config_required']);
    expectRefusal(await post({ deployment_id: other.deployment, auth_config_id: auth }), [
      400,
      'provider_mismatch',
    ]);
    expectPlaces(await post({ deployment_id: second.id, auth_config_id: auth }), ['auth_config_id']);
    expectPlaces(await post({}), ['deployment_id']);
    expectPlaces(await client.post('identities', { actor_id: actor, credentials: [{}] }), [
      'credentials/0/deployment_id',
    ]);
    expectRefusal(await post({ auth_config_id: 'pac_none' }), [404, 'not_found']);
    expectPlaces(await post({ auth_config_id: auth, secret: 'x' }), ['secret']);
  });

  test('of an identity are 100 at most, and one that is archived makes room', async () => {
    const { client, actor, auth } = await scene();
    const credentials = Array.from({ length: 100 }, () => ({ auth_config_id: auth }));
    const identity = await makeIdentity(client, actor, { credentials });
    const one = { identity_id: identity.id, auth_config_id: auth };
    const refused = await client.post('identity-credentials', one);
    expectRefusal(refused, [400, 'bad_request']);
    expect(refused.body.reason).toBe('too_many_credentials');
    await archive(client, `identity-credentials/${identity.credentials[0].id}`);
    await client.create('identity-credentials', one);
    const path = `identity-credentials/${identity.credentials[0].id}`;
    expectRefusal(await client.post(`${path}/unarchive`, {}), [400, 'bad_request']);
    const more = [...credentials, { auth_config_id: auth }];
    expect((await client.post('identities', { actor_id: actor, credentials: more })).status).toBe(400);
  });

  test('change their delegation config only', async () => {
    const { client, place, actor } = await scene();
    const identity = await makeIdentity(client, actor);
    const path = `identity-credentials/${await giveCredential(client, identity.id, place, 'own')}`;
    const config = await client.create('identity-delegation-configs', { sub_delegation_behavior: 'deny' });
    expect((await client.patch(path, { delegation_config_id: config.id })).body.delegation_config_id).toBe(
      config.id,
    );
    const { body } = await client.get(path);
    expectPlaces(await client.patch(path, { config_id: 'pcf_other' }), ['config_id']);
    expectRefusal(await client.delete(`identity-delegation-configs/${config.id}`), [409, 'conflict']);
    expect(
      (await client.patch(path, { ...body, delegation_config_id: null })).body.delegation_config_id,
    ).toBeNull();
    await archive(client, `identity-delegation-configs/${config.id}`);
    expectRefusal(await client.patch(path, { delegation_config_id: config.id }), [400, 'use_after_delete']);
  });

  test('guard the rows that they name, and keep naming them after force', async () => {
    const { client, place, actor } = await scene();
    const identity = await makeIdentity(client, actor);
    const id = await giveCredential(client, identity.id, place, 'own');
    const { body } = await client.get(`identity-credentials/${id}`);
    for (const path of [
      `provider-configs/${body.config_id}`,
      `provider-auth-configs/${body.auth_config_id}`,
      `provider-deployments/${body.deployment_id}`,
    ]) {
      const refused = await client.delete(path);
      expectRefusal(refused, [409, 'conflict']);
      expect(refused.body.dependents).toContainEqual(
        expect.objectContaining({ object: 'identity.credential', id }),
      );
      await archive(client, `${path}?force=true`);
    }
    const after = (await client.get(`identity-credentials/${id}`)).body;
    expect([after.config_id, after.auth_config_id, after.deployment_id]).toEqual([
      body.config_id,
      body.auth_config_id,
      body.deployment_id,
    ]);
    expectRefusal(
      await client.post(`identities/${identity.id}/resolve`, {
        provider_id: place.provider.id,
        on_missing: 'shared',
      }),
      [400, 'use_after_delete'],
    );
  });

  test('are archived with their identity, and come back with it where their rows are live', async () => {
    const { client, place, actor } = await scene();
    const identity = await makeIdentity(client, actor);
    const kept = await giveCredential(client, identity.id, place, 'kept');
    const gone = await giveCredential(client, identity.id, place, 'gone');
    const before = await giveCredential(client, identity.id, place, 'before');
    await archive(client, `identity-credentials/${before}`);
    await archive(client, `identities/${identity.id}`);
    expectRefusal(await client.delete(`identities/${identity.id}`), [410, 'gone']);
    const { body } = await client.get(`identity-credentials/${gone}`);
    expect(body.status).toBe('archived');
    await archive(client, `provider-auth-configs/${body.auth_config_id}`);
    const again = await client.post(`identities/${identity.id}/unarchive`, {});
    expect(again.body.credentials.map(({ id }: { id: string }) => id)).toEqual([kept]);
    expectRefusal(await client.post(`identity-credentials/${gone}/unarchive`, {}), [400, 'use_after_delete']);
    expect((await client.post(`identity-credentials/${before}/unarchive`, {})).status).toBe(200);
  });
});

describe('filters by users', () => {
  test('select the configs, deployments and auth configs that live credentials name', async () => {
    const { client } = await scene();
    const owners = [];
    for (const name of ['Ada', 'Bob']) {
      const consumer = await client.create('consumers', { name, email: `${name}@acme.test` });
      const [{ id: actor }] = (await client.get(`identity-actors?consumer_id=${consumer.id}`)).body.items;
      const identity = await makeIdentity(client, actor);
      const place = await makePlace(client);
      const credential = await giveCredential(client, identity.id, place, name.toLowerCase());
      const { body } = await client.get(`identity-credentials/${credential}`);
      owners.push({ consumer: consumer.id, actor, identity: identity.id, credential, body });
    }
    const lists = [
      ['provider-configs', 'config_id'],
      ['provider-deployments', 'deployment_id'],
      ['provider-auth-configs', 'auth_config_id'],
    ] as const;
    const of = async (query: string) =>
      Promise.all(lists.map(async ([path]) => idsIn((await client.get(`${path}?${query}`)).body)));
    for (const owner of owners) {
      const named = lists.map(([, member]) => [owner.body[member]]);
      for (const query of [
        `consumer_id=${owner.consumer}`,
        `actor_id=${owner.actor}&actor_id=absent`,
        `identity_id=${owner.identity}`,
        `identity_credential_id=${owner.credential}`,
        `identity_id=${owner.identity}&actor_id=${owner.actor}`,
        `identity_id=${owner.identity}&provider_id=${owner.body.provider_id}`,
        `actor_id=${owner.actor}&provider_id=${owner.body.provider_id}&provider_id=absent`,
      ]) {
        expect(await of(query), query).toEqual(named);
      }
    }
    const [ada, bob] = owners;
    const both = lists.map(([, member]) => [ada?.body[member], bob?.body[member]].sort());
    expect(await of(`identity_id=${ada?.identity}&identity_id=${bob?.identity}`)).toEqual(both);
    expect(await of(`identity_id=${ada?.identity}&actor_id=${bob?.actor}`)).toEqual([[], [], []]);
    expect(await of(`identity_id=${ada?.identity}&provider_id=${bob?.body.provider_id}`)).toEqual([
      [],
      [],
      [],
    ]);
    const paged = await client.get(`provider-configs?actor_id=${ada?.actor}&actor_id=${bob?.actor}&limit=1`);
    expect(paged.body.pagination.has_more_after).toBe(true);
    await archive(client, `identity-credentials/${ada?.credential}`);
    expect(await of(`consumer_id=${ada?.consumer}`)).toEqual([[], [], []]);
  });

  test('find nothing for a key that may not read credentials, and nothing of another instance', async () => {
    const { client, place, actor } = await scene();
    const identity = await makeIdentity(client, actor);
    await giveCredential(client, identity.id, place, 'own');
    const key = await client.create('api-keys', { name: 'Narrow', scopes: ['provider-configs:read'] });
    const query = `provider-configs?identity_id=${identity.id}`;
    expect(idsIn((await client.get(query)).body)).toHaveLength(1);
    expect(idsIn((await harness.as(String(key.secret)).get(query)).body)).toEqual([]);
    expect(idsIn((await (await harness.newInstance()).get(query)).body)).toEqual([]);
  });
});
