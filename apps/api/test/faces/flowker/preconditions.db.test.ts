import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { bothFaces, CONFIGS, TRACER } from './kit.ts';

/** A configuration changes only in the version that the client has read (RFC 9110 §13, RFC 6585 §3). */

const harness = await startHarness();

async function scene() {
  const { root, flowker } = await bothFaces(harness);
  const made = await flowker.post(CONFIGS, { name: 'main', providerId: 'tracer', config: TRACER });
  const at = `${CONFIGS}/${made.body.id}`;
  const etagNow = async () => (await flowker.get(at)).headers.get('etag') ?? '';
  const changes = [
    (headers = {}) => flowker.request('PATCH', at, { description: crypto.randomUUID() }, headers),
    (headers = {}) => flowker.request('POST', `${at}/disable`, undefined, headers),
    (headers = {}) => flowker.request('POST', `${at}/enable`, undefined, headers),
    (headers = {}) => flowker.request('DELETE', at, undefined, headers),
  ];
  return { root, flowker, made, at, etagNow, changes };
}

/** A configuration over a vault, whose value `rotate` changes. */
async function sceneOverVault() {
  const { root, flowker } = await bothFaces(harness);
  const vault = await root.create('provider-config-vaults', {
    provider_id: 'tracer',
    name: 'V',
    value: TRACER,
  });
  const over = { provider_id: 'tracer', handle: 'over', provider_config_vault_id: vault.id };
  const { id } = await root.create('provider-configs', over);
  const [{ id: uuid }] = (await flowker.get(CONFIGS)).body.items;
  const at = `${CONFIGS}/${uuid}`;
  const rotate = (host: string) =>
    root.patch(`provider-config-vaults/${vault.id}`, {
      value: { base_url: `https://${host}.example.com`, api_key: 'tracer-key-000000000002' },
    });
  return {
    root,
    flowker,
    id,
    at,
    rotate,
    etagOf: async () => (await flowker.get(at)).headers.get('etag') ?? '',
  };
}

const requirePreconditions = (instanceId: string) =>
  harness.bootstrap.patch(`instances/${instanceId}`, { requires_preconditions: true });

