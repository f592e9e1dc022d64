import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { newTenant, OPENAI } from './kit.ts';

/** A provider or a model changes only in the version that the client has read (RFC 9110 §13, RFC 6585 §3). */

const harness = await startHarness();

async function scene() {
  const { plain, informer } = await newTenant(harness);
  const provider = await informer.create('/providers', OPENAI);
  const model = await informer.create('/models', { providerId: provider.id, name: 'One', model: 'gpt-x' });
  const etagOf = async (at: string) => (await informer.get(at)).headers.get('etag') ?? '';
  const [atProvider, atModel] = [`/providers/${provider.id}`, `/models/${model.id}`];
  const put = (at: string, body: object) => ({
    at,
    change: (headers = {}) => informer.request('PUT', at, body, headers),
  });
  const remove = (at: string) => ({
    at,
    change: (headers = {}) => informer.request('DELETE', at, undefined, headers),
  });
  const changes = [
    put(atModel, { name: 'Two' }),
    put(atProvider, { name: 'Renamed' }),
    put(atProvider, { credential: { type: 'api_key', apiKey: 'sk-another-0001' } }),
    put(atProvider, { name: 'Again', credential: { type: 'api_key', apiKey: 'sk-another-0002' } }),
    remove(atModel),
    remove(atProvider),
  ];
  return { plain, informer, etagOf, atProvider, atModel, changes };
}

test('a provider and a model have an ETag, which answers 304 to a reader who has it', async () => {
  const { informer, etagOf, atProvider, atModel } = await scene();
  for (const at of [atProvider, atModel]) {
    const etag = await etagOf(at);
    expect(etag).toMatch(/^"\d+-[0-9a-f]{8}"$/);
    const again = await informer.request('GET', at, undefined, { 'if-none-match': etag });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
  }
  expect((await informer.get('/models')).headers.get('etag')).toBe(null);
});

test('a read and a creation compare their conditions too', async () => {
  const { informer, etagOf, atProvider, atModel } = await scene();
  for (const at of [atProvider, atModel, '/providers', '/models', '']) {
    const { status, body } = await informer.request('GET', at, undefined, { 'if-match': '"other"' });
    expect([status, body.error], at).toEqual([412, 'Precondition Failed']);
    expect((await informer.request('GET', at, undefined, { 'if-match': '*' })).status, at).toBe(200);
  }
  const held = { 'if-match': await etagOf(atModel) };
  expect((await informer.request('GET', atModel, undefined, held)).status).toBe(200);
  for (const [at, body] of [
    ['/providers', OPENAI],
    [`${atProvider}/models`, { name: 'New', model: 'gpt-y' }],
  ] as const) {
    const make = (headers: Record<string, string>) => informer.request('POST', at, body, headers);
    expect((await make({ 'if-match': '*' })).status).toBe(412);
    expect((await make({ 'if-none-match': 'x' })).status).toBe(400);
    expect((await make({ 'if-none-match': '"1-00000000"' })).status).toBe(201);
  }
});

test('the ETag of a provider changes with its deployment, with its credential, and with another credential', async () => {
  const { plain, informer, etagOf, atProvider } = await scene();
  const [, , id] = atProvider.split('/');
  const authOf = async () =>
    (await plain.get(`provider-auth-configs?provider_deployment_id=${id}&status=active`)).body.items[0].id;
  const put = (apiKey: string) => informer.put(atProvider, { credential: { type: 'api_key', apiKey } });
  const versions: (string | undefined)[] = [];
  for (const change of [
    async () => {},
    () => plain.patch(`provider-deployments/${id}`, { description: 'Changed there' }),
    async () =>
      plain.patch(`provider-auth-configs/${await authOf()}`, { value: { api_key: 'sk-there-0001' } }),
    async () => plain.delete(`provider-auth-configs/${await authOf()}`),
    () => put('sk-anew-000001'),
    () => put('sk-anew-000002'),
  ]) {
    await change();
    versions.push((await etagOf(atProvider)).split('-')[0]);
  }
  expect(new Set(versions).size).toBe(versions.length);
});

describe('every change of a provider or a model', () => {
  test('with another version in If-Match is 412 with the current one, and with the current one goes on', async () => {
    const { etagOf, changes } = await scene();
    for (const { at, change } of changes) {
      const version = (await etagOf(at)).split('-')[0];
      for (const headers of [{ 'if-match': '"99-00000000"' }, { 'if-none-match': '*' }]) {
        const { status, body, headers: answered } = await change(headers);
        expect([status, body.error]).toEqual([412, 'Precondition Failed']);
        expect(answered.get('etag')?.split('-')[0]).toBe(version);
      }
      expect((await change({ 'if-match': 'x' })).status).toBe(400);
      const done = await change({ 'if-match': await etagOf(at) });
      expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
      if (done.status === 200) expect(done.headers.get('etag')).toBe(await etagOf(at));
    }
  });

  test('without If-Match is 428 where the instance requires it, and changes nothing', async () => {
    const { plain, informer, etagOf, changes, atProvider } = await scene();
    await harness.bootstrap.patch(`instances/${plain.instanceId}`, { requires_preconditions: true });
    for (const { at, change } of changes) {
      const etag = await etagOf(at);
      const { status, body } = await change();
      expect([status, body.error]).toEqual([428, 'Precondition Required']);
      expect(await etagOf(at)).toBe(etag);
    }
    const body = { name: 'New', model: 'gpt-y' };
    expect((await informer.post(`${atProvider}/models`, body)).status).toBe(201);
    expect((await informer.post('/providers', OPENAI)).status).toBe(201);
    for (const { at, change } of changes) {
      expect((await change({ 'if-match': await etagOf(at) })).status).toBeLessThan(300);
    }
  });

  test('lets exactly one of two concurrent writers of a credential through', async () => {
    const { plain, informer, etagOf, atProvider } = await scene();
    await harness.bootstrap.patch(`instances/${plain.instanceId}`, { requires_preconditions: true });
    for (let round = 0; round < 10; round++) {
      const headers = { 'if-match': await etagOf(atProvider) };
      const both = ['a', 'b'].map((letter) =>
        informer.request(
          'PUT',
          atProvider,
          { credential: { type: 'api_key', apiKey: `sk-round-${round}-${letter}` } },
          headers,
        ),
      );
      expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 412]);
    }
  });
});
