import { registry } from '@berth/domain';
import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { makeSetupProvider } from '../support/setup-kit.ts';

const harness = await startHarness();
const SECRET = /berth_sk_|pas_secret_/;

/** The verbs whose answer shows a secret once, as `path verb`. */
const showing = registry.resources.flatMap(({ wire, verbs }) =>
  verbs.filter(({ once, confidential }) => once && confidential).map(({ name }) => `${wire.path} ${name}`),
);

test('a secret that is shown once is in no repeat or dry run, and no cache stores any of these answers or a refusal', async () => {
  const client = await harness.newInstance();
  const { id } = await client.create('api-keys', { name: 'Rotated', scopes: ['reader'] });
  const provider = await makeSetupProvider(client);
  const methods = await client.get(`provider-auth-methods?provider_version_id=${provider.version}`);
  const credential = await client.create('provider-auth-configs', {
    provider_auth_method_id: methods.body.items[0].id,
    value: { token: 'token-000' },
  });
  const requests: Record<string, [typeof client, string, object]> = {
    'api-keys create': [client, 'api-keys', { name: 'Made', scopes: ['reader'] }],
    'api-keys rotate': [client, `api-keys/${id}/rotate`, {}],
    'provider-setup-sessions create': [client, 'provider-setup-sessions', { provider_id: provider.id }],
    'provider-auth-configs reconnect': [client, `provider-auth-configs/${credential.id}/reconnect`, {}],
    'instances create': [{ ...harness.bootstrap, instanceId: '' }, 'instances', { name: 'Made' }],
  };
  expect(Object.keys(requests).sort()).toEqual([...showing].sort());
  for (const [name, [as, path, body]] of Object.entries(requests)) {
    const key = { 'idempotency-key': name };
    const first = await as.request('POST', path, body, key);
    const again = await as.request('POST', path, body, key);
    const dry = await as.request('POST', `${path}?dry_run=true`, body);
    const answers = [first, again, dry, await as.request('POST', path, 'no object')];
    expect(
      answers.map(({ status }) => status),
      name,
    ).toEqual([200, 200, 200, 400]);
    for (const { headers } of answers) expect(headers.get('cache-control'), name).toBe('no-store');
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(JSON.stringify(first.body), name).toMatch(SECRET);
    for (const { body } of [again, dry]) {
      expect(JSON.stringify(body), name).not.toMatch(SECRET);
      if (!('url' in body)) {
        expect('secret_key' in body ? body.secret_key.secret : body.secret, name).toBeNull();
      }
    }
  }
});