test('a configuration has an ETag, which answers 304 and is of the version that the root face shows', async () => {
  const { root, flowker, made, at, etagNow } = await scene();
  const etag = await etagNow();
  expect(etag).toMatch(/^"1-[0-9a-f]{8}"$/);
  expect(made.headers.get('etag')).toMatch(/^"1-/);
  const again = await flowker.request('GET', at, undefined, { 'if-none-match': etag });
  expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
  const changed = await flowker.patch(at, { description: 'Two' });
  expect(changed.headers.get('etag')).toBe(await etagNow());
  const [config] = (await root.get('provider-configs?handle=main')).body.items;
  const shown = (await root.get(`provider-configs/${config.id}`)).headers.get('etag') ?? '';
  expect(shown.split('-')[0]).toBe((await etagNow()).split('-')[0]);
  const put = { description: 'Three' };
  expect((await flowker.request('PATCH', at, put, { 'if-match': shown })).status).toBe(200);
  expect((await flowker.get(CONFIGS)).headers.get('etag')).toBe(null);
});

test('a read, a test and a creation compare their conditions too', async () => {
  const { flowker, at, etagNow } = await scene();
  const etag = await etagNow();
  for (const path of [at, CONFIGS, '/v1/catalog/providers', '/v1/audit-events']) {
    const { status, body } = await flowker.request('GET', path, undefined, { 'if-match': '"other"' });
    expect([status, body.code], path).toEqual([412, 412]);
    expect((await flowker.request('GET', path, undefined, { 'if-match': '*' })).status).toBe(200);
  }
  expect((await flowker.request('GET', at, undefined, { 'if-match': etag })).status).toBe(200);
  const late = await flowker.request('POST', `${at}/test`, undefined, { 'if-match': '"99-00000000"' });
  expect([late.status, late.body.code]).toEqual([412, 412]);
  const make = (name: string, headers: Record<string, string>) =>
    flowker.request('POST', CONFIGS, { name, providerId: 'tracer', config: TRACER }, headers);
  expect((await make('main', { 'if-none-match': '*' })).status).toBe(412);
  expect((await make('main', {})).status).toBe(409);
  expect((await make('other', { 'if-match': '*' })).status).toBe(412);
  expect((await make('other', { 'if-none-match': 'x' })).body.code).toBe(400);
  expect((await make('other', { 'if-none-match': '*' })).status).toBe(201);
});

describe('a configuration over a vault', () => {
  test('is of another version after a rotation of the vault, for every request on it', async () => {
    const { root, flowker, id, at, rotate, etagOf } = await sceneOverVault();
    const { config } = (await flowker.get(at)).body;
    const asked: [string, string, object?][] = [
      ['PATCH', at, { config }],
      ['PATCH', at, { description: 'Another' }],
      ['POST', `${at}/disable`],
      ['POST', `${at}/enable`],
      ['POST', `${at}/test`],
      ['DELETE', at],
    ];
    for (const [index, [method, path, body]] of asked.entries()) {
      const stale = await etagOf();
      expect((await rotate(`moved${index}`)).status).toBe(200);
      const etag = await etagOf();
      expect(etag).not.toBe(stale);
      const late = await flowker.request(method, path, body, { 'if-match': stale });
      expect([late.status, late.body.code, late.headers.get('etag')], path).toEqual([412, 412, etag]);
      expect(await etagOf()).toBe(etag);
      const known = await flowker.request(method, path, body, { 'if-none-match': etag });
      expect(known.status, path).toBe(412);
    }
    expect((await root.get(`provider-configs/${id}`)).body.revision).toBe(null);
    expect((await flowker.get(at)).body.config.base_url).toBe('https://moved5.example.com');
  });

  test('takes the tag that it has now, and not that of the root face', async () => {
    const { root, flowker, id, at, rotate, etagOf } = await sceneOverVault();
    await rotate('moved');
    const change = (etag: string) =>
      flowker.request('PATCH', at, { description: crypto.randomUUID() }, { 'if-match': etag });
    const rootTag = (await root.get(`provider-configs/${id}`)).headers.get('etag') ?? '';
    expect((await change(rootTag)).status).toBe(412);
    const changed = await change(await etagOf());
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, await etagOf()]);
    for (const path of ['disable', 'enable']) {
      const answer = await flowker.request('POST', `${at}/${path}`, undefined, {
        'if-match': await etagOf(),
      });
      expect(answer.status, path).toBe(200);
    }
    const deleted = await flowker.request('DELETE', at, undefined, { 'if-match': await etagOf() });
    expect(deleted.status).toBe(204);
  });

  test('keeps its version through a rotation while it is pinned', async () => {
    const { root, flowker, id, at, rotate, etagOf } = await sceneOverVault();
    expect((await root.patch(`provider-configs/${id}`, { vault_revision: 1 })).status).toBe(200);
    const etag = await etagOf();
    await rotate('moved');
    expect(await etagOf()).toBe(etag);
    expect((await flowker.request('PATCH', at, { description: 'B' }, { 'if-match': etag })).status).toBe(200);
  });
});

describe('every change of a configuration', () => {
  test('with another version in If-Match is 412 with the current one, and with the current one goes on', async () => {
    const { etagNow, changes } = await scene();
    for (const change of changes) {
      const version = (await etagNow()).split('-')[0];
      for (const headers of [{ 'if-match': '"99-00000000"' }, { 'if-none-match': '*' }]) {
        const { status, body, headers: answered } = await change(headers);
        expect([status, body.code]).toEqual([412, 412]);
        expect(answered.get('etag')?.split('-')[0]).toBe(version);
      }
      const malformed = await change({ 'if-match': 'x' });
      expect([malformed.status, malformed.body.code]).toEqual([400, 400]);
      expect([200, 204]).toContain((await change({ 'if-match': await etagNow() })).status);
    }
  });

  test('without If-Match is 428 where the instance requires it, and changes nothing', async () => {
    const { root, flowker, etagNow, at, changes } = await scene();
    await requirePreconditions(root.instanceId);
    const etag = await etagNow();
    for (const change of changes) {
      const { status, body } = await change();
      expect([status, body.code]).toEqual([428, 428]);
      expect(await etagNow()).toBe(etag);
    }
    for (const change of changes)
      expect((await change({ 'if-match': await etagNow() })).status).toBeLessThan(300);
    expect((await flowker.get(at)).status).toBe(404);
    expect((await flowker.create({ name: 'new', providerId: 'tracer', config: TRACER })).length).toBe(36);
  });
});
