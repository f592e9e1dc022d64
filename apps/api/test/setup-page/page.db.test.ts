import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { KEY_OR_LOGIN } from '../support/rules-kit.ts';
import {
  cleanOf,
  hiddenOf,
  makeSession,
  makeSetupProvider,
  newBrowser,
  openLink,
  type Page,
} from '../support/setup-kit.ts';

const harness = await startHarness();

test('a form makes the credential and the config, completes the session and goes to the redirect', async () => {
  const client = await harness.newInstance();
  const back = 'https://app.example.com/done?x=1';
  await harness.bootstrap.patch(`instances/${client.instanceId}`, {
    setup_page: { title: 'Acme', allowed_redirects: [back] },
  });
  const provider = await makeSetupProvider(client);
  const deployment = await client.create('provider-deployments', { provider_id: provider.id });
  const session = await makeSession(client, {
    provider_deployment_id: deployment.id,
    redirect_url: back,
    name: 'Parcels',
  });
  const { browser, form, at } = await openLink(harness, session);
  expect(form.status).toBe(200);
  expect(form.text).toContain('Acme');
  const sent = await browser.send(at, {
    ...hiddenOf(form),
    'auth/token': 'token-0000',
    'config/host': 'api.acme.test',
    'config/port': '443',
    'config/token': 'config-token',
  });
  expect([sent.status, sent.headers.get('location')]).toEqual([303, back]);
  const { body } = await client.get(`provider-setup-sessions/${session.id}`);
  expect(body).toMatchObject({
    status: 'completed',
    type: 'auth_and_config',
    url: cleanOf(session.url),
    auth_config: { source: 'setup_session', name: 'Parcels', is_default: true },
    config: { name: 'Parcels', deployment: { id: deployment.id } },
  });
  const bySession = await client.get(`provider-auth-configs/${session.id}`);
  expect([bySession.status, bySession.body.id]).toEqual([200, body.auth_config.id]);
  const other = await client.create('api-keys', { name: 'Other', scopes: ['provider-auth-configs:read'] });
  const unseen = await harness.as(other.secret ?? '').get(`provider-auth-configs/${session.id}`);
  expect(unseen.status).toBe(404);
  const resolved = await client.post(`provider-configs/${body.config.id}/resolve`, { reason: 'test' });
  expect(resolved.body.value).toEqual({ host: 'api.acme.test', port: 443, token: 'config-token' });
  const { body: trail } = await client.get(`audit-events?actor_id=${session.id}`);
  expect(trail.items.map(({ action }: { action: string }) => action).sort()).toEqual([
    'provider-auth-configs.create',
    'provider-configs.create',
    'provider-setup-sessions.complete',
  ]);
});

test.each([
  ['a\u202eb', 'ab'],
  ['\u200b', null],
])('a session whose name %j is of an earlier release makes rows named %j', async (stored, name) => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const deployment = await client.create('provider-deployments', { provider_id: provider.id });
  const session = await makeSession(client, { provider_deployment_id: deployment.id, name: 'Parcels' });
  await harness.database.query(
    `update provider_setup_sessions set name = '${stored}' where id = '${session.id}'`,
  );
  const { browser, form, at } = await openLink(harness, session);
  const fields = { 'auth/token': 'token-0000', 'config/host': 'api.acme.test', 'config/port': '443' };
  await browser.send(at, { ...hiddenOf(form), ...fields, 'config/token': 'config-token' });
  const { body } = await client.get(`provider-setup-sessions/${session.id}`);
  expect(body).toMatchObject({ status: 'completed', auth_config: { name }, config: { name } });
});

test('the problems of both parts stand at their fields, and no secret comes back', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const { browser, form, at } = await openLink(
    harness,
    await makeSession(client, { provider_id: provider.id }),
  );
  const fields = {
    'auth/token': 'short',
    'auth/account': 'acc-0',
    'config/host': 'x',
    'config/port': 'many',
  };
  const refused = await browser.send(at, { ...hiddenOf(form), ...fields, 'config/token': 'own-token' });
  expect(refused.status).toBe(400);
  const problems = [...refused.text.matchAll(/<p class="problem" id="(f-[^"]+)-problem">/g)].map(
    ([, id]) => id,
  );
  expect(problems).toEqual(['f-auth_2f_token', 'f-config_2f_host', 'f-config_2f_port']);
  for (const id of problems) {
    expect(refused.text).toContain(`<a href="#${id}">`);
    expect(refused.text).toMatch(
      new RegExp(`id="${id}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*${id}-problem"`),
    );
  }
  expect(refused.text).toContain('value="many"');
  for (const secret of ['short', 'acc-0', 'own-token']) expect(refused.text).not.toContain(secret);
  expect(refused.text.match(/Enter this again/g)).toHaveLength(3);
  const lists = await Promise.all(
    ['provider-configs', 'provider-auth-configs'].map((path) => client.get(path)),
  );
  expect(lists.map(({ body }) => body.items)).toEqual([[], []]);
  expect((await client.get('provider-setup-sessions')).body.items).toMatchObject([{ status: 'pending' }]);
});

