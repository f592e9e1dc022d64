import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dashboardOf, needsBrowser, soon, violationsIn } from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';
import { makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness({ directly: true });
const isBuilt = (await harness.app.request('/dashboard')).status === 200;
const missing = needsBrowser || (isBuilt ? '' : ' (skipped: the dashboard is not built; npm test builds it)');
const CONFIGS = 30;

const dashboard = dashboardOf(harness);

/** An instance with 30 configs, and a browser at its dashboard. */
async function open(view = '') {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  for (let number = 1; number <= CONFIGS; number++) {
    const name = `Config ${String(number).padStart(2, '0')}`;
    await client.create('provider-configs', {
      provider_id: provider.id,
      name,
      value: { host: 'a.test', token: 'token-0000' },
    });
  }
  const context = await dashboard.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${dashboard.url}/dashboard${view}`);
  await signIn(page, client.key);
  return { client, page, requests };
}

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const names = async (page: Page): Promise<string[]> => {
  await page.locator('table:not([aria-busy])').waitFor();
  return page.locator('[data-row-link]').allTextContents();
};

const numbered = (from: number, to: number): string[] => {
  const step = from < to ? 1 : -1;
  return Array.from(
    { length: Math.abs(to - from) + 1 },
    (_, at) => `Config ${String(from + at * step).padStart(2, '0')}`,
  );
};

const flaws = async (page: Page): Promise<string[]> => (await violationsIn(page)).map(({ id }) => id);

describe.skipIf(missing !== '')(`the dashboard in a browser${missing}`, () => {
  test('pages a list both ways; a reload, a copied link and Back show the same page', {
    timeout: 60_000,
  }, async () => {
    const { page, requests } = await open('/provider-configs');
    await page.getByRole('link', { name: 'Config 30' }).waitFor();
    await soon(() => names(page)).toEqual(numbered(30, 11));
    const before = requests.length;
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByRole('link', { name: 'Config 10' }).waitFor();
    await soon(() => names(page)).toEqual(numbered(10, 1));
    const sent = requests.slice(before).filter((url) => url.includes('/dashboard/api/'));
    expect(sent).toHaveLength(1); // one list, one request
    const link = page.url();
    await page.reload();
    await page.getByRole('link', { name: 'Config 10' }).waitFor();
    await soon(() => names(page)).toEqual(numbered(10, 1));
    const copied = await page.context().newPage();
    await copied.goto(link);
    await copied.getByRole('link', { name: 'Config 10' }).waitFor();
    await soon(() => names(copied)).toEqual(numbered(10, 1));
    await page.getByRole('link', { name: 'Previous page' }).click();
    await page.getByRole('link', { name: 'Config 30' }).waitFor();
    await soon(() => names(page)).toEqual(numbered(30, 11));
    await page.goBack();
    await page.getByRole('link', { name: 'Config 10' }).waitFor();
    await soon(() => names(page)).toEqual(numbered(10, 1));
    await page.context().close();
  });

  test('filters and searches on the server, with all of it in the address', { timeout: 60_000 }, async () => {
    const { page } = await open('/provider-configs');
    await page.getByRole('link', { name: 'Config 30' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Config 07');
    await page.getByText('1 row', { exact: true }).waitFor();
    await soon(() => names(page)).toEqual(['Config 07']);
    await soon(() => page.url()).toContain('search=Config+07');
    await page.getByRole('button', { name: 'Add a filter' }).click();
    await page.getByRole('dialog').getByLabel('Filter by').selectOption('status');
    await page.getByRole('checkbox', { name: 'archived' }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('No row matches').waitFor();
    await soon(() => page.url()).toContain('status=archived');
    await page.reload();
    await page.getByText('No row matches').waitFor();
    await page.getByRole('button', { name: 'Clear all' }).last().click();
    await page.getByRole('link', { name: 'Config 30' }).waitFor();
    await soon(() => new URL(page.url()).search).toBe('');
    await page.context().close();
  });

  test('is used by keyboard alone: rows, selection, archive, palette, help', {
    timeout: 60_000,
  }, async () => {
    const { page, client } = await open('/provider-configs');
    await page.getByRole('link', { name: 'Config 30' }).waitFor();
    for (const key of ['j', 'ArrowDown', 'k', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.getByText('2 rows selected').waitFor();
    await page.getByRole('button', { name: 'Archive' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('2 rows archived').waitFor();
    await page.getByRole('link', { name: 'Config 30' }).waitFor({ state: 'detached' });
    const { body } = await client.get('provider-configs?status=archived');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Config 29', 'Config 30']);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Config 28', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).waitFor();
    await page.keyboard.type('Config 05');
    await page.getByRole('option', { name: /Config 05/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Config 05', level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('keeps an edit in progress when the session ends, and goes on after a new sign-in', {
    timeout: 60_000,
  }, async () => {
    const { page, client } = await open('/provider-configs');
    await page.getByRole('link', { name: 'Config 30' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name').fill('Renamed');
    await page.evaluate(() => fetch('session', { method: 'DELETE' }));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    await signIn(page, client.key);
    await page.getByRole('heading', { name: 'Renamed', level: 1 }).waitFor();
    expect((await client.get('provider-configs?search=Renamed')).body.items).toHaveLength(1);
    await page.context().close();
  });

  test('shows what a key may not do as off, with the reason', { timeout: 60_000 }, async () => {
    const { page, client } = await open('/provider-configs');
    await page.getByRole('link', { name: 'Config 30' }).waitFor();
    const made = await client.create('api-keys', { name: 'Reader', scopes: ['provider-configs:read'] });
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Key and session' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('You are still signed in').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Key and session' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await signIn(page, String(made.secret));
    await page.getByRole('link', { name: 'Configs', exact: true }).last().click();
    await page.getByRole('link', { name: 'Config 30' }).click();
    const archive = page.getByRole('button', { name: 'Archive' });
    await soon(() => archive.getAttribute('aria-disabled')).toBe('true');
    await archive.focus();
    await page
      .getByRole('tooltip')
      .filter({ hasText: 'The key Reader lacks provider-configs:write.' })
      .first()
      .waitFor();
    await page.goto(`${dashboard.url}/dashboard/consumers`);
    await page.getByText('The key Reader lacks consumers:read.').first().waitFor();
    await page.context().close();
  });

  test('breaks no rule of accessibility over a page either, in both themes', {
    timeout: 60_000,
  }, async () => {
    const { page } = await open('/provider-configs');
    await page.getByRole('link', { name: 'Config 30' }).waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.getByRole('button', { name: 'Add a filter' }).click();
      await page.getByRole('dialog').waitFor();
      expect([theme, 'filter', await flaws(page)]).toEqual([theme, 'filter', []]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      expect([theme, 'palette', await flaws(page)]).toEqual([theme, 'palette', []]);
      await page.keyboard.press('Escape');
      await page.getByRole('combobox').waitFor({ state: 'detached' });
    }
    await page.context().close();
  });
});
