import { registry } from '@berth/domain';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { resources } from '../../../../packages/client/src/resources.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { addRow, makeScene } from '../support/conformance-kit.ts';
import {
  dashboardOf,
  executablePath,
  needsBrowser,
  shoot,
  signedIn,
  type Visit,
  violationsIn,
} from '../support/editor-kit.ts';
import { drawnField } from '../support/fill-drawn.ts';
import { startHarness } from '../support/harness.ts';
import { makeSession, makeSetupProvider } from '../support/setup-kit.ts';

/* Each page of the router, with a row where it shows one, and each of its tabs. A new page is checked without code. */

const harness = await startHarness({ directly: true });
// The pages load what they show when they are opened, so that this reads their paths alone.
const { pages } = await vi.importActual<{ pages: readonly { path: string }[] }>(
  '../../../admin/src/pages/index.ts',
);
const own = new Set(pages.map(({ path }) => path));
const views = pages.flatMap(({ path }) => {
  if (!path.startsWith('$resource')) return [path];
  return resources.map((resource) => path.replace('$resource', resource.path)).filter((it) => !own.has(it));
});
/** States of pages that only their address makes. */
const states = ['audit-events?event=$id', 'provider-configs/new?provider=openai'];
/**
 * The widths, with the themes of each and the rules that can differ between them; undefined for all. The colours do not
 * depend on the width: the long run looks at them in both all the same.
 */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const LOOKS: readonly (readonly [width: number, theme: 'light' | 'dark', rules?: readonly string[]])[] = [
  [1280, 'light'],
  [360, 'dark'],
  ...(isLongRun
    ? ([
        [1280, 'dark', COLOURS],
        [360, 'light', COLOURS],
      ] as const)
    : []),
];

const dashboard = dashboardOf(harness);
let visit: Visit;
/** The id of a row of each resource, by its path. */
const rows = new Map<string, string>();

beforeAll(async () => {
  if (!executablePath) return;
  const client = harness.bootstrap;
  for (const resource of registry.resources) {
    const { path } = resource.wire;
    const needsVersion = Object.values(resource.read.filters).some(({ required }) => required);
    const id = needsVersion
      ? (await makeScene({ ...harness, newInstance: async () => client } as never, resource, 1)).ids[0]
      : await addRow({ resource, client, ids: [], base: '', body: undefined });
    rows.set(path, id ?? '');
  }
  // Old secrets of a key, the progress of a job, and a change with its before and after
  await client.post(`api-keys/${rows.get('api-keys')}/rotate`, {});
  await client.post('encryption/rotate', { keys: 'data' });
  const named = { name: 'Day mail', metadata: { team: 'post' } };
  await client.patch(`provider-configs/${rows.get('provider-configs')}`, named);
  const { body } = await client.get('audit-events?action=provider-configs.update');
  rows.set('audit-events', body.items[0].id);
  visit = await signedIn(dashboard, client);
}, 60_000);

/** Waits until a page has what it shows. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('.animate-pulse, [aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** Lists what is wrong with a page in each theme and width: the rules that it breaks, and a page that is too wide. */
async function flawsOf(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const [width, colorScheme, rules] of LOOKS) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const look = `${name} ${colorScheme} ${width}`;
    for (const { id, nodes } of await violationsIn(page, rules))
      found.push(`${look}: ${id} ${nodes[0]?.html.slice(0, 200)}`);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    if (Number(overflow) > 0) found.push(`${look}: ${overflow} pixels too wide`);
    await shoot(page, look.replaceAll(/[/ $]+/g, '-'));
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return found;
}

describe.skipIf(!executablePath)(
  `axe finds nothing in both themes, wide and narrow${needsBrowser}`,
  {
    timeout: 60_000,
  },
  () => {
    test.each([...views, ...states])('on %s', async (view) => {
      const { page, go, complaints } = visit;
      complaints.length = 0;
      const [resource = ''] = view.split(/[/?]/);
      await go(view === '/' ? '' : view.replace('$id', rows.get(resource) ?? 'missing'));
      await settled(page);
      expect(await page.getByText('There is no such page').count()).toBe(0);
      const flaws = await flawsOf(page, view);
      for (const tab of await page.locator('main [role=tab][aria-selected=false]').allTextContents()) {
        await page.getByRole('tab', { name: tab, exact: true }).click();
        await settled(page);
        flaws.push(...(await flawsOf(page, `${view} ${tab}`)));
      }
      expect([flaws, complaints]).toEqual([[], []]);
    });

    test('on a path that no page has, and on the sign-in', async () => {
      const { page, go } = visit;
      await go('nowhere/at/all');
      await settled(page);
      const flaws = await flawsOf(page, 'no page');
      const stranger = await (await dashboard.browser.newContext()).newPage();
      await stranger.goto(`${dashboard.url}/dashboard`);
      await settled(stranger);
      expect([...flaws, ...(await flawsOf(stranger, 'sign-in'))]).toEqual([]);
    });

    test('on the setup page: its form, its refusal, its end, and a link that is used up', async () => {
      const client = harness.bootstrap;
      const provider = await makeSetupProvider(client);
      const session = await makeSession(client, { provider_id: provider.id });
      const person = await (await dashboard.browser.newContext()).newPage();
      await person.goto(session.url);
      await person.locator('[data-part="config"] [data-form]').waitFor();
      const flaws = await flawsOf(person, 'setup');
      await person.locator('.finish').click();
      await person.locator('.summary').waitFor();
      flaws.push(...(await flawsOf(person, 'setup refused')));
      await drawnField(person, 'auth', '/token').fill('token-0000');
      await drawnField(person, 'config', '/host').fill('api.acme.test');
      await person.locator('.finish').click();
      await person.waitForURL(/\/setup\/done/);
      flaws.push(...(await flawsOf(person, 'setup done')));
      await person.goto(session.url);
      flaws.push(...(await flawsOf(person, 'setup used up')));
      expect(flaws).toEqual([]);
    });
  },
);
