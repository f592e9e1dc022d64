import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { cleanOf, hiddenOf, newBrowser, openLink } from '../support/setup-kit.ts';
import { expectFilters, expectPaging } from './lists.ts';
import { at, registerProvider, startClientHarness } from './setup.ts';

const harness = await startClientHarness();
const { atHour, newCustomer } = harness;

const back = 'https://app.example.com/done';
const input_schema = { type: 'object', required: ['key'], properties: { key: { type: 'string' } } };
const methods = { auth_methods: [{ key: 'key', type: 'token', name: 'Key', input_schema }] };

async function start() {
  const customer = await newCustomer();
  await harness.bootstrap.patch(`instances/${customer.plain.instanceId}`, {
    setup_page: { allowed_redirects: [back] },
  });
  const parcels = await registerProvider(customer.plain, methods);
  const letters = await registerProvider(customer.plain, methods);
  const methodOf = async (providerVersionId: string) =>
    (await customer.official.authMethods.list({ providerVersionId })).items[0]?.id ?? '';
  const [method, otherMethod] = [await methodOf(parcels.versionId), await methodOf(letters.versionId)];
  return { ...customer, parcels, letters, method, otherMethod };
}

test('setup sessions are created with every member, read, updated and archived by delete', async () => {
  const { official, parcels, method } = await start();
  const deployment = await official.deployments.create({ providerId: parcels.id, name: 'Depot' });
  const made = await atHour(1, () =>
    official.setupSessions.create({
      providerId: parcels.id,
      providerDeploymentId: deployment.id,
      providerAuthMethodId: method,
      name: ' Harbour key ',
      description: 'For the night shift.',
      metadata: { ownerTeam: 'night' },
      redirectUrl: back,
      ...newer({
        type: 'auth_only',
        configuration: { ui: { layout: 'side' }, tool_filters: { enabled: false } },
      }),
    }),
  );
  expect(made).toMatchObject({
    object: 'provider.setup_session',
    id: expect.stringMatching(/^pas_/),
    type: 'auth_only',
    status: 'pending',
    url: expect.stringMatching(/\?client_secret=pas_secret_/),
    name: 'Harbour key',
    description: 'For the night shift.',
    metadata: { ownerTeam: 'night' },
    providerId: parcels.id,
    authMethod: { id: method },
    deployment: { id: deployment.id },
    credentials: null,
    authConfig: null,
    config: null,
    uiMode: 'dashboard_embeddable',
    redirectUrl: back,
    createdAt: at(1),
    expiresAt: new Date(at(1).getTime() + 30 * 60_000),
  });
  expect(wire(made)).toMatchObject({ identity_id: null, identity_credential_id: null });
  const pending = await atHour(1, () => official.setupSessions.get(made.id));
  expect(pending).toEqual({ ...made, url: cleanOf(made.url) });
  expect((await atHour(2, () => official.setupSessions.get(made.id))).status).toBe('expired');
  const updated = await atHour(1, () =>
    official.setupSessions.update(made.id, { name: 'Day key', description: 'For all.', metadata: {} }),
  );
  expect(updated).toMatchObject({ name: 'Day key', description: 'For all.', metadata: {} });
  const archived = await official.setupSessions.delete(made.id);
  expect(archived).toMatchObject({ id: made.id, status: 'archived' });
  expect(await refusalOf(official.setupSessions.delete(made.id))).toMatchObject({ code: 'gone' });
});

test('a session that its page has finished is found completed, as the wait of the client asks for it', async () => {
  const { official, parcels } = await start();
  const made = await official.setupSessions.create({ providerId: parcels.id, name: 'Harbour' });
  expect(made.type).toBe('auth_and_config');
  const { browser, form, at: page } = await openLink(harness, made);
  await browser.send(page, {
    ...hiddenOf(form),
    'auth/key': 'key-0000',
    'config/host': 'parcels.example.test',
  });
  const found = await official.setupSessions.get(made.id);
  expect(found).toMatchObject({
    status: 'completed',
    authConfig: { object: 'provider.auth_config', source: 'setup_session', name: 'Harbour' },
    config: { object: 'provider.config', name: 'Harbour' },
  });
  expect(await newBrowser(harness).get(made.url)).toMatchObject({ status: 410 });
});

test('setup sessions are listed by every filter and paged both ways', async () => {
  const { official, plain, parcels, letters, method, otherMethod } = await start();
  const deployment = await official.deployments.create({ providerId: parcels.id });
  const credential = await official.authConfigs.create({
    providerAuthMethodId: otherMethod,
    value: { key: 'key-0000' },
  });
  const make = (hour: number, providerId: string, more: object = {}) =>
    atHour(hour, () => official.setupSessions.create({ providerId, ...more }));
  const a = await make(1, parcels.id, { type: 'config_only', providerDeploymentId: deployment.id });
  const b = await make(2, parcels.id, { type: 'auth_only' });
  const c = await atHour(3, () => plain.create(`provider-auth-configs/${credential.id}/reconnect`, {}));
  const gone = await make(4, letters.id);
  await atHour(5, () => official.setupSessions.delete(gone.id));
  await atHour(6, () => official.setupSessions.update(b.id, { name: 'Later' }));
  const list = (query: object) => atHour(3, () => official.setupSessions.list(query));
  await expectFilters('provider-setup-sessions', list, [
    [{}, [a, b, c]],
    [{ id: b.id }, [b]],
    [{ id: [b.id, a.id, 'pas_nothing'] }, [a, b]],
    [{ providerId: letters.id }, [c]],
    [{ providerId: [letters.id, parcels.id] }, [a, b, c]],
    [{ providerDeploymentId: deployment.id }, [a]],
    [{ providerAuthMethodId: [method] }, [b]],
    [{ providerAuthMethodId: [method, otherMethod] }, [b, c]],
    [{ providerAuthConfigId: credential.id }, [c]],
    [{ providerAuthCredentialsId: 'any' }, []],
    [{ status: 'pending' }, [c]],
    [{ status: 'expired' }, [a, b]],
    [{ status: ['completed', 'failed'] }, []],
    [{ status: ['archived', 'expired'] }, [a, b, gone]],
    [{ created_at: { gt: at(1), lt: at(3) } }, [b]],
    [{ updated_at: { gt: at(5) } }, [b]],
  ]);
  await expectPaging(list, [a, b, c]);
});

test('members that a page cannot fulfil are refused by name, all at once', async () => {
  const { official, parcels, method } = await start();
  const refusal = await refusalOf(
    official.setupSessions.create({
      providerId: parcels.id,
      providerAuthMethodId: method,
      redirectUrl: 'https://elsewhere.example.com/',
      ...newer({
        type: 'config_only',
        provider_auth_credentials_id: 'par_x',
        configuration: { provider_search: {}, tool_filters: { enabled: true } },
      }),
    }),
  );
  expect(refusal).toMatchObject({ code: 'invalid_data' });
  expect(refusal.validationErrors?.map(({ path }) => path?.join('/'))).toEqual([
    'configuration/provider_search',
    'configuration/tool_filters/enabled',
    'provider_auth_method_id',
    'provider_auth_credentials_id',
  ]);
});
