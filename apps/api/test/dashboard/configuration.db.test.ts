import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  dashboardOf,
  executablePath,
  expectAccessible,
  expectFocused,
  needsBrowser,
  shoot,
  signedIn,
  soon,
  type Visit,
} from '../support/editor-kit.ts';
import { drawnField } from '../support/fill-drawn.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { giveCredential, makeActor, makeAuth, makeIdentity, makePlace } from '../support/identities-kit.ts';
import { makeKey } from '../support/keys-kit.ts';
import { makeProvider, makeVault } from '../support/rules-kit.ts';
import { makeSession, makeSetupProvider } from '../support/setup-kit.ts';
import { startTokenServer } from '../support/token-server.ts';

const harness = await startHarness({ directly: true });
harness.settings.allowPrivate = true;

const OLD = 'token-old-00000000';
const NEW = 'token-new-11111111';

const dashboard = dashboardOf(harness);

/** Makes a vault, and a config that takes everything but its port from it. */
async function makeFollower(client: Client) {
  const provider = await makeProvider(client);
  const vault = await makeVault(client, provider, {
    name: 'Mail keys',
    value: { host: 'api.test', token: OLD },
  });
  const config = await client.create('provider-configs', {
    provider_id: provider.id,
    provider_config_vault_id: vault.id,
    name: 'Night mail',
  });
  await client.patch(`provider-configs/${config.id}`, { value: { port: 25 } });
  return { provider, vault, config };
}

const tab = async ({ page, go }: Visit, path: string, id: string, name: string): Promise<void> => {
  await go(`${path}/${id}`);
  await page.getByRole('tab', { name, exact: true }).click();
};

const leaf = (page: Page, path: string) => page.locator(`[data-leaf="${path}"]`);

/** Opens the dialog of a reveal, gives the reason, and waits for the secret. */
async function reveal(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Reveal secrets' }).click();
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Reveal and record' }).click();
  await page.getByText(OLD).waitFor();
}

