import { jobHandlers, workOnNext } from '@berth/domain';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  dashboardOf,
  executablePath,
  expectFocused,
  needsBrowser,
  shoot,
  signedIn,
  soon,
} from '../support/editor-kit.ts';
import { type Client, startHarness } from '../support/harness.ts';
import { never, runnerSource } from '../support/jobs-kit.ts';
import { makeKey } from '../support/keys-kit.ts';
import { deployShipped, makeAlias, makeModel } from '../support/models-kit.ts';
import { makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness({ directly: true });

const dashboard = dashboardOf(harness);

const makeConfig = async (client: Client) =>
  client.create('provider-configs', {
    provider_id: (await makeProvider(client)).id,
    name: 'Night mail',
    value: { host: 'a.test', token: 'token-0000' },
  });

/** Reads the secret of the dialog that shows it once, and closes the dialog. */
async function takeSecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Copy the secret now' });
  const secret = (await dialog.getByLabel('Secret', { exact: true }).textContent()) ?? '';
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  await dialog.waitFor({ state: 'detached' });
  return secret;
}

/** Returns everything that the page holds as text: its elements, its inputs, and what the browser keeps. */
const held = async (page: Page): Promise<string> =>
  String(
    await page.evaluate(`document.documentElement.outerHTML + location.href +
      [...document.querySelectorAll('input, textarea')].map(({ value }) => value).join() +
      JSON.stringify([localStorage, sessionStorage, history.state])`),
  );

const reasonOf = async (page: Page, button: string): Promise<string> => {
  const off = page.getByRole('button', { name: button, exact: true });
  await soon(() => off.getAttribute('aria-disabled')).toBe('true');
  await off.focus();
  return (await page.locator(`[id="${await off.getAttribute('aria-describedby')}"]`).textContent()) ?? '';
};

