import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardOf, needsBrowser, soon, violationsIn } from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';
import {
  makeConfig,
  makeDeployment,
  makeProvider,
  publish,
  SCHEMA,
  uniqueName,
} from '../support/rules-kit.ts';

/** The first page, the catalogue and upgrades in a browser. */

const harness = await startHarness({ directly: true });
const isBuilt = (await harness.app.request('/dashboard')).status === 200;
const missing = needsBrowser || (isBuilt ? '' : ' (skipped: the dashboard is not built; npm test builds it)');
const LONG = { timeout: 90_000 };

const dashboard = dashboardOf(harness);

/** Opens the dashboard with a key, and collects what the page complains about. */
async function open(key: string, view: string) {
  const context = await dashboard.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser notes each refusal: the first look for a session, dry runs, and moves that break.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${dashboard.url}/`) && !request.url().startsWith('data:'))
      complaints.push(request.url());
  });
  await page.goto(`${dashboard.url}/dashboard${view}`);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return { page, complaints };
}

/** Names the rules of accessibility that the page breaks, in both themes. */
async function flaws(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const violations = await violationsIn(page);
    found.push(...violations.map(({ id, nodes }) => `${colorScheme} ${id} ${nodes[0]?.html}`));
  }
  return found;
}

const MAIL = {
  type: 'object',
  required: ['host'],
  properties: {
    host: { type: 'string', description: 'The gateway. <b>No markup</b>.' },
    port: { type: 'integer', default: 'many' },
    password: { type: 'string' },
  },
};

describe.skipIf(missing !== '')(`the catalogue in a browser${missing}`, () => {
  test('registers a pasted schema, deploys it, and shows it in the catalogue', LONG, async () => {
    const client = await harness.newInstance();
    const { page, complaints } = await open(client.key, '/providers/new');
    const name = `Mail ${uniqueName('')}`;
    const text = page.getByLabel('Schema, as JSON');
    await text.fill('{"type": "object",}');
    await page.getByText('Line 1: This is no JSON from here on.').waitFor();
    await page.getByLabel('Name').fill(name);
    await text.fill(JSON.stringify(MAIL, null, 2));
    const remarks = page.getByRole('list', { name: 'Remarks' });
    await remarks.getByText('/properties/password').waitFor();
    // A remark leads to its place in the text.
    await remarks.getByRole('button', { name: /properties\/password/ }).click();
    const chosen = await text.evaluate((area) => {
      const { value, selectionStart, selectionEnd } = area as unknown as {
        value: string;
        selectionStart: number;
        selectionEnd: number;
      };
      return value.slice(selectionStart, selectionEnd);
    });
    expect(JSON.parse(chosen)).toEqual(MAIL.properties.password);
    await page.getByText('The gateway. <b>No markup</b>.', { exact: true }).waitFor();
    expect(await flaws(page)).toEqual([]);

    await page.getByLabel('Slug').fill('Not a slug');
    await page.getByText(/The server refuses it: /).waitFor();
    await soon(() => page.getByLabel('Slug').getAttribute('aria-invalid')).toBe('true');
    const slug = uniqueName('mail-');
    await page.getByLabel('Slug').fill(slug);
    await page.getByText(/The server accepts it, with/).waitFor();
    await page.getByRole('button', { name: 'Create the provider' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    const { body } = await client.get(`providers?search=${encodeURIComponent(name)}`);
    expect(body.items).toMatchObject([{ name, slug, current_version: { version: '1.0.0' } }]);
    expect(await flaws(page)).toEqual([]);

    await page.getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Mail in use');
    await page.getByRole('dialog').getByRole('button', { name: 'Deploy' }).click();
    await page.getByRole('heading', { name: 'Mail in use', level: 1 }).waitFor();

    await page.getByRole('link', { name: 'Browse' }).click();
    await page.getByLabel('Search providers').fill(name);
    await page.getByText('1 provider', { exact: true }).waitFor();
    const card = page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) });
    await card.getByText('1 deployment').waitFor();
    await card.getByText('Private').waitFor();
    await soon(() => page.url()).toContain('search=Mail');
    expect(await flaws(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('upgrades a deployment with a break that is shown, and rolls it back', LONG, async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { id } = await makeDeployment(client, provider, {
      name: 'Shop',
      locked_provider_version_id: provider.version,
    });
    const bound = { provider_deployment_id: id };
    await makeConfig(client, provider, { ...bound, name: 'Fits', value: { host: 'a.test', port: 1 } });
    const breaks = await makeConfig(client, provider, { ...bound, name: 'Breaks' });
    const next = await publish(client, provider, '2', {
      config_schema: { ...SCHEMA, required: ['host', 'port'] },
    });
    const { page, complaints } = await open(client.key, `/provider-deployments/${id}`);
    await page.getByRole('link', { name: 'Upgrade', exact: true }).click();
    await page.getByRole('heading', { name: 'Upgrade Shop', level: 1 }).waitFor();
    await page.getByText('1 breaking').waitFor();
    await page.getByText('A value that fits the earlier version and not the later one').first().waitFor();
    await page.getByText('1 breaks').waitFor();
    await page.getByRole('link', { name: 'Breaks' }).waitFor();
    expect(await flaws(page)).toEqual([]);

    await page.getByRole('button', { name: 'Move to 2' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 config will be marked invalid').waitFor();
    await dialog.locator('code').getByText('port', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Move all the same' }).click();
    await page.getByText('Moved from 1 to 2.').waitFor();
    const moved = (await client.get(`provider-deployments/${id}`)).body;
    expect(moved.locked_version.id).toBe(next.id);
    expect((await client.get(`provider-configs/${breaks.id}`)).body.invalid).toBe(true);

    await page.goto(`${dashboard.url}/dashboard`);
    await page.getByRole('link', { name: '1 Invalid configs' }).click();
    await page.getByRole('link', { name: 'Breaks' }).waitFor();
    await soon(() => new URL(page.url()).searchParams.get('invalid')).toBe('true');

    await page.goto(`${dashboard.url}/dashboard/provider-deployments/${id}/upgrade?to=${provider.version}`);
    await page.getByRole('button', { name: 'Roll back to 1' }).click();
    await page.getByText('Moved from 2 to 1.').waitFor();
    expect((await client.get(`provider-configs/${breaks.id}`)).body.invalid).toBe(false);

    await page.goto(`${dashboard.url}/dashboard/provider-configs/${breaks.id}/upgrade?to=${next.id}`);
    await page.getByText('The value does not fit the version:').waitFor();
    await page.locator('code').getByText('port', { exact: true }).first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('says in one sentence that nothing is wrong, and why a key cannot see it', LONG, async () => {
    const client = await harness.newInstance();
    const { page, complaints } = await open(client.key, '');
    await page.getByText('Nothing needs attention.').waitFor();
    await page.getByRole('img', { name: /audit events in the last 7 days/ }).waitFor();
    expect(await flaws(page)).toEqual([]);
    const { secret } = await client.create('api-keys', {
      name: 'Reader',
      scopes: ['provider-configs:read'],
    });
    const reader = await open(String(secret), '');
    await reader.page.getByText(/The key Reader lacks jobs:read\./).waitFor();
    expect(await flaws(reader.page)).toEqual([]);
    expect([...complaints, ...reader.complaints]).toEqual([]);
    await page.context().close();
    await reader.page.context().close();
  });
});
