import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  dashboardOf,
  executablePath,
  leafAt,
  needsBrowser,
  openEdit,
  save,
  signedIn,
  type Visit,
} from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';
import { at } from '../support/keys-kit.ts';
import { makeConfig, makeDeployment, makeProvider, makeVault, uniqueName } from '../support/rules-kit.ts';
import { startTokenServer } from '../support/token-server.ts';

/* Tasks that lead over several pages, done on the pages alone. */

const harness = await startHarness({ directly: true });
harness.settings.allowPrivate = true;

const [OLD, NEW] = ['token-old-00000000', 'token-new-11111111'];
const DAY_MS = 86_400_000;

const dashboard = dashboardOf(harness);

const secret = { type: 'string', writeOnly: true };
const TESTED = {
  config_schema: {
    type: 'object',
    required: ['base'],
    properties: {
      base: { type: 'string', title: 'Address' },
      token: { ...secret, title: 'Token' },
      limit: { type: ['integer', 'null'], title: 'Limit' },
    },
  },
  test: { url: '{base}/v1/me', headers: { Authorization: 'Bearer {token}' } },
};

/** Presses Test beside the form, and waits until the provider has taken or refused the credential. */
async function tryOut(page: Page, outcome: 'passed' | 'failed'): Promise<void> {
  await page.getByRole('tab', { name: 'Test', exact: true }).click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const stage = page.getByRole('listitem').filter({ hasText: 'Authentication' });
  await stage.getByText(outcome, { exact: true }).waitFor();
}

const idIn = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

/** Replaces the token in the form that is open. */
async function replaceToken(page: Page, token: string): Promise<void> {
  await page.getByRole('button', { name: 'Replace Token' }).click();
  await leafAt(page, '/token').fill(token);
}

