import { describe, expect, test } from 'vitest';
import { makeExample } from '../support/editor-example.ts';
import {
  dashboardOf,
  executablePath,
  expectAccessible,
  leafAt,
  needsBrowser,
  openEdit,
  shoot,
  signedIn,
  verdictOn,
} from '../support/editor-kit.ts';
import { startHarness } from '../support/harness.ts';
import { makeDeployment } from '../support/rules-kit.ts';

const harness = await startHarness({ directly: true });

const dashboard = dashboardOf(harness);

describe.skipIf(!executablePath)(`the look of the editor${needsBrowser}`, { timeout: 120_000 }, () => {
  const looks = (['light', 'dark'] as const).flatMap((theme) =>
    [1280, 360].map((width) => [theme, width] as const),
  );
  test.each(looks)('axe finds nothing, %s at %d pixels', async (theme, width) => {
    const { client, config, provider } = await makeExample(harness);
    const visit = await signedIn(dashboard, client, { theme, width });
    const { page, complaints } = visit;
    await openEdit(visit, 'provider-configs', config.id);
    await leafAt(page, '/endpoint').fill('no address');
    await page.locator('[data-problems]').waitFor();
    await expectAccessible(page);
    await shoot(page, `edit-${theme}-${width}`);
    for (const tab of ['JSON', 'Test']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectAccessible(page);
      await shoot(page, `edit-${tab}-${theme}-${width}`);
    }
    await leafAt(page, '/endpoint').fill('https://elsewhere.acme.test');
    await verdictOn(page, 'fits');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[data-stale]').first().waitFor();
    await expectAccessible(page);
    await shoot(page, `stale-${theme}-${width}`);
    await page.keyboard.press('Escape');
    await client.patch(`provider-configs/${config.id}`, { value: { endpoint: 'https://theirs.acme.test' } });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('[data-conflict]').getByText('/endpoint').waitFor();
    await expectAccessible(page);
    await shoot(page, `conflict-${theme}-${width}`);
    await page.keyboard.press('Escape');
    const deployment = await makeDeployment(client, provider, { name: 'Production' });
    await page.goto(`${dashboard.url}/dashboard/provider-configs/new?deployment=${deployment.id}`);
    await page.getByRole('button', { name: 'Continue' }).waitFor();
    await expectAccessible(page);
    await shoot(page, `new-${theme}-${width}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
