import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { KEY, SCHEMA, VALUE } from '../support/editor-example.ts';
import {
  dashboardOf,
  executablePath,
  leafAt,
  needsBrowser,
  openEdit,
  signedIn,
} from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness({ directly: true });
const NEW_KEY = 'sk-live-111111111111';

const dashboard = dashboardOf(harness);

/** Opens the editor, edits a plain leaf and a secret, and ends the session on the server. */
async function edited() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client, { config_schema: SCHEMA });
  const config = await makeConfig(client, provider, { value: VALUE, name: 'Nightly' });
  const visit = await signedIn(dashboard, client);
  const { page } = visit;
  await openEdit(visit, 'provider-configs', config.id);
  await leafAt(page, '/timeout').fill('99');
  await page.getByRole('button', { name: 'Replace Token' }).click();
  await leafAt(page, '/token').fill(NEW_KEY);
  const kept = () => page.evaluate('Object.values(sessionStorage).join()');
  await expect.poll(kept, { timeout: 10_000 }).toContain('"timeout":99');
  const ended = await harness.database.query(
    `delete from dashboard_sessions where api_key_id in
      (select id from api_keys where instance_id = '${client.instanceId}') returning 1`,
  );
  expect(ended).toHaveLength(1);
  const value = async () =>
    (await client.post(`provider-configs/${config.id}/resolve`, { reason: 'Comparing' })).body.value;
  return { client, page, value };
}

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const saved = async (page: Page): Promise<void> => page.waitForURL(/provider-configs\/[^/]+$/);

describe.skipIf(!executablePath)(
  `a session that ends in the middle of an edit${needsBrowser}`,
  {
    timeout: 60_000,
  },
  () => {
    test('is begun again over the form, which then saves all that was entered', async () => {
      const { client, page, value } = await edited();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      const again = page.getByRole('dialog', { name: 'Your session has ended' });
      await again.waitFor();
      expect((await value()).timeout).toBe(30);
      await signIn(page, 'berth_sk_wrong');
      await again.getByText(/key/i).first().waitFor();
      await signIn(page, client.key);
      await saved(page);
      expect(await value()).toMatchObject({ ...VALUE, timeout: 99, token: NEW_KEY });
    });

    test('leaves the draft to the next sign-in of the tab, without its secrets', async () => {
      const { client, page, value } = await edited();
      await page.reload();
      await page.getByRole('heading', { name: 'Sign in to Berth' }).waitFor();
      expect(await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })')).not.toContain(
        NEW_KEY,
      );
      await signIn(page, client.key);
      await page.locator('[data-draft]').getByText('/token').waitFor();
      expect(await leafAt(page, '/timeout').inputValue()).toBe('99');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await saved(page);
      expect(await value()).toMatchObject({ ...VALUE, timeout: 99, token: KEY });
    });
  },
);