describe.skipIf(!executablePath)(`journeys${needsBrowser}`, { timeout: 90_000 }, () => {
  test('register, deploy, vault, config from it, rotate, resolve, roll back, verify', async () => {
    const client = await harness.newInstance();
    const { page, go } = await signedIn(dashboard, client);
    const name = `Mail ${uniqueName('')}`;
    await go('providers/new');
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Schema, as JSON').fill(JSON.stringify(TESTED.config_schema));
    await page.getByText(/The server accepts it/).waitFor();
    await page.getByRole('button', { name: 'Create the provider' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Mail in use');
    await page.getByRole('dialog').getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('heading', { name: 'Mail in use', level: 1 }).waitFor();
    const deployment = idIn(page);

    await go(`provider-config-vaults/new?deployment=${deployment}`);
    await page.getByLabel('Name', { exact: true }).fill('Mail keys');
    await page.getByRole('button', { name: 'Continue' }).click();
    await leafAt(page, '/base').fill('https://mail.test');
    await leafAt(page, '/token').fill(OLD);
    const vault = await save(page, 'provider-config-vaults');

    await go(`provider-configs/new?deployment=${deployment}`);
    await page.getByLabel('Name', { exact: true }).fill('Night mail');
    await page.getByLabel('Where the value comes from').selectOption('vault');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Vault', { exact: true }).selectOption({ label: 'Mail keys' });
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'Night mail', level: 1 }).waitFor();
    const config = idIn(page);

    await go(`provider-config-vaults/${vault}/edit`);
    await replaceToken(page, NEW);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog').getByText('Night mail').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/provider-config-vaults\/[^/]+$/);

    await go(`provider-configs/${config}?tab=resolve`);
    const token = page.locator('[data-leaf="/token"]');
    await token.getByText('revision 2').waitFor();
    await page.getByRole('button', { name: 'Reveal secrets' }).click();
    await page.getByLabel('Reason').fill('After the rotation');
    await page.getByRole('button', { name: 'Reveal and record' }).click();
    await page.getByText(NEW).waitFor();

    await go(`provider-config-vaults/${vault}?tab=history`);
    await page.getByRole('button', { name: 'Restore: Revision 1' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Night mail' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('status').getByText('Revision 1 is restored').waitFor();
    await go(`provider-configs/${config}?tab=resolve`);
    await token.getByText('revision 3').waitFor();
    const { body } = await client.post(`provider-configs/${config}/resolve`, { reason: 'Comparing' });
    expect(body.value.token).toBe(OLD);

    await go('audit-events');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/^All \d+ events are as they were written\.$/).waitFor();
  });

  test('a vault is tried out before it is kept, and an override of a config that follows it too', async () => {
    const { base, close } = await startTokenServer(NEW);
    const client = await harness.newInstance();
    const provider = await makeProvider(client, TESTED);
    const visit = await signedIn(dashboard, client);
    const { page, go } = visit;
    await go(`provider-config-vaults/new?provider=${provider.id}`);
    await page.getByLabel('Name', { exact: true }).fill('Shared');
    await page.getByRole('button', { name: 'Continue' }).click();
    await leafAt(page, '/base').fill(base);
    await leafAt(page, '/token').fill(OLD);
    await tryOut(page, 'failed');
    expect((await client.get('provider-config-vaults')).body.items).toEqual([]);
    await leafAt(page, '/token').fill(NEW);
    await tryOut(page, 'passed');
    const vault = await save(page, 'provider-config-vaults');
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault,
      name: 'Follower',
    });

    await openEdit(visit, 'provider-config-vaults', vault);
    await tab(page, 'Test');
    const off = page.getByRole('button', { name: 'Test', exact: true });
    await expect.poll(() => off.getAttribute('aria-disabled')).toBe('true');
    await off.focus();
    await page.getByRole('tooltip').getByText('A vault is tested through a config').waitFor();

    await openEdit(visit, 'provider-configs', config.id);
    await tryOut(page, 'passed');
    await page.getByRole('button', { name: 'Override Token' }).click();
    await leafAt(page, '/token').fill(OLD);
    await tryOut(page, 'failed');
    await page.getByRole('button', { name: /^Keep the stored/ }).click();
    await tryOut(page, 'passed');
    expect((await client.get(`provider-configs/${config.id}`)).body).toMatchObject({
      revision: null,
      test_status: 'passed',
    });
    close();
  });

  test('null over the content of a vault changes nothing and says so, and over an override it ends that', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, TESTED);
    const vault = await makeVault(client, provider, {
      value: { base: 'https://mail.test', token: OLD, limit: 5 },
      name: 'Shared',
    });
    const config = await client.create('provider-configs', {
      provider_id: provider.id,
      provider_config_vault_id: vault.id,
      name: 'Follower',
    });
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    const limitOf = async () =>
      (await client.post(`provider-configs/${config.id}/resolve`, {})).body.value.limit;
    const field = page.locator('[data-field="/limit"]');
    const layer = (name: string) => field.getByText(name, { exact: true }).waitFor();
    const writeLimit = async (before: string, after: string) => {
      await tab(page, 'JSON');
      const raw = page.locator('[data-raw]');
      await raw.fill((await raw.inputValue()).replace(`"limit": ${before}`, `"limit": ${after}`));
      await tab(page, 'Changes');
    };

    await openEdit(visit, 'provider-configs', config.id);
    await layer('vault');
    await writeLimit('5', 'null');
    await field.getByText("The vault's value stays").waitFor();
    await page.getByText('No change yet').waitFor();
    await leafAt(page, '/limit').fill('9');
    await layer('own');
    await save(page, 'provider-configs');
    expect(await limitOf()).toBe(9);

    await openEdit(visit, 'provider-configs', config.id);
    await layer('own');
    await writeLimit('9', 'null');
    await page.getByRole('list', { name: 'What saving sends' }).getByText('removed').waitFor();
    await save(page, 'provider-configs');
    expect(await limitOf()).toBe(5);

    await openEdit(visit, 'provider-config-vaults', vault.id);
    await writeLimit('5', 'null');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.waitForURL(/provider-config-vaults\/[^/]+$/);
    expect(await limitOf()).toBeNull();
    await openEdit(visit, 'provider-configs', config.id);
    await layer('vault');
    expect(await leafAt(page, '/limit').getAttribute('placeholder')).toBe('null');
  });

  test('forms of references and of choices inside choices are filled in and come back', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, {
      config_schema: {
        type: 'object',
        required: ['auth'],
        properties: { auth: { $ref: '#/$defs/auth' }, mirror: { $ref: '#/$defs/server' } },
        $defs: {
          server: {
            type: 'object',
            title: 'Server',
            required: ['host'],
            properties: { host: { type: 'string', title: 'Host' }, via: { $ref: '#/$defs/server' } },
          },
          auth: {
            title: 'Sign-in',
            oneOf: [{ $ref: '#/$defs/key' }, { $ref: '#/$defs/login' }],
          },
          key: {
            title: 'By key',
            required: ['kind', 'key'],
            properties: { kind: { const: 'key' }, key: { ...secret, title: 'Key' } },
          },
          login: {
            title: 'By login',
            required: ['kind', 'second'],
            properties: {
              kind: { const: 'login' },
              second: {
                title: 'Second factor',
                oneOf: [
                  { title: 'None', required: ['use'], properties: { use: { const: 'none' } } },
                  {
                    title: 'Code',
                    required: ['use', 'seed'],
                    properties: { use: { const: 'code' }, seed: { ...secret, title: 'Seed' } },
                  },
                ],
              },
            },
          },
        },
      },
    });
    const visit = await signedIn(dashboard, client);
    const { page, go } = visit;
    await go(`provider-configs/new?provider=${provider.id}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    const pick = (place: string) => page.locator(`[data-pick^="${place}#"]`);
    await pick('/auth').selectOption({ label: 'By login' });
    await pick('/auth/second').selectOption({ label: 'Code' });
    await leafAt(page, '/auth/second/seed').fill('seed-000000000000');
    await leafAt(page, '/mirror/host').fill('one.test');
    const open = page.getByRole('button', { name: 'Open Server' });
    if ((await open.count()) > 0) await open.first().click();
    await leafAt(page, '/mirror/via/host').fill('two.test');
    const id = await save(page, 'provider-configs');
    const value = {
      auth: { kind: 'login', second: { use: 'code', seed: 'seed-000000000000' } },
      mirror: { host: 'one.test', via: { host: 'two.test' } },
    };
    const stored = async () =>
      (await client.post(`provider-configs/${id}/resolve`, { reason: 'Comparing' })).body.value;
    expect(await stored()).toEqual(value);
    await openEdit(visit, 'provider-configs', id);
    await page.getByText('No change yet').waitFor();
    await pick('/auth').selectOption({ label: 'By key' });
    await leafAt(page, '/auth/key').fill('key-0000000000000');
    await save(page, 'provider-configs');
    expect(await stored()).toEqual({ ...value, auth: { kind: 'key', key: 'key-0000000000000' } });
  });

  test('an upgrade shows what its migration saves and what still breaks, and moves both', async () => {
    const client = await harness.newInstance();
    const object = (properties: object, required: string[]) => ({
      type: 'object',
      additionalProperties: false,
      required,
      properties,
    });
    const text = { type: 'string' };
    const provider = await makeProvider(client, {
      version: '1.0.0',
      config_schema: object({ url: text, token: secret }, ['url']),
    });
    const { id } = await makeDeployment(client, provider, {
      name: 'Shop',
      locked_provider_version_id: provider.version,
    });
    const bound = { provider_deployment_id: id };
    const fits = await makeConfig(client, provider, {
      ...bound,
      name: 'Goes along',
      value: { url: 'https://a.test', token: OLD },
    });
    const breaks = await makeConfig(client, provider, {
      ...bound,
      name: 'Stays behind',
      value: { url: 'https://a.test' },
    });
    await client.create('provider-versions', {
      provider_id: provider.id,
      version: '2.0.0',
      config_schema: object({ endpoint: text, key: secret }, ['endpoint', 'key']),
      migrations: [
        {
          from: '1.x',
          patch: [
            { op: 'rename', path: '/url', to: 'endpoint' },
            { op: 'rename', path: '/token', to: 'key' },
          ],
          tests: [{ before: { url: 'u', token: 't' }, after: { endpoint: 'u', key: 't' } }],
        },
      ],
    });
    const { page, go } = await signedIn(dashboard, client);
    await go(`provider-deployments/${id}/upgrade`);
    await page.getByText('1 migration of the later version take values along.').waitFor();
    await page.getByText('1 breaks').waitFor();
    await page.getByRole('link', { name: 'Stays behind' }).waitFor();
    await page.getByRole('button', { name: 'Move to 2.0.0' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 config will be marked invalid').waitFor();
    await dialog.getByRole('button', { name: 'Move all the same' }).click();
    await page.getByText('Moved from 1.0.0 to 2.0.0.').waitFor();
    const { body } = await client.post(`provider-configs/${fits.id}/resolve`, { reason: 'Comparing' });
    expect(body.value).toEqual({ endpoint: 'https://a.test', key: OLD });
    expect((await client.get(`provider-configs/${breaks.id}`)).body.invalid).toBe(true);
  });

  test('the first page leads to a failing test and to a secret that is older than allowed', async () => {
    const { base, close } = await startTokenServer(NEW);
    const client = await harness.newInstance();
    const provider = await makeProvider(client, TESTED);
    const old = await at(harness, Date.now() - 40 * DAY_MS, () =>
      makeVault(client, provider, { name: 'Forgotten', value: { base, token: NEW } }),
    );
    const config = await makeConfig(client, provider, { name: 'Wrong', value: { base, token: OLD } });
    await client.post(`provider-configs/${config.id}/test`, {});
    const owner: Visit = await signedIn(dashboard, harness.bootstrap);
    await owner.go(`instances/${client.instanceId}`);
    const days = owner.page.getByLabel('Days that a secret may be in use');
    await days.fill('30');
    await owner.page.getByRole('button', { name: 'Save' }).click();
    await owner.page.getByText('The settings are saved').waitFor();

    const { page, go } = await signedIn(dashboard, client);
    await page.getByRole('link', { name: '1 Configs whose last test failed' }).click();
    await page.getByRole('link', { name: 'Wrong' }).waitFor();
    expect(new URL(page.url()).searchParams.get('test_status')).toBe('failed');
    await go('');
    await page.getByRole('link', { name: '1 Vaults with secrets older than allowed' }).click();
    await page.getByRole('link', { name: 'Forgotten' }).waitFor();
    expect(new URL(page.url()).searchParams.get('secrets_outdated')).toBe('true');

    await client.patch(`provider-configs/${config.id}`, { value: { token: NEW } });
    await client.post(`provider-configs/${config.id}/test`, {});
    await client.patch(`provider-config-vaults/${old.id}`, { value: { token: 'token-fresh-2222' } });
    await go('');
    await page.getByText('Nothing needs attention.').waitFor();
    close();
  });
});