test('a picker, a list and lines of text make the value, and their buttons work without a script', async () => {
  const client = await harness.newInstance();
  const config_schema = {
    type: 'object',
    required: ['auth', 'hosts', 'routes'],
    properties: {
      auth: { oneOf: KEY_OR_LOGIN },
      hosts: { type: 'array', items: { type: 'string' } },
      routes: {
        type: 'array',
        items: {
          type: 'object',
          required: ['to'],
          properties: { to: { type: 'string' }, weight: { type: 'integer' } },
        },
      },
    },
  };
  const provider = await makeSetupProvider(client, { config_schema });
  const session = await makeSession(client, { provider_id: provider.id, type: 'config_only' });
  const { browser, form, at } = await openLink(harness, session);
  const filled = {
    ...hiddenOf(form),
    'config/auth/=0': '1',
    'config/auth/=0/@1/user': 'ann',
    'config/auth/=0/@1/password': 'pass-0000',
    'config/auth/=0/@0/key': 'key-of-the-branch-not-picked',
    'config/hosts': 'a.test\r\n\r\n b.test ',
  };
  const added = await browser.send(at, { ...filled, _do: 'add:config/routes' });
  expect(added.status).toBe(200);
  expect(added.text).toContain('name="config/routes/+0/to"');
  expect(added.text).toContain('value="ann"');
  const sent = await browser.send(at, {
    ...filled,
    'config/routes/+0': '1',
    'config/routes/+0/to': 'here',
    'config/routes/+3': '1',
    'config/routes/+3/to': 'there',
    'config/routes/+3/weight': '2',
  });
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/setup/done']);
  const { body } = await client.get(`provider-setup-sessions/${session.id}`);
  const resolved = await client.post(`provider-configs/${body.config.id}/resolve`, { reason: 'test' });
  expect(resolved.body.value).toEqual({
    auth: { type: 'login', user: 'ann', password: 'pass-0000' },
    hosts: ['a.test', 'b.test'],
    routes: [{ to: 'here' }, { to: 'there', weight: 2 }],
  });
});

test('a visitor picks one of several auth methods', async () => {
  const client = await harness.newInstance();
  const method = (key: string) => ({
    key,
    type: 'token',
    name: `By ${key}`,
    input_schema: { type: 'object', required: [key], properties: { [key]: { type: 'string' } } },
  });
  const auth_methods = [method('mail'), method('badge'), { key: 'oauth', type: 'oauth', name: 'By OAuth' }];
  const provider = await makeSetupProvider(client, { auth_methods });
  const session = await makeSession(client, { provider_id: provider.id, type: 'auth_only' });
  const { browser, form, at } = await openLink(harness, session);
  expect(form.text).not.toContain('By OAuth');
  const unpicked = await browser.send(at, { ...hiddenOf(form), 'auth/@1/badge': 'b-0' });
  expect([unpicked.status, unpicked.text.includes('Must be one of the list.')]).toEqual([400, true]);
  await browser.send(at, { ...hiddenOf(form), auth: '1', 'auth/@1/badge': 'b-0' });
  const { body } = await client.get(`provider-setup-sessions/${session.id}`);
  expect(body).toMatchObject({
    status: 'completed',
    config: null,
    auth_config: { auth_method: { key: 'badge' } },
  });
});

test('an auth method that asks for nothing is finished without the script, alone and beside others', async () => {
  const client = await harness.newInstance();
  const open = (key: string) => ({ key, type: 'token', name: key, input_schema: { type: 'object' } });
  for (const auth_methods of [[open('a')], [open('a'), open('b')]]) {
    const provider = await makeSetupProvider(client, { auth_methods });
    const session = await makeSession(client, { provider_id: provider.id, type: 'auth_only' });
    const { browser, form, at } = await openLink(harness, session);
    const pick = auth_methods.length > 1 ? { auth: '1', 'auth/@1': '' } : { auth: '' };
    expect((await browser.send(at, { ...hiddenOf(form), ...pick })).status).toBe(303);
    const { body } = await client.get(`provider-setup-sessions/${session.id}`);
    expect(body.auth_config.auth_method.key).toBe(auth_methods.at(-1)?.key);
  }
});

