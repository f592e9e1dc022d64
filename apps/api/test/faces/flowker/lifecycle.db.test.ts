import { type Id, idWithUuid, uuidOf } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { publicProvider, requireApprovals } from '../../support/approvals-kit.ts';
import { startHarness } from '../../support/harness.ts';
import { makeActor, makeIdentity } from '../../support/identities-kit.ts';
import { bothFaces, CONFIGS, expectError, TRACER } from './kit.ts';

const harness = await startHarness();
const good = { name: 'Main', providerId: 'tracer', config: TRACER };

describe('the lifecycle of configurations', () => {
  test('has them made, read, changed, switched and deleted (the checklist of Flowker’s own tests)', async () => {
    const { flowker } = await bothFaces(harness);
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const config = { base_url: `https://mock.example.com/${name}`, api_key: `${name}-key` };
      const { status, body } = await flowker.post(CONFIGS, { name, providerId: 'tracer', config });
      expect([status, body.status, body.id !== '']).toEqual([201, 'active', true]);
      ids.push(body.id);
    }
    const [first = ''] = ids;
    const url = `${CONFIGS}/${first}`;
    const got = (await flowker.get(url)).body;
    expect(got).toMatchObject({ id: first, name: 'one', providerId: 'tracer', status: 'active' });
    expect(Object.keys(got.config).length).toBeGreaterThan(0);
    expect((await flowker.get(`${CONFIGS}?limit=100`)).body.items).toHaveLength(3);
    const ofTracer = (await flowker.get(`${CONFIGS}?providerId=tracer`)).body.items;
    expect(ofTracer.map(({ providerId }: typeof got) => providerId)).toEqual(['tracer', 'tracer', 'tracer']);
    expect((await flowker.patch(url, { description: 'new' })).body.description).toBe('new');
    const off = await flowker.request('POST', `${url}/disable`, 'this body is ignored');
    expect([off.status, off.body.status]).toEqual([200, 'disabled']);
    const active = (await flowker.get(`${CONFIGS}?status=active`)).body.items;
    expect(active.map(({ id }: typeof got) => id)).not.toContain(first);
    expect((await flowker.post(`${url}/enable`)).body.status).toBe('active');
    expectError(await flowker.post(CONFIGS, { ...good, name: 'two' }), 409, 'FLK-0291');
    for (const id of ids) {
      expect((await flowker.post(`${CONFIGS}/${id}/disable`)).status).toBe(200);
      expect((await flowker.delete(`${CONFIGS}/${id}`)).status).toBe(204);
      expectError(await flowker.get(`${CONFIGS}/${id}`), 404, 'FLK-0290');
    }
  });

  test.each(['.', '..', 'pcf_01kbvq0000e00r00000000000x'])(
    'has no name that no path of the root face reaches (FLK-0001): %s',
    async (name) => {
      const { flowker } = await bothFaces(harness);
      const answer = await flowker.post(CONFIGS, { ...good, name });
      expectError(answer, 400, 'FLK-0001');
      expect(answer.body.fields.name).toContain('by path');
    },
  );

  test('deletes one that an identity uses: the face knows no references', async () => {
    const { flowker, root } = await bothFaces(harness);
    const id = await flowker.create(good);
    const config_id = idWithUuid('providerConfig', id.replaceAll('-', ''));
    const { specification } = await publicProvider(root, 'tracer');
    const { body } = await root.get(`provider-specifications/${specification}`);
    const { id: auth_config_id } = await root.create('provider-auth-configs', {
      provider_auth_method_id: body.auth_methods[0].id,
      value: { api_key: TRACER.api_key },
    });
    await makeIdentity(root, await makeActor(root), { credentials: [{ config_id, auth_config_id }] });
    expect((await root.delete(`provider-configs/${config_id}`)).status).toBe(409);
    expect((await flowker.delete(`${CONFIGS}/${id}`)).status).toBe(204);
    expectError(await flowker.get(`${CONFIGS}/${id}`), 404, 'FLK-0290');
    expect((await root.get(`provider-configs/${config_id}`)).body.status).toBe('archived');
  });

  test('says that the instance has approved no version of a provider (FLK-0350)', async () => {
    const { flowker, root } = await bothFaces(harness);
    await requireApprovals(harness, root, { public_versions: true });
    const { version } = await publicProvider(root, 'tracer');
    expect((await root.post(`version-approvals/${version}/reject`, { reason: 'Not yet' })).status).toBe(200);
    const answer = await flowker.post(CONFIGS, good);
    expectError(answer, 409, 'FLK-0350', 'This instance has approved no version of the provider yet.');
  });

  test('keeps a disabled one disabled when it is changed', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CONFIGS}/${await flowker.create(good)}`;
    await flowker.post(`${url}/disable`);
    const { body } = await flowker.patch(url, { name: 'Renamed' });
    expect([body.name, body.status]).toEqual(['Renamed', 'disabled']);
    expect((await flowker.delete(url)).status).toBe(204);
  });
});

describe('two concurrent clients', () => {
  test('that create one name get exactly one 201, 200 times', {
    timeout: 120_000,
  }, async () => {
    const { flowker } = await bothFaces(harness);
    for (let n = 0; n < 200; n++) {
      const body = { ...good, name: `name ${n}` };
      const answers = await Promise.all([flowker.post(CONFIGS, body), flowker.post(CONFIGS, body)]);
      const [won, lost] = answers.sort((a, b) => a.status - b.status);
      expect([won?.status, lost?.status], `round ${n}`).toEqual([201, 409]);
      expect(lost?.body.code).toBe('FLK-0291');
    }
  });

  test('that disable one configuration get exactly one 200', async () => {
    const { flowker } = await bothFaces(harness);
    for (let n = 0; n < 20; n++) {
      const url = `${CONFIGS}/${await flowker.create({ ...good, name: `name ${n}` })}`;
      const answers = await Promise.all([flowker.post(`${url}/disable`), flowker.post(`${url}/disable`)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    }
  });

  test('that change and delete one configuration each succeed or are refused, without a 500', async () => {
    const { flowker } = await bothFaces(harness);
    for (let n = 0; n < 20; n++) {
      const url = `${CONFIGS}/${await flowker.create({ ...good, name: `name ${n}` })}`;
      const [changed, gone] = await Promise.all([
        flowker.patch(url, { description: 'x' }),
        flowker.delete(url),
      ]);
      expect(gone.status).toBe(204);
      expect([200, 404]).toContain(changed.status);
    }
  });
});

describe('both faces', () => {
  test('show one configuration, with one audit trail', async () => {
    const { root, flowker } = await bothFaces(harness);
    const uuid = await flowker.create({ ...good, description: 'from Flowker', metadata: { team: 'risk' } });
    const [there] = (await root.get('provider-configs?handle=Main')).body.items;
    expect(there).toMatchObject({
      handle: 'Main',
      description: 'from Flowker',
      metadata: { team: 'risk' },
      enabled: true,
    });
    expect(uuidOf(there.id)).toBe(uuid);
    await root.post(`provider-configs/${there.id}/disable`, {});
    expect((await flowker.get(`${CONFIGS}/${uuid}`)).body.status).toBe('disabled');
    await flowker.post(`${CONFIGS}/${uuid}/enable`);
    await root.patch(`provider-configs/${there.id}`, {
      handle: 'Renamed',
      value: { api_key: 'key-from-the-root-face' },
    });
    const here = (await flowker.get(`${CONFIGS}/${uuid}`)).body;
    expect([here.name, here.status, here.config.api_key]).toEqual(['Renamed', 'active', '****face']);
    await flowker.delete(`${CONFIGS}/${uuid}`);
    expect((await root.get(`provider-configs/${there.id}`)).body.status).toBe('archived');
    const actions = (await root.get(`audit-events?resource_id=${there.id}`)).body.items;
    expect(actions.map(({ action }: { action: string }) => action.split('.')[1])).toEqual([
      'create',
      'disable',
      'enable',
      'update',
      'archive',
    ]);
    const events = (await flowker.get(`/v1/audit-events?resourceId=${uuid}&sortOrder=ASC`)).body.items;
    expect(events.map(({ action }: { action: string }) => action)).toEqual([
      'CREATE',
      'DEACTIVATE',
      'ACTIVATE',
      'UPDATE',
      'DELETE',
    ]);
    const ids = (items: Record<string, string>[], name: string) => items.map((item) => item[name]);
    expect(ids(events, 'eventId')).toEqual(ids(actions, 'id').map((id) => uuidOf(id as Id)));
    expect(ids(events, 'hash')).toEqual(ids(actions, 'hash'));
  });

  test('show a config of the root face while it has a handle', async () => {
    const { root, flowker } = await bothFaces(harness);
    const { id } = await root.create('provider-configs', {
      provider_id: 'tracer',
      value: TRACER,
      name: 'Named',
    });
    const url = `${CONFIGS}/${uuidOf(id as Id)}`;
    const there = async () => (await flowker.get(CONFIGS)).body.items.length;
    expect([(await flowker.get(url)).status, await there()]).toEqual([404, 0]);
    await root.patch(`provider-configs/${id}`, { handle: 'h' });
    expect([(await flowker.get(url)).body.name, await there()]).toEqual(['h', 1]);
    await root.patch(`provider-configs/${id}`, { handle: null });
    expect([(await flowker.get(url)).status, await there()]).toEqual([404, 0]);
  });

  test('share the names that are taken', async () => {
    const { root, flowker } = await bothFaces(harness);
    await root.create('provider-configs', { provider_id: 'tracer', value: TRACER, handle: 'Main' });
    expectError(await flowker.post(CONFIGS, good), 409, 'FLK-0291');
  });
});