describe.skipIf(!executablePath)(`governance in the dashboard${needsBrowser}`, { timeout: 90_000 }, () => {
  test('a narrow key is made, used, rotated and revoked, and the audit trail tells it and verifies', async () => {
    const client = await harness.newInstance();
    const config = await makeConfig(client);
    const admin = await signedIn(dashboard, client);
    const { page } = admin;
    await admin.go('api-keys');
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByLabel('Name').fill('Looker');
    await page.getByRole('button', { name: 'Create the key' }).click();
    await page.getByText('A secret key needs at least one scope or role.').waitFor();
    await page.getByText('Configuration', { exact: true }).last().click();
    await page.getByRole('checkbox', { name: 'provider-configs:read' }).check();
    await page.getByRole('radio', { name: 'Chosen rows only' }).check();
    await page.getByRole('combobox', { name: 'Configs', exact: true }).fill('Night');
    await page.getByRole('option', { name: 'Night mail' }).click();
    await page.getByRole('button', { name: 'Remove Night mail' }).waitFor();
    await page.getByLabel('Allowed addresses').fill('somewhere');
    await page.getByRole('button', { name: 'Create the key' }).click();
    await page.getByText('Must be an IPv4 or IPv6 address, or a CIDR block.').waitFor();
    await page.getByLabel('Allowed addresses').fill('');
    await page.getByRole('button', { name: 'Create the key' }).click();
    const first = await takeSecret(page);
    await page.getByRole('heading', { name: 'Looker', level: 1 }).waitFor();
    expect(first).toMatch(/^berth_sk_/);
    expect(await held(page)).not.toContain(first);

    const reader = await signedIn(dashboard, harness.as(first));
    await reader.go(`provider-configs/${config.id}`);
    await reader.page.getByRole('heading', { name: 'Night mail', level: 1 }).waitFor();
    expect(await reasonOf(reader.page, 'Archive')).toBe('The key Looker lacks provider-configs:write.');
    await reader.go('api-keys/new');
    expect(await reasonOf(reader.page, 'Create the key')).toBe('The key Looker lacks api-keys:write.');
    await reader.go('audit-events');
    expect(await reasonOf(reader.page, 'Verify')).toBe('The key Looker lacks audit-events:read.');

    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('dialog').getByLabel('Overlap').selectOption('1 hour');
    await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    const second = await takeSecret(page);
    expect(second).not.toBe(first);
    expect(await held(page)).not.toContain(second);
    await page.getByText('Old secrets that still work').waitFor();
    for (const key of [first, second]) {
      expect((await harness.as(key).get(`provider-configs/${config.id}`)).status).toBe(200);
    }
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('Looker is revoked', { exact: true }).waitFor();
    for (const key of [first, second]) {
      expect((await harness.as(key).get(`provider-configs/${config.id}`)).status).toBe(401);
    }

    await admin.go('audit-events?action=api-keys.rotate');
    await page.getByRole('link', { name: 'api-keys.rotate' }).click();
    const drawer = page.getByRole('dialog', { name: 'Event api-keys.rotate' });
    await drawer.getByText('old_secrets').first().waitFor();
    await drawer.getByText('127.0.0.1').waitFor();
    await soon(() => page.url()).toMatch(/action=api-keys\.rotate&event=aev_/);
    await page.reload();
    await drawer.getByText('Before').first().waitFor();
    await drawer.getByText(/req_[0-9a-z]{26}/).waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await soon(() => page.url()).not.toContain('event=');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText(/^All \d+ events are as they were written\.$/).waitFor();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText(/^Verified to #\d+$/).waitFor();
    expect([admin.complaints, reader.complaints]).toEqual([[], []]);
  });

  test('the first bad event is named, and the trail of a period is downloaded', async () => {
    const client = await harness.newInstance();
    const config = await makeConfig(client);
    const { body } = await client.get(`audit-events?resource_id=${config.id}`);
    const [bad] = body.items as { id: string; lane: number; sequence: number }[];
    const { page, go } = await signedIn(dashboard, client);
    await go('audit-events?created_at[gte]=2020-01-01T00:00:00Z');
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^audit-events-\d{4}-\d\d-\d\d\.jsonl$/);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString().trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toContain(bad?.id);

    const { query } = harness.database;
    await query('alter table audit_events disable trigger all');
    await query(`update audit_events set reason = 'another' where id = '${bad?.id}'`);
    await query('alter table audit_events enable trigger all');
    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('The event was changed after it was written.').waitFor();
    await page.getByRole('link', { name: String(bad?.id) }).waitFor();
    await page.getByText(`#${bad?.sequence} of lane ${bad?.lane}`).waitFor();
    await shoot(page, 'verify-bad');
  });

  test('a key grants no more than it holds, and an expiry keeps its seconds', async () => {
    const client = await harness.newInstance();
    const keeper = await makeKey(harness, client, ['api-keys:read', 'api-keys:write', 'jobs:read']);
    const target = await makeKey(harness, client, ['jobs:read'], {
      name: 'Watcher',
      expires_at: '2090-01-02T03:04:05.678Z',
    });
    const { page, go } = await signedIn(dashboard, keeper);
    await go(`api-keys/${target.id}/access`);
    const admin = page.getByRole('checkbox', { name: 'admin' });
    await soon(() => admin.getAttribute('aria-disabled')).toBe('true');
    await soon(() => admin.getAttribute('aria-description')).toContain('The key Key lacks');
    await admin.click({ force: true });
    expect(await admin.isChecked()).toBe(false);
    await page.getByLabel('Name').fill('Watchman');
    await page.getByRole('button', { name: 'Change access' }).click();
    await page.getByRole('heading', { name: 'Watchman', level: 1 }).waitFor();
    const { body } = await client.get(`api-keys/${target.id}`);
    expect([body.name, body.expires_at, body.scopes]).toEqual([
      'Watchman',
      '2090-01-02T03:04:05.678Z',
      ['jobs:read'],
    ]);
    await go(`api-keys/${await ownOf(client, keeper.id)}`);
    expect(await reasonOf(page, 'Rotate')).toContain('The key Key lacks');
  });

  test('a price is edited in its cell: refused at its place, guarded against others, and saved', async () => {
    const client = await harness.newInstance();
    const deployment = await deployShipped(client);
    const model = await makeModel(client, deployment, { prompt_ppm: 2.5 });
    const alias = await makeAlias(client, model);
    const { page, go, complaints } = await signedIn(dashboard, client);
    await go('models');
    const price = page.getByRole('button', { name: `Change Prompt $/M of ${model.name}: 2.5` });
    await price.click();
    const input = page.getByLabel(`Prompt $/M of ${model.name}`, { exact: true });
    await input.fill('-1');
    await page
      .locator(`[data-row="${model.id}"]`)
      .getByText(/greater|least|minimum|0/i)
      .first()
      .waitFor();
    await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true');
    await client.patch(`models/${model.id}`, { completion_ppm: 9 });
    await input.fill('3.75');
    await input.press('Enter');
    await page.getByText('Another writer has changed the model.').waitFor();
    expect((await client.get(`models/${model.id}`)).body.prompt_ppm).toBe(2.5);
    await page.getByRole('button', { name: `Change Completion $/M of ${model.name}: 9` }).waitFor();
    await input.press('Enter');
    const saved = page.getByRole('button', { name: `Change Prompt $/M of ${model.name}: 3.75` });
    await saved.waitFor();
    await expectFocused(saved);
    expect((await client.get(`models/${model.id}`)).body).toMatchObject({
      prompt_ppm: 3.75,
      completion_ppm: 9,
    });
    const name = `Change Tier of ${alias.name}: None`;
    expect(await reasonOf(page, name)).toBe('An alias takes this from its target model.');
    expect(complaints).toEqual([]);
  });

  test('an instance is made, marked and set up; a data key is rotated by a job', async () => {
    const { page, go, complaints } = await signedIn(dashboard, harness.bootstrap);
    await go('instances');
    await page.getByRole('button', { name: 'Create an instance' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create an instance' });
    await dialog.getByLabel('Name').fill('Shop');
    await dialog.getByLabel('Kind').selectOption('Production');
    await dialog.getByRole('button', { name: 'Create an instance' }).click();
    const client = harness.as(await takeSecret(page));
    const own = await signedIn(dashboard, client);
    await own.page.getByText('Production').first().waitFor();
    const { body } = await client.get('instance');
    await go(`instances/${body.id}`);
    await page.getByLabel('Allowed redirect addresses').fill('https://shop.example/done\nnowhere');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/Must be a whole address/).waitFor();
    await page.getByLabel('Allowed redirect addresses').fill('https://shop.example/done');
    await harness.bootstrap.patch(`instances/${body.id}`, { name: 'Shop of others' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Another writer has changed the instance').waitFor();
    await page.getByRole('heading', { name: 'Shop of others', level: 1 }).waitFor();
    await soon(() => page.getByLabel('Allowed redirect addresses').inputValue()).toBe(
      'https://shop.example/done',
    );
    await page.getByLabel('Colour', { exact: true }).fill('#b3261e');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved').waitFor();
    expect((await client.get('instance')).body).toMatchObject({
      name: 'Shop of others',
      setup_page: { color: '#b3261e', allowed_redirects: ['https://shop.example/done'] },
    });

    await own.go('encryption');
    await own.page.getByText('active').first().waitFor();
    await own.page.getByRole('button', { name: 'Rotate' }).first().click();
    await own.page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click();
    await own.page.getByRole('link', { name: 'data-keys.rotate' }).click();
    await own.page.getByRole('heading', { name: 'Progress' }).waitFor();
    const jobs = await client.get('jobs?kind=data-keys.rotate');
    expect(jobs.body.items).toHaveLength(1);
    while (await workOnNext(runnerSource(harness, jobHandlers), 'one', never));
    await own.page.getByText('done', { exact: true }).first().waitFor();
    await own.go('encryption');
    await own.page.getByText('opens older values').waitFor();
    expect([complaints, own.complaints]).toEqual([[], []]);
  });
});

/** Finds the key of the instance that holds more than another one. */
async function ownOf(client: Client, other: string): Promise<string> {
  const { body } = await client.get('api-keys?order=asc');
  return body.items.find(({ id }: { id: string }) => id !== other).id;
}