test('a reconnect replaces the whole credential and keeps the id, the default and the current value until then', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const deployment = await client.create('provider-deployments', { provider_id: provider.id });
  const methods = await client.get(`provider-auth-methods?provider_version_id=${provider.version}`);
  const made = await client.create('provider-auth-configs', {
    provider_auth_method_id: methods.body.items[0].id,
    provider_deployment_id: deployment.id,
    value: { token: 'token-0000', account: 'old' },
  });
  const { body: session } = await client.post(`provider-auth-configs/${made.id}/reconnect`, {
    name: 'Again',
  });
  expect(session).toMatchObject({
    object: 'provider.setup_session',
    type: 'auth_only',
    auth_config: { id: made.id },
  });
  const { browser, form, at } = await openLink(harness, session);
  expect(form.text).toContain('Reconnect');
  expect(form.text).not.toContain('token-0000');
  const sent = await browser.send(at, { ...hiddenOf(form), 'auth/token': 'token-1111' });
  expect(sent.status).toBe(303);
  const { body: after } = await client.get(`provider-auth-configs/${made.id}`);
  expect(after).toMatchObject({ id: made.id, revision: 2, is_default: true, source: 'manual' });
  expect(after.value_state.map(({ path }: { path: string }) => path)).toEqual(['/token']);
});

test('a session whose form is refused twenty times has failed', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const session = await makeSession(client, { provider_id: provider.id, type: 'auth_only' });
  const { browser, form, at } = await openLink(harness, session);
  const fields = { ...hiddenOf(form), 'auth/token': 'short' };
  for (let i = 0; i < 20; i++) expect((await browser.send(at, fields)).status).toBe(400);
  const last = await browser.send(at, { ...fields, 'auth/token': 'long-enough' });
  expect([last.status, last.text.includes('refused too many times')]).toEqual([410, true]);
  expect((await client.get(`provider-setup-sessions/${session.id}`)).body).toMatchObject({
    status: 'failed',
  });
});

test('the page of a new version asks to look again, and stores nothing of the old form', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const session = await makeSession(client, { provider_id: provider.id, type: 'config_only' });
  const { browser, form, at } = await openLink(harness, session);
  const { config_schema } = {
    config_schema: { type: 'object', properties: { host: { type: 'string', writeOnly: true } } },
  };
  await client.create('provider-versions', { provider_id: provider.id, version: '2', config_schema });
  const sent = await browser.send(at, { ...hiddenOf(form), 'config/host': 'api.acme.test' });
  expect([sent.status, sent.text.includes('The form has changed')]).toEqual([400, true]);
  expect(sent.text).not.toContain('api.acme.test');
});

test('the answer to a HEAD request and to a first look bind nothing, and the first form binds its browser', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const session = await makeSession(client, { provider_id: provider.id, type: 'auth_only' });
  const scanner = newBrowser(harness);
  expect((await scanner.request(session.url, { method: 'HEAD' })).status).toBe(303);
  expect((await scanner.get(cleanOf(session.url))).status).toBe(200);
  const { browser, form, at } = await openLink(harness, session);
  const other = await openLink(harness, session);
  expect((await browser.send(at, { ...hiddenOf(form), 'auth/token': 'short' })).status).toBe(400);
  const late = await other.browser.send(at, { ...hiddenOf(other.form), 'auth/token': 'token-0000' });
  expect([late.status, late.text.includes('another browser')]).toEqual([403, true]);
  expect((await browser.send(at, { ...hiddenOf(form), 'auth/token': 'token-0000' })).status).toBe(303);
});

test('a page that is loaded again after its end says that it is complete, or has expired', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client, { config_schema: { type: 'object' } });
  const session = () => makeSession(client, { provider_id: provider.id, type: 'auth_only', name: 'Parcels' });
  const ended = async (page: Page, title: string) => {
    expect([page.status, page.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8']);
    expect(page.text).toContain(`<h1>${title}</h1>`);
    for (const hidden of ['Parcels', provider.slug, '<form', 'token-0000']) {
      expect(page.text).not.toContain(hidden);
    }
  };
  const one = await openLink(harness, await session());
  await one.browser.send(one.at, { ...hiddenOf(one.form), 'auth/token': 'token-0000' });
  await ended(await one.browser.get(one.at), 'This setup is complete');
  const two = await openLink(harness, await session());
  harness.setClock(new Date(Date.now() + 31 * 60_000));
  try {
    await ended(await two.browser.get(two.at), 'This link has expired');
    const sent = { ...hiddenOf(two.form), 'auth/token': 'token-0000' };
    await ended(await two.browser.send(two.at, sent), 'This link has expired');
  } finally {
    harness.setClock(null);
  }
});
