import { describe, expect, test } from 'vitest';
import { KEY, makeExample, SCHEMA, VALUE } from '../support/editor-example.ts';
import {
  dashboardOf,
  executablePath,
  expectAccessible,
  expectFocused,
  leafAt,
  needsBrowser,
  openEdit,
  openNew,
  save,
  shoot,
  signedIn,
  soon,
  verdictOn,
} from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';
import { makeProvider, makeVault } from '../support/rules-kit.ts';

const harness = await startHarness({ directly: true });

const dashboard = dashboardOf(harness);

describe.skipIf(!executablePath)(`the editor${needsBrowser}`, { timeout: 120_000 }, () => {
  test('a new config is filled in, checked by the server at its fields, and created', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: SCHEMA });
    const visit = await signedIn(dashboard, client);
    const { page, complaints } = visit;
    await openNew(visit, provider.id);
    expect(await page.locator('[data-form] b, [data-form] img').count()).toBe(0);
    await leafAt(page, '/endpoint').fill('not an address');
    await page
      .locator('[data-field="/endpoint"]')
      .getByText(/URI|uri|must/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.locator('[data-problems]').getByText('/endpoint').click();
    await soon(() => page.evaluate("document.activeElement?.getAttribute('data-path')")).toBe('/endpoint');
    await leafAt(page, '/endpoint').fill('https://api.acme.test');
    await leafAt(page, '/token').fill(KEY);
    await page.locator('[data-pick="/method#0"]').selectOption({ label: 'Change data capture' });
    await leafAt(page, '/method/slot').fill('one');
    await page.getByRole('button', { name: 'Add item: Labels' }).click();
    await leafAt(page, '/labels/0').fill('first');
    await leafAt(page, '/extra').fill('[1, {"a": true}]');
    await leafAt(page, '/timeout').fill('12');
    await leafAt(page, '/tls').nth(1).check();
    await leafAt(page, '/reason').fill('A test');
    const id = await save(page, 'provider-configs');
    await expectFocused(page.locator('#content'));
    const { body } = await client.post(`provider-configs/${id}/resolve`, { reason: 'Comparing' });
    expect(body.value).toEqual({
      endpoint: 'https://api.acme.test',
      token: KEY,
      method: { type: 'cdc', slot: 'one' },
      labels: ['first'],
      extra: [1, { a: true }],
      timeout: 12,
      tls: false,
      reason: 'A test',
    });
    expect(complaints).toEqual([]);
  });

  test('only what changed is sent: stored secrets stay, one is replaced, one goes', async () => {
    const { client, config, reveal } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await soon(() => page.locator('[data-kept="kept"]').allTextContents()).toEqual([
      expect.stringMatching(/^Set, changed .* by .*ReplaceRemove$/),
      expect.stringMatching(/^Set, changed/),
      expect.stringMatching(/^Set, changed/),
    ]);
    expect(await page.content()).not.toContain(KEY);
    const sent: unknown[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(request.postDataJSON());
    });
    await page.getByRole('button', { name: 'Replace Token' }).click();
    await leafAt(page, '/token').fill('another-token-0000');
    await page.getByRole('button', { name: 'Remove Password' }).click();
    await leafAt(page, '/timeout').fill('45');
    await page.getByRole('tab', { name: 'JSON' }).click();
    expect(await page.locator('[data-raw]').inputValue()).not.toContain('another-token');
    await save(page, 'provider-configs');
    expect(sent.at(-1)).toEqual({
      value: { token: 'another-token-0000', timeout: 45, method: { password: null } },
    });
    const { password: _, ...method } = VALUE.method;
    expect(await reveal()).toEqual({ ...VALUE, token: 'another-token-0000', method, timeout: 45, tls: true });
  });

  test('a branch that is left comes back with what was in it, and goes on saving', async () => {
    const { client, config, reveal } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    const picker = page.locator('[data-pick="/method#0"]');
    await picker.selectOption({ label: 'Standard' });
    await leafAt(page, '/method/batch').fill('7');
    await soon(() => leafAt(page, '/method/note').inputValue()).toBe('kept');
    await picker.selectOption({ label: 'Change data capture' });
    await soon(() => leafAt(page, '/method/slot').inputValue()).toBe('one');
    await soon(() => leafAt(page, '/method/password').getAttribute('data-kept')).toBe('kept');
    await page.getByText('No change yet').waitFor();
    await picker.selectOption({ label: 'Standard' });
    await soon(() => leafAt(page, '/method/batch').inputValue()).toBe('7');
    await save(page, 'provider-configs');
    expect((await reveal()).method).toEqual({ type: 'standard', note: 'kept', batch: 7 });
  });

  test('lists and maps are changed with buttons, by keyboard', async () => {
    const { client, config, reveal } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await page.locator('[data-field="/labels"]').getByRole('button', { name: 'Move item 1 down' }).focus();
    await page.keyboard.press('Enter');
    await page
      .locator('[data-field="/servers"]')
      .getByRole('button', { name: 'Remove item 2' })
      .press('Enter');
    const headers = page.locator('[data-field="/headers"]').first();
    await headers.getByLabel('Name: X-One').fill('X-First');
    await headers.getByLabel('Headers: New name').fill('X-Two');
    await page.keyboard.press('Enter');
    await leafAt(page, '/headers/X-Two').fill('2');
    await save(page, 'provider-configs');
    expect(await reveal()).toMatchObject({
      labels: ['b', 'a'],
      servers: [{ name: 'first', weight: 1.5 }],
      headers: { 'X-First': '1', 'X-Two': '2' },
    });
  });

  test('null, numbers and JSON are exact, and what cannot be read is not sent', async () => {
    const { client, config, reveal } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await leafAt(page, '/limit').fill('9007199254740993');
    await page.getByText('more digits than JSON can hold').first().waitFor();
    // The schema does not describe the items: they are secret
    await page.getByRole('button', { name: 'Replace Extra' }).click();
    await leafAt(page, '/extra').fill('[1,');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await soon(() => page.locator('[data-problems] li').count()).toBe(2);
    await leafAt(page, '/limit').fill('9007199254740992');
    await leafAt(page, '/extra').fill('[{"a": 1,\n"a": 2}]');
    await page.getByText('Line 2: the object has the name "a" already.').first().waitFor();
    await leafAt(page, '/extra').fill('[2]');
    await page.getByRole('tab', { name: 'JSON' }).click();
    await page.getByText('"limit": 9007199254740992').waitFor();
    const raw = page.locator('[data-raw]');
    const text = await raw.inputValue();
    await raw.fill(text.replace('"limit": 9007199254740992', '"limit": null'));
    await verdictOn(page, 'fits');
    await save(page, 'provider-configs');
    expect(await reveal()).toMatchObject({ limit: null, extra: [2], token: KEY, method: VALUE.method });
  });

  test('a JSON text that is no value yet blocks saving, and is back after a reload without its secrets', async () => {
    const { client, config, reveal } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await page.getByRole('tab', { name: 'JSON' }).click();
    const raw = page.locator('[data-raw]');
    const text = await raw.inputValue();
    const broken = text.replace('"a",', '"c",,').replace('{', '{"token": "typed-secret-00",');
    await raw.fill(broken);
    await page.getByText('This is not JSON yet.').waitFor();
    await page.getByRole('tab', { name: 'Test' }).click();
    const button = page.getByRole('button', { name: 'Save', exact: true });
    await soon(() => button.getAttribute('aria-disabled')).toBe('true');
    await page.locator('[data-problems]').getByText('The JSON text is no value yet.').waitFor();
    await page.getByRole('tab', { name: 'JSON' }).click();
    expect(await raw.inputValue()).toBe(broken);
    await leafAt(page, '/region').selectOption({ label: 'eu-west' });
    await page.reload();
    await page.locator('[data-draft]').getByText('without what may be secret').waitFor();
    await page.getByRole('tab', { name: 'JSON' }).click();
    await soon(() => raw.inputValue()).toBe(
      // The schema does not know the names of headers
      broken.replace('typed-secret-00', '').replace('"X-One": "1"', '"X-One": ""'),
    );
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('typed-secret');
    await raw.fill(text.replace('{', '{"labels": [],'));
    await page.getByText('the object has the name "labels" already.').waitFor();
    await raw.fill(text.replace('"a",', '"c",'));
    await verdictOn(page, 'fits');
    await save(page, 'provider-configs');
    expect(await reveal()).toMatchObject({
      labels: ['c', 'b'],
      headers: { 'X-One': '1' },
      region: 'eu-west',
      token: KEY,
    });
  });

  test('a text that is no number stays marked when its item moves', async () => {
    const { client, config } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await leafAt(page, '/servers/0/weight').fill('many');
    await page.locator('[data-problems]').getByText('/servers/0/weight').waitFor();
    await page
      .locator('[data-field="/servers"]')
      .getByRole('button', { name: 'Move item 1 down' })
      .press('Enter');
    await page.locator('[data-problems]').getByText('/servers/1/weight').waitFor();
    await soon(() => leafAt(page, '/servers/1/weight').inputValue()).toBe('many');
    await soon(() => page.locator('[data-problems] li').count()).toBe(1);
  });

  test('a pause while a number is typed takes nothing back, and a sign-out forgets the draft', async () => {
    const { client, config } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    const weight = leafAt(page, '/servers/0/weight');
    await weight.fill('2.');
    const kept = () => page.evaluate('Object.values(sessionStorage).join()');
    await expect.poll(kept, { timeout: 10_000 }).toContain('"weight":2');
    await weight.press('5');
    await soon(() => weight.inputValue()).toBe('2.5');
    await weight.fill('2.50');
    await weight.blur();
    await soon(() => weight.inputValue()).toBe('2.5');
    await page.getByRole('button', { name: 'Key and session' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('API key', { exact: true }).waitFor();
    await soon(() => page.evaluate('Object.keys(sessionStorage).join()')).not.toContain('draft');
  });

  test('a draft survives a reload without its secrets, and a page with changes is not left unasked', async () => {
    const { client, config } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await leafAt(page, '/endpoint').fill('https://draft.acme.test');
    await page.getByRole('button', { name: 'Replace Token' }).click();
    await leafAt(page, '/token').fill('draft-secret-0000');
    await page.reload();
    await page.locator('[data-draft]').getByText('/token').waitFor();
    await soon(() => leafAt(page, '/endpoint').inputValue()).toBe('https://draft.acme.test');
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(
      'draft-secret',
    );
    await page.getByRole('link', { name: 'Vaults' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
    expect(new URL(page.url()).pathname).toContain('/edit');
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await soon(() => leafAt(page, '/endpoint').inputValue()).toBe(VALUE.endpoint);
  });

  test('a conflict shows both versions, and merges', async () => {
    const { client, config, reveal } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await leafAt(page, '/timeout').fill('99');
    await leafAt(page, '/region').selectOption({ label: 'eu-west' });
    await client.patch(`provider-configs/${config.id}`, {
      value: { timeout: 11, labels: ['theirs'], token: 'theirs-token-0000' },
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.locator('[data-conflict]');
    await dialog.getByText('/timeout').waitFor();
    await dialog.getByText('/token').waitFor();
    await expectAccessible(page);
    await shoot(page, 'conflict-light-1280');
    await page.getByRole('button', { name: 'Merge into my form' }).click();
    await soon(() => leafAt(page, '/labels/0').inputValue()).toBe('theirs');
    await save(page, 'provider-configs');
    expect(await reveal()).toMatchObject({
      timeout: 99,
      region: 'eu-west',
      labels: ['theirs'],
      token: 'theirs-token-0000',
    });
  });

  test('a secret that goes stale is named before saving, and confirmed', async () => {
    const { client, config, reveal } = await makeExample(harness);
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await leafAt(page, '/endpoint').fill('https://elsewhere.acme.test');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[data-stale="/token"]').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save and confirm them' }).click();
    await page.waitForURL(/provider-configs\/[^/]+$/);
    expect(await reveal()).toMatchObject({ endpoint: 'https://elsewhere.acme.test', token: KEY });
  });

  test('a vault says which configs change with it, and a config lays its own values over it', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema: SCHEMA });
    const vault = await makeVault(client, provider, { value: VALUE, name: 'Shared' });
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
      name: 'Follower',
    });
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await page.getByText('follows the vault Shared').waitFor();
    await leafAt(page, '/timeout').fill('5');
    await page.getByRole('button', { name: 'Override Token' }).click();
    await leafAt(page, '/token').fill('own-token-000000');
    await save(page, 'provider-configs');
    const resolved = async () =>
      (await client.post(`provider-configs/${config.id}/resolve`, { reason: 'Comparing' })).body.value;
    expect(await resolved()).toMatchObject({ ...VALUE, timeout: 5, token: 'own-token-000000' });
    await openEdit(visit, 'provider-configs', config.id);
    await page.getByRole('button', { name: 'Drop override: Timeout' }).click();
    await save(page, 'provider-configs');
    expect((await resolved()).timeout).toBe(30);
    await openEdit(visit, 'provider-config-vaults', vault.id);
    await leafAt(page, '/region').selectOption({ label: 'us-east' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog').getByText('Follower').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/provider-config-vaults\/[^/]+$/);
    expect((await resolved()).region).toBe('us-east');
  });

  test('a key that may only read sees why everything is off', async () => {
    const { client, config } = await makeExample(harness);
    const reader = await client.create('api-keys', { name: 'Reader', scopes: ['reader'] });
    const visit = await signedIn(dashboard, harness.as(String((reader as { secret?: unknown }).secret)));
    const { page } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await page.locator('header p').getByText('lacks provider-configs:write').waitFor();
    expect(
      await page.locator('[data-form] :is(input, select, textarea, button):enabled:not([readonly])').count(),
    ).toBe(0);
    await soon(() =>
      page.getByRole('button', { name: 'Save', exact: true }).getAttribute('aria-disabled'),
    ).toBe('true');
  });

  test('five hundred fields are typed into without a pause, and nothing typed is lost', async () => {
    const client = await harness.newInstance();
    const properties = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [`field_${i}`, { type: i % 5 === 0 ? 'integer' : 'string' }]),
    );
    const provider = await makeProvider(client, { config_schema: { type: 'object', properties } });
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await openNew(visit, provider.id);
    const text = 'The quick brown fox jumps over the lazy dog';
    await leafAt(page, '/field_7').pressSequentially(text);
    await leafAt(page, '/field_499').pressSequentially(text);
    await leafAt(page, '/field_5').pressSequentially('1234567890');
    const id = await save(page, 'provider-configs');
    const { body } = await client.post(`provider-configs/${id}/resolve`, {});
    expect(body.value).toEqual({ field_7: text, field_499: text, field_5: 1_234_567_890 });
  });
});
