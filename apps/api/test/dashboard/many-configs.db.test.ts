import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillInstance } from '../../../../scripts/bench/rows.ts';
import { dashboardOf, executablePath, needsBrowser, signedIn } from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';

const harness = await startHarness({ directly: true });
const client = harness.bootstrap;
const CONFIGS = 100_000;

const dashboard = dashboardOf(harness);

beforeAll(async () => {
  if (!executablePath) return;
  const { body } = await client.get('instance');
  const sql = postgres(String(harness.database.url), { max: 1, onnotice: () => {} });
  await fillInstance(sql, body.id, { configs: CONFIGS, deployments: 1_000, vaults: 1_000 });
  await sql.end();
}, 120_000);

/** The names on a page, once the rows are those of its address. */
async function names(page: Page): Promise<string[]> {
  await page.locator('table:not([aria-busy]) [data-row-link]').first().waitFor();
  return page.locator('[data-row-link]').allTextContents();
}

/** The names that the API has for a query. */
const listed = async (query: string): Promise<string[]> => {
  const { body } = await client.get(`provider-configs?${query}`);
  return body.items.map(({ name }: { name: string }) => name);
};

/** Expects that a page comes to show these rows. */
const shows = (page: Page, expected: readonly string[]) => expect.poll(() => names(page)).toEqual(expected);

/** Does something that shows other rows, and returns the requests that it took. */
async function requestsOf(page: Page, step: () => Promise<void>): Promise<string[]> {
  const sent: string[] = [];
  const note = (request: { url: () => string }) => {
    if (request.url().includes('/dashboard/api/')) sent.push(request.url());
  };
  page.on('request', note);
  await step();
  page.off('request', note);
  return sent;
}

describe.skipIf(!executablePath)(`100,000 configs${needsBrowser}`, { timeout: 90_000 }, () => {
  test('are paged, filtered, searched, and shared by link, with one request for each list', async () => {
    const visit = await signedIn(dashboard, client);
    const { page } = visit;
    const newest = await listed('order=desc&limit=100');
    const paged = (at: number) => newest.slice(at * 20, at * 20 + 20);
    const stepTo = async (link: string, expected: readonly string[]) => {
      const sent = await requestsOf(page, async () => {
        await page.getByRole('link', { name: link }).click();
        await shows(page, expected);
      });
      expect([link, sent.length]).toEqual([link, 1]);
    };
    const first = await requestsOf(page, async () => {
      await visit.go('provider-configs');
      await shows(page, paged(0));
    });
    expect(first).toHaveLength(1);
    await stepTo('Next page', paged(1));
    await stepTo('Next page', paged(2));
    await page.getByRole('link', { name: 'Previous page' }).click();
    await shows(page, paged(1));

    await page.getByRole('button', { name: 'Add a filter' }).click();
    await page.getByRole('dialog').getByLabel('Filter by').selectOption('status');
    await page.getByRole('checkbox', { name: 'archived' }).check();
    const archived = await listed('order=desc&limit=100&status=archived');
    const filtered = await requestsOf(page, async () => {
      await page.getByRole('button', { name: 'Apply' }).click();
      await shows(page, archived.slice(0, 20));
    });
    expect(filtered).toHaveLength(1);
    const chips = page.getByRole('list', { name: 'Filters' });
    await chips.getByText('Status: archived').waitFor();

    // The newest few thousand rows have none of these: the index finds them.
    const found = await listed('order=desc&limit=100&status=archived&search=Config+12');
    expect(found.length).toBeGreaterThan(40);
    await page.keyboard.press('/');
    const searched = await requestsOf(page, async () => {
      await page.getByRole('searchbox').fill('Config 12');
      await shows(page, found.slice(0, 20));
    });
    expect(searched).toHaveLength(1);
    await stepTo('Next page', found.slice(20, 40));

    const link = page.url();
    const other = await signedIn(dashboard, client);
    await other.page.goto(link);
    await shows(other.page, found.slice(20, 40));
    await other.page.getByText('Status: archived').waitFor();
    expect(await other.page.getByRole('searchbox').inputValue()).toBe('Config 12');
    await other.page.context().close();

    await page.getByRole('link', { name: 'Next page' }).click();
    await shows(page, found.slice(40, 60));
    await page.locator('[data-row-link]').first().click();
    await page.getByRole('heading', { name: found[40] ?? '', level: 1, exact: true }).waitFor();
    await page.goBack();
    await shows(page, found.slice(40, 60));
    await page.goBack();
    await shows(page, found.slice(20, 40));
    expect(page.url()).toBe(link);
    await page.reload();
    await shows(page, found.slice(20, 40));

    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByRole('button', { name: 'Newest first' }).click();
    await page.getByRole('menuitemradio', { name: 'Oldest first' }).click();
    await page.getByRole('searchbox').fill('');
    await shows(page, await listed('order=asc&limit=20'));
    await page.context().close();
  });
});
