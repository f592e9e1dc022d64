import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { expectBoom, newTenant, OPENAI, SECRET } from './kit.ts';

const harness = await startHarness();
const KEY = { type: 'api_key', apiKey: SECRET };
const SHOWN = { type: 'api_key', configured: true };

/** Makes a provider of a type that takes two types of credentials, and a check that it has kept its own. */
async function withProvider() {
  const { informer, plain } = await newTenant(harness);
  const made = await informer.create('/providers', { name: 'A', type: 'anthropic', credential: KEY });
  const kept = async () => {
    const { body } = await plain.get('provider-auth-configs?status[0]=active&status[1]=archived');
    expect(body.items).toMatchObject([{ status: 'active', revision: 1, auth_method: { key: 'api_key' } }]);
    expect((await informer.get(`/providers/${made.id}`)).body).toEqual(made);
  };
  return { informer, plain, made, kept, put: (body: object) => informer.put(`/providers/${made.id}`, body) };
}

describe('a PUT of a credential with `configured`', () => {
  test('keeps the credential when it is sent as it is shown', async () => {
    const { made, kept, put } = await withProvider();
    for (const body of [{ credential: SHOWN }, { credential: SHOWN, createdAt: made.createdAt }]) {
      const { status, body: answer } = await put(body);
      expect([status, answer]).toEqual([200, made]);
    }
    await kept();
  });

  test.each([
    ['another type that the provider takes', { type: 'enterprise', configured: true }, 'type api_key'],
    ['a type that no provider takes', { type: 'bogus', configured: true }, 'type api_key'],
    ['another type and a field', { type: 'enterprise', configured: true, apiKey: SECRET }, 'type api_key'],
    ['another state', { type: 'api_key', configured: false }, 'as it is shown'],
    ['another state and a field', { ...KEY, configured: false }, 'as it is shown'],
    ['a state that is no boolean', { type: 'api_key', configured: 'true' }, 'as it is shown'],
    ['a null state', { ...KEY, configured: null }, 'as it is shown'],
  ])('of %s is refused and changes nothing', async (_what, credential, text) => {
    const { kept, put } = await withProvider();
    const refused = await put({ name: 'B', credential });
    expectBoom(refused, 400, '"credential.configured"', text);
    expect(JSON.stringify(refused.body)).not.toContain(SECRET);
    await kept();
  });

  test('replaces the secret when a field comes with the credential as it is shown', async () => {
    const { plain, made, put } = await withProvider();
    expect((await put({ credential: { ...SHOWN, apiKey: 'second' } })).body.credential).toEqual(SHOWN);
    const { body } = await plain.get(`provider-auth-configs?provider_deployment_id=${made.id}`);
    expect(body.items).toMatchObject([{ revision: 2 }]);
  });

  test('is compared with the state of a provider without a credential', async () => {
    const { informer, plain, made, put } = await withProvider();
    const { body } = await plain.get(`provider-auth-configs?provider_deployment_id=${made.id}`);
    await plain.delete(`provider-auth-configs/${body.items[0].id}`);
    const { credential } = (await informer.get(`/providers/${made.id}`)).body;
    expect(credential).toEqual({ type: 'api_key', configured: false });
    expect((await put({ credential })).body.credential).toEqual(credential);
    expectBoom(await put({ credential: SHOWN }), 400, '"credential.configured"');
    expect((await put({ credential: { ...credential, apiKey: 'new' } })).body.credential).toEqual(SHOWN);
  });
});

test('a create with `configured` is refused, as with every member that only answers have', async () => {
  const { informer, plain } = await newTenant(harness);
  const body = { ...OPENAI, credential: { ...OPENAI.credential, configured: true } };
  expectBoom(await informer.post('/providers', body), 400, '"credential.configured"');
  expect((await plain.get('provider-deployments')).body.items).toEqual([]);
});

test('a field in two spellings is refused', async () => {
  const { informer, kept, put } = await withProvider();
  const credential = { ...KEY, api_key: 'another' };
  expectBoom(
    await informer.post('/providers', { ...OPENAI, credential }),
    400,
    '"credential.apiKey"',
    'once',
  );
  expectBoom(await put({ credential }), 400, '"credential.apiKey"', 'once');
  await kept();
});
