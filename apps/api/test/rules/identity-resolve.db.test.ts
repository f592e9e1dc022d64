import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import {
  giveCredential,
  makeActor,
  makeAuth,
  makeIdentity,
  makePlace,
  type Place,
} from '../support/identities-kit.ts';
import { keyReaching } from '../support/reach-kit.ts';
import { archive, expectPlaces, expectRefusal } from '../support/rules-kit.ts';

const harness = await startHarness();

async function scene() {
  const client = await harness.newInstance();
  const place = await makePlace(client);
  const resolve = (id: string, more: object = {}) =>
    client.post(`identities/${id}/resolve`, { provider_deployment_id: place.deployment, ...more });
  return { client, place, resolve };
}

describe('resolving for an identity', () => {
  test('every pair of identities: each gets its own, or what was delegated to it, and never anything else', async () => {
    const { client, place, resolve } = await scene();
    await makeAuth(client, place, 'shared-token');
    const deny = await client.create('identity-delegation-configs', { sub_delegation_behavior: 'deny' });
    // Four actors, each with two identities; the first of each has a credential.
    const all: { actor: string; first: string; second: string; credential: string; token: string }[] = [];
    for (const name of ['ada', 'bob', 'cyd', 'dan']) {
      const actor = await makeActor(client, { name, type: name === 'cyd' ? 'agent' : 'person' });
      const [first, second] = [await makeIdentity(client, actor), await makeIdentity(client, actor)];
      const token = `${name}-token`;
      const credential = await giveCredential(client, first.id, place, token);
      all.push({ actor, first: first.id, second: second.id, credential, token });
    }
    const tokenOf = ({ body }: { body: { auth_config: { value: { token: string } } } }) =>
      body.auth_config.value.token;
    const reveal = { reason: 'test' };
    for (const owner of all) {
      for (const user of all) {
        const before = await resolve(user.second, reveal);
        expect([before.status, before.body.reason]).toEqual([404, 'no_credential']);
        const shared = await resolve(user.second, { ...reveal, on_missing: 'shared' });
        expect([shared.body.provenance.from, tokenOf(shared)]).toEqual(['shared', 'shared-token']);
        const own = await resolve(user.first, reveal);
        expect(tokenOf(own)).toBe(user.token);
        expect(own.body.provenance).toEqual({
          from: 'own',
          identity_id: user.first,
          identity_credential_id: user.credential,
          identity_delegation_id: null,
        });
        if (owner === user) continue;
        const delegation = await client.create('identity-delegations', {
          identity_id: owner.first,
          delegatee_actor_id: user.actor,
          delegation_config_id: deny.id,
        });
        // The own credential goes first; the other identity gets the delegated one; nobody else gets anything.
        for (const other of all) {
          expect(tokenOf(await resolve(other.first, reveal))).toBe(other.token);
          const answer = await resolve(other.second, reveal);
          if (other !== user) expect([answer.status, answer.body.reason]).toEqual([404, 'no_credential']);
          else {
            expect(tokenOf(answer)).toBe(owner.token);
            expect(answer.body.provenance).toEqual({
              from: 'delegated',
              identity_id: owner.first,
              identity_credential_id: owner.credential,
              identity_delegation_id: delegation.id,
            });
          }
        }
        await client.post(`identity-delegations/${delegation.id}/revoke`, {});
      }
    }
  }, 120_000);

  test('hides secrets without a reason, reveals them with one and the scope, and records who used what', async () => {
    const { client, place, resolve } = await scene();
    const identity = await makeIdentity(client, await makeActor(client));
    const credential = await giveCredential(client, identity.id, place, 'own-token');
    const { body } = await resolve(identity.id);
    expect(body).toMatchObject({
      object: 'identity.resolution',
      identity_id: identity.id,
      provider_id: place.provider.id,
      provider_deployment_id: place.deployment,
      config: { object: 'provider.config.value', value: { host: 'own-token.test' } },
      auth_config: { value: {}, hidden: ['/token'], revealed: false },
      revealed: false,
    });
    const revealed = await resolve(identity.id, { reason: 'start' });
    expect(revealed.headers.get('cache-control')).toBe('no-store');
    expect(revealed.body).toMatchObject({
      auth_config: { value: { token: 'own-token' }, hidden: [] },
      revealed: true,
    });
    // The newest event is that of reading the trail
    const [, ...items] = (await client.get('audit-events?order=desc&limit=4')).body.items;
    expect(items.map(({ action, reason }: Record<string, string>) => [action, reason])).toEqual([
      ['identities.resolve', 'start'],
      ['provider-auth-configs.reveal', 'start'],
      ['provider-configs.reveal', 'start'],
    ]);
    expect(items[0]).toMatchObject({
      resource_id: identity.id,
      after: { provenance: { from: 'own', identity_credential_id: credential } },
    });
    expect(JSON.stringify(items)).not.toContain('own-token"');
    const key = await client.create('api-keys', { name: 'Blind', scopes: ['identities:resolve'] });
    const blind = harness.as(String(key.secret));
    const path = `identities/${identity.id}/resolve`;
    const target = { provider_id: place.provider.slug };
    expect((await blind.post(path, target)).body.revealed).toBe(false);
    expectRefusal(await blind.post(path, { ...target, reason: 'start' }), [403, 'forbidden']);
    const reader = await client.create('api-keys', { name: 'Reader', scopes: ['reader'] });
    expectRefusal(await harness.as(String(reader.secret)).post(path, target), [403, 'forbidden']);
  });

  test('refuses none or two targets, unknown ones, and archived identities', async () => {
    const { client, place, resolve } = await scene();
    const identity = await makeIdentity(client, await makeActor(client));
    const path = `identities/${identity.id}/resolve`;
    expectPlaces(await client.post(path, {}), ['provider_deployment_id']);
    expectPlaces(await resolve(identity.id, { provider_id: place.provider.id }), ['provider_deployment_id']);
    expectRefusal(await client.post(path, { provider_id: 'none' }), [404, 'not_found'], 'provider');
    expectRefusal(
      await client.post(path, { provider_deployment_id: 'none' }),
      [404, 'not_found'],
      'provider.deployment',
    );
    expectPlaces(await resolve(identity.id, { on_missing: 'guess' }), ['on_missing']);
    await archive(client, `identities/${identity.id}`);
    expectRefusal(await resolve(identity.id), [400, 'use_after_delete']);
    expectRefusal(await resolve('idn_none'), [404, 'not_found'], 'identity');
  });

  test('names both credentials when two fit, and takes the one of the deployment that is named', async () => {
    const { client, place, resolve } = await scene();
    const identity = await makeIdentity(client, await makeActor(client));
    const second = await client.create('provider-deployments', {
      provider_id: place.provider.id,
      provider_config: { value: { host: 'second.test' } },
    });
    const one = await giveCredential(client, identity.id, place, 'one');
    const two = await giveCredential(client, identity.id, { ...place, deployment: second.id }, 'two');
    const refused = await client.post(`identities/${identity.id}/resolve`, {
      provider_id: place.provider.id,
    });
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents.map(({ id }: { id: string }) => id)).toEqual([one, two]);
    expect((await resolve(identity.id)).body.provenance.identity_credential_id).toBe(one);
    await archive(client, `identity-credentials/${one}`);
    const left = await client.post(`identities/${identity.id}/resolve`, { provider_id: place.provider.slug });
    expect(left.body.provenance.identity_credential_id).toBe(two);
  });

  test('does not fall back when the own credential cannot be used', async () => {
    const { client, place, resolve } = await scene();
    const identity = await makeIdentity(client, await makeActor(client));
    const { config_id } = (
      await client.get(`identity-credentials/${await giveCredential(client, identity.id, place, 'own')}`)
    ).body;
    await client.post(`provider-configs/${config_id}/disable`, {});
    const asked = { reason: 'test', on_missing: 'shared' };
    expectRefusal(await resolve(identity.id, asked), [409, 'invalid_state']);
    await archive(client, `provider-configs/${config_id}?force=true`);
    expectRefusal(await resolve(identity.id, asked), [400, 'use_after_delete']);
  });

  test('shares no auth config of another identity that became the default by being first', async () => {
    const { client, place, resolve } = await scene();
    const ada = await makeIdentity(client, await makeActor(client));
    const credential = await giveCredential(client, ada.id, place, 'ada-token');
    const bob = await makeIdentity(client, await makeActor(client));
    const before = await resolve(bob.id, { on_missing: 'shared', reason: 'test' });
    expect([before.status, before.body.reason]).toEqual([404, 'not_shared']);
    await archive(client, `identity-credentials/${credential}`);
    const after = await resolve(bob.id, { on_missing: 'shared', reason: 'test' });
    expect([after.status, after.body.reason]).toEqual([404, 'not_shared']);
  });

  test('shares of a provider its default deployment, or its only one', async () => {
    const { client, place } = await scene();
    const identity = await makeIdentity(client, await makeActor(client));
    const ask = () =>
      client.post(`identities/${identity.id}/resolve`, {
        provider_id: place.provider.id,
        on_missing: 'shared',
      });
    expect((await ask()).body).toMatchObject({ provider_deployment_id: place.deployment, auth_config: null });
    await client.create('provider-deployments', { provider_id: place.provider.id });
    const refused = await ask();
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toHaveLength(2);
  });

  test('gives a key with a reach what is inside, and 404 for the rest', async () => {
    const { client, place } = await scene();
    const other: Place = await makePlace(client);
    const identity = await makeIdentity(client, await makeActor(client));
    await giveCredential(client, identity.id, place, 'inside');
    await giveCredential(client, identity.id, other, 'outside');
    const key = await keyReaching(harness, client, { deployments: [place.deployment] });
    const ask = (body: object) => key.post(`identities/${identity.id}/resolve`, { reason: 'start', ...body });
    const inside = await ask({ provider_deployment_id: place.deployment });
    expect(inside.body.auth_config.value).toEqual({ token: 'inside' });
    for (const body of [
      { provider_deployment_id: other.deployment },
      { provider_id: other.provider.id },
      { provider_id: place.provider.id },
    ]) {
      expectRefusal(await ask(body), [404, 'not_found']);
    }
    expect((await key.get(`identities/${identity.id}`)).status).toBe(403);
    expect((await key.get('identities')).status).toBe(403);
    // A credential whose config is outside does not exist for it, and it gets no other one in its place
    const loose = await client.create('provider-auth-configs', {
      provider_auth_method_id: place.method,
      value: { token: 'loose' },
    });
    const second = await makeIdentity(client, await makeActor(client));
    await client.create('identity-credentials', {
      identity_id: second.id,
      deployment_id: place.deployment,
      auth_config_id: loose.id,
    });
    const answer = await key.post(`identities/${second.id}/resolve`, {
      provider_deployment_id: place.deployment,
      on_missing: 'shared',
    });
    expect([answer.status, answer.body.reason]).toEqual([404, 'no_credential']);
    expect(JSON.stringify(answer.body)).not.toContain(loose.id);
    const guarded = (await client.get(`provider-configs?identity_id=${identity.id}`)).body.items[0].id;
    const refused = await key.delete(`provider-configs/${guarded}`);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toEqual([]);
  });
});