describe.skipIf(!executablePath)(`configuration in the dashboard${needsBrowser}`, { timeout: 60_000 }, () => {
  test('a rotated vault is seen in its config, rolled back, and verified', async () => {
    const client = await harness.newInstance();
    const { vault, config } = await makeFollower(client);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { token: NEW } });
    const visit = await signedIn(dashboard, client);
    const { page, complaints } = visit;

    await tab(visit, 'provider-configs', config.id, 'Resolve');
    await leaf(page, '/token').getByText('revision 2').waitFor();
    await leaf(page, '/token').getByText('Hidden').waitFor();
    await leaf(page, '/port').getByText('own').waitFor();

    await tab(visit, 'provider-config-vaults', vault.id, 'History');
    const changed = page
      .getByRole('group', { name: 'Compare two revisions' })
      .getByRole('row', { name: /token/ });
    await changed.getByText('changed').waitFor();
    await page.getByRole('button', { name: 'Restore: Revision 1' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restore revision 1?' });
    await dialog.getByText('The change touches 1 other row').waitFor();
    await dialog.getByRole('link', { name: 'Night mail' }).waitFor();
    await shoot(page, 'restore');
    const untouched = await client.get(`provider-config-vaults/${vault.id}`);
    expect(untouched.body.revision).toBe(2);
    await client.patch(`provider-config-vaults/${vault.id}`, { description: 'Of somebody else' });
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await dialog.getByText('Somebody else has changed the row meanwhile').waitFor();
    await dialog.getByText('The change touches 1 other row').waitFor();
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('status').getByText('Revision 1 is restored').waitFor();

    await tab(visit, 'provider-configs', config.id, 'Resolve');
    await leaf(page, '/token').getByText('revision 3').waitFor();
    const { body } = await client.post(`provider-configs/${config.id}/resolve`, { reason: 'verify' });
    expect([body.value.token, body.vault_revision]).toEqual([OLD, 3]);
    expect((await client.post('audit-events/verify', {})).body).toMatchObject({ valid: true });
    expect(complaints).toEqual([]);
  });

  test('a pinned config says so, and follows its vault again', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const vault = await makeVault(client, provider, { name: 'Bare', value: { host: 'api.test' } });
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { token: NEW } });
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
      name: 'Pinned',
    });
    await client.patch(`provider-configs/${config.id}`, { vault_revision: 1 });
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await tab(visit, 'provider-configs', config.id, 'History');
    await page.getByText('Pinned to revision 1').waitFor();
    await page.getByRole('button', { name: 'Pin or follow' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Revision of the vault').selectOption('follow');
    await dialog.getByText('The server accepts the change').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Follows the current revision of its vault, now 2.').waitFor();
    const { body } = await client.get(`provider-configs/${config.id}`);
    expect(body.vault_revision).toBeNull();
  });

  test('a reveal needs a reason, is recorded, and hides itself', async () => {
    const client = await harness.newInstance();
    const { config } = await makeFollower(client);
    const visit = await signedIn(dashboard, client);
    const { page, complaints } = visit;
    await page.clock.install();
    await tab(visit, 'provider-configs', config.id, 'Resolve');

    await page.getByRole('button', { name: 'Reveal secrets' }).click();
    await page.getByRole('button', { name: 'Reveal and record' }).click();
    await page.getByText('Give a reason.').waitFor();
    await page.keyboard.type('ticket 4711');
    await page.getByText(new RegExp(`provider-configs.reveal ${config.id} .*ticket 4711`)).waitFor();
    await shoot(page, 'reveal-dialog');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByText(OLD).waitFor();
    await page.getByRole('button', { name: 'Copy token' }).waitFor();
    await expectAccessible(page);
    await shoot(page, 'revealed');

    // The seconds run on, whatever has the focus
    await page.evaluate('document.activeElement?.blur()');
    await page.clock.fastForward(31_000);
    await leaf(page, '/token').getByText('Hidden').waitFor();
    await page.getByText('The secrets are hidden again.').waitFor();
    await reveal(page, 'second');
    await page.evaluate("dispatchEvent(new Event('blur'))");
    await leaf(page, '/token').getByText('Hidden').waitFor();
    await reveal(page, 'third');
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('tab', { name: 'Resolve' }).click();
    await leaf(page, '/token').getByText('Hidden').waitFor();

    // An answer that comes while nobody is in front of the window: the message waits until it is closed
    await page.evaluate('document.hasFocus = () => false');
    await page.getByRole('button', { name: 'Reveal secrets' }).click();
    await page.getByLabel('Reason').fill('fourth');
    await page.getByRole('button', { name: 'Reveal and record' }).click();
    const lost = 'The secrets were not shown, because the window had lost the focus.';
    await page.getByRole('status').getByText(lost).waitFor();
    const opener = page.getByRole('button', { name: 'Reveal secrets' });
    await opener.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('status').getByText(lost).waitFor();
    await dialog.getByRole('status').getByRole('button', { name: 'Close' }).click();
    await page.getByText(lost).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expectFocused(opener);

    const kept = await page.evaluate(
      'document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href',
    );
    expect(kept).not.toContain(OLD);
    const { body } = await client.get(`audit-events?action=provider-configs.reveal&resource_id=${config.id}`);
    expect(body.items.map(({ reason }: { reason: string }) => reason)).toEqual([
      'ticket 4711',
      'second',
      'third',
      'fourth',
    ]);
    expect(complaints).toEqual([]);
  });

  test('a refused reveal is explained, and stale secrets are confirmed', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, {
      config_schema: {
        type: 'object',
        properties: {
          host: { type: 'string', 'x-destination': true },
          token: { type: 'string', writeOnly: true },
        },
      },
    });
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      value: { host: 'one.test', token: OLD },
    });
    await client.patch(`provider-configs/${config.id}`, { value: { host: 'two.test' } });
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await tab(visit, 'provider-configs', config.id, 'Resolve');
    await page.getByRole('button', { name: 'Reveal secrets' }).click();
    await page.getByLabel('Reason').fill('look');
    await page.getByRole('button', { name: 'Reveal and record' }).click();
    await page.getByText('An address has changed since these secrets were sent.').waitFor();
    await shoot(page, 'reveal-stale');
    await page.getByRole('button', { name: 'Confirm the secrets' }).click();
    const dialog = page.getByRole('dialog', { name: /Confirm the secrets/ });
    await dialog.getByText('The server accepts the change').waitFor();
    await dialog.getByRole('button', { name: 'Confirm the secrets' }).click();
    await dialog.waitFor({ state: 'detached' });
    await reveal(page, 'look again');
  });

  test('an auth config is connected again by a link, whose page is watched', async () => {
    const client = await harness.newInstance();
    const provider = await makeSetupProvider(client);
    const { body: spec } = await client.get(`provider-specifications/${provider.specification}`);
    const auth = await client.create('provider-auth-configs', {
      provider_auth_method_id: spec.auth_methods[0].id,
      name: 'Token of Ana',
      value: { token: 'token-0000-0000' },
    });
    const visit = await signedIn(dashboard, client, { width: 360, theme: 'dark' });
    const { page, complaints } = visit;
    await tab(visit, 'provider-auth-configs', auth.id, 'Health');
    await page.getByRole('button', { name: 'Reconnect' }).click();
    const link = (await page.locator('[data-setup-link]').textContent()) ?? '';
    await page.getByText('Waiting for the person').waitFor();
    await expectAccessible(page);
    await shoot(page, 'reconnect');

    const person = await (await dashboard.browser.newContext()).newPage();
    await person.goto(link);
    await drawnField(person, 'auth', '/token').fill('token-1111-1111');
    await person.locator('.finish').click();
    await person.waitForURL(/\/setup\/done/);
    await page.getByText('Completed').waitFor({ timeout: 20_000 });
    const { body } = await client.get(`provider-auth-configs/${auth.id}`);
    expect(body.revision).toBe(2);
    await page.reload();
    await page.getByRole('tab', { name: 'Health' }).waitFor();
    await page.getByText('Last used').first().waitFor();
    expect(await page.locator('[data-setup-link]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a setup link is made by keyboard, and cancelled', async () => {
    const client = await harness.newInstance();
    const provider = await makeSetupProvider(client);
    const visit = await signedIn(dashboard, client);
    const { page, go } = visit;
    await go('provider-setup-sessions/new');
    await page.getByRole('button', { name: 'Make the link' }).press('Enter');
    await page.getByText('Choose a provider or a deployment.').waitFor();
    await page.getByRole('combobox', { name: 'Provider' }).focus();
    await page.keyboard.type(provider.slug);
    await page.getByRole('option', { name: provider.slug }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Name', { exact: true }).fill('For the night shift');
    await page.keyboard.press('Enter');
    await page.locator('[data-setup-link]').waitFor();
    const { body } = await client.get('provider-setup-sessions?limit=1');
    expect(body.items[0].provider_id).toBe(provider.id);
    await page.getByRole('button', { name: 'Cancel the link' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The server accepts the change').waitFor();
    await dialog.getByRole('button', { name: 'Cancel the link' }).press('Enter');
    await page.getByText('Cancelled', { exact: true }).waitFor();
    const after = await client.get(`provider-setup-sessions/${body.items[0].id}`);
    expect(after.body.status).toBe('archived');
  });

  const TESTED = {
    config_schema: {
      type: 'object',
      properties: { base: { type: 'string' }, token: { type: 'string', writeOnly: true } },
    },
    test: { url: '{base}/v1/me', headers: { Authorization: 'Bearer {token}' } },
  };

  const stage = (page: Page, name: string, status: 'passed' | 'failed') =>
    page.getByRole('listitem').filter({ hasText: name }).getByText(status).waitFor();

  test('a test shows its stages, and what the provider answered as text', async () => {
    const { base, close } = await startTokenServer(OLD);
    const client = await harness.newInstance();
    const provider = await makeProvider(client, TESTED);
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      value: { base, token: NEW },
    });
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await tab(visit, 'provider-configs', config.id, 'Test');
    await page.getByRole('button', { name: 'Run the test' }).click();
    await stage(page, 'Authentication', 'failed');
    await page.getByText('status 401').first().waitFor();
    await client.patch(`provider-configs/${config.id}`, { value: { token: OLD } });
    await page.getByRole('button', { name: 'Run it again' }).click();
    await stage(page, 'Authentication', 'passed');
    close();
  });

  test('the test of an auth config sends its own credential, and settles its health', async () => {
    const { base, close } = await startTokenServer(OLD);
    const client = await harness.newInstance();
    const place = await makePlace(client, TESTED);
    const [config] = (await client.get(`provider-configs?provider_deployment_id=${place.deployment}`)).body
      .items;
    await client.patch(`provider-configs/${config.id}`, { value: { base, token: 'token-of-the-config' } });
    const auth = await makeAuth(client, place, NEW);
    const visit = await signedIn(dashboard, client);
    const { page, complaints } = visit;
    await tab(visit, 'provider-auth-configs', auth, 'Test');
    await page.getByRole('button', { name: 'Run the test' }).click();
    await stage(page, 'Authentication', 'failed');
    await client.patch(`provider-auth-configs/${auth}`, { value: { token: OLD } });
    await page.getByRole('button', { name: 'Run it again' }).click();
    await stage(page, 'Authentication', 'passed');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Health' }).click();
    await page.getByText('The provider accepted the credential').waitFor();
    expect((await client.get(`provider-auth-configs/${auth}`)).body.health).toBe('ok');
    expect(complaints).toEqual([]);
    close();
  });

  test('an identity is resolved with its provenance and without values', async () => {
    const client = await harness.newInstance();
    const place = await makePlace(client);
    const identity = await makeIdentity(client, await makeActor(client), { name: 'Ada at work' });
    await giveCredential(client, identity.id, place, 'mine');
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    await tab(visit, 'identities', identity.id, 'Resolve');
    await page.getByRole('combobox', { name: 'Provider' }).click();
    await page.keyboard.type(place.provider.slug);
    await page.getByRole('option', { name: place.provider.slug }).click();
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('heading', { name: 'A credential of the identity itself' }).waitFor();
    await expectAccessible(page);
    expect(await page.locator('main').textContent()).not.toContain('mine.test');
  });

  test('every tab says to a key that only reads why it may do no more', async () => {
    const client = await harness.newInstance();
    const { vault, config } = await makeFollower(client);
    await client.patch(`provider-config-vaults/${vault.id}`, { value: { token: NEW } });
    const place = await makePlace(client);
    const auth = await makeAuth(client, place, 'token-22222222');
    const actor = await makeActor(client);
    const identity = await makeIdentity(client, actor, { name: 'Ada at work' });
    await giveCredential(client, identity.id, place, 'mine');
    const session = await makeSession(client, { provider_id: place.provider.id, type: 'config_only' });
    const views: [string, string, string, string][] = [
      ['provider-configs', config.id, 'Resolve', 'Reveal secrets'],
      ['provider-configs', config.id, 'History', 'Pin or follow'],
      ['provider-configs', config.id, 'Test', 'Run the test'],
      ['provider-config-vaults', vault.id, 'Value', 'Edit value'],
      ['provider-config-vaults', vault.id, 'History', 'Restore: Revision 1'],
      ['provider-deployments', place.deployment, 'Test', 'Run the test'],
      ['provider-auth-configs', auth, 'Health', 'Reconnect'],
      ['provider-auth-configs', auth, 'Test', 'Run the test'],
      ['provider-auth-configs', auth, 'History', 'Restore: Revision 1'],
      ['provider-setup-sessions', session.id, 'Progress', 'Cancel the link'],
      ['identities', identity.id, 'Resolve', 'Find'],
    ];
    const visit = await signedIn(dashboard, await makeKey(harness, client, ['reader'], { name: 'reader' }));
    const { page, complaints } = visit;
    for (const [path, id, name, control] of views) {
      await tab(visit, path, id, name);
      const button = page.getByRole('button', { name: control });
      await soon(async () => [name, await button.getAttribute('aria-disabled')]).toEqual([name, 'true']);
      const reason = page.locator(`[id="${await button.getAttribute('aria-describedby')}"]`);
      await soon(() => reason.textContent()).toMatch(/The key reader lacks/);
    }
    expect(complaints).toEqual([]);
  });
});
