import { describe, expect, test } from 'vitest';
import { approvalIdOf, approvalOf, requireApprovals } from '../support/approvals-kit.ts';
import {
  dashboardOf,
  executablePath,
  expectAccessible,
  needsBrowser,
  signedIn,
} from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import { makeProvider, publish } from '../support/rules-kit.ts';

/** Versions that wait for approval, in a browser. */

const harness = await startHarness({ directly: true });

const dashboard = dashboardOf(harness);

const TOOL = { key: 'purge', name: 'Purge' };

describe.skipIf(!executablePath)(`approvals in the dashboard${needsBrowser}`, { timeout: 90_000 }, () => {
  test('Home leads to a version that waits, whose page shows the changes and decides with a reason', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { tools: [TOOL] });
    await requireApprovals(harness, client, { tool_changes: true });
    const tools = [{ ...TOOL, description: 'Deletes what is old.' }];
    const next = await publish(client, provider, '2', { tools, name: 'Second edition' });
    const { page, go, complaints } = await signedIn(dashboard, client);
    await go('');
    await page.getByRole('link', { name: /Versions that wait for approval/ }).click();
    await page.getByRole('link', { name: 'Second edition' }).click();
    await page.getByRole('heading', { name: 'Second edition', level: 1 }).waitFor();
    await page.getByText('Deletes what is old.').first().waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Reject Second edition?' });
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await dialog.getByText('A rejection needs a reason.').waitFor();
    await dialog.getByLabel('Reason').fill('It deletes.');
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await approvalOf(client, next.id)).status).toBe('rejected');
    expect((await approvalOf(client, next.id)).decision.reason).toBe('It deletes.');
    const again = page.getByRole('button', { name: 'Reject', exact: true });
    await expect.poll(() => again.getAttribute('aria-disabled')).toBe('true');

    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    const approval = page.getByRole('dialog', { name: 'Approve Second edition?' });
    await approval.getByRole('button', { name: 'Approve' }).click();
    await approval.waitFor({ state: 'detached' });
    await expect.poll(async () => (await approvalOf(client, next.id)).status).toBe('approved');
    expect(complaints).toEqual([]);

    const reader = await signedIn(dashboard, await makeKey(harness, client, ['reader'], { name: 'Looker' }));
    await reader.go(`version-approvals/${approvalIdOf(next.id)}`);
    const off = reader.page.getByRole('button', { name: 'Reject', exact: true });
    await expect.poll(() => off.getAttribute('aria-disabled'), { timeout: 10_000 }).toBe('true');
    await off.focus();
    const reason = reader.page.locator(`[id="${await off.getAttribute('aria-describedby')}"]`);
    expect(await reason.textContent()).toBe('The key Looker lacks version-approvals:write.');
  });

  test('the settings of an instance switch the approvals on', async () => {
    const client = await harness.newInstance();
    const { page, go } = await signedIn(dashboard, harness.bootstrap);
    await go(`instances/${client.instanceId}`);
    await page.getByLabel('Require an approval of new versions of public providers').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved').waitFor();
    expect((await client.get('instance')).body.approvals).toEqual({
      public_versions: true,
      tool_changes: false,
    });
  });
});
