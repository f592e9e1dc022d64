import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { closeAfterFile } from '@berth/db/testing';
import { serve } from '@hono/node-server';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { findBrowser } from '../../../../scripts/browser.mjs';
import type { Client, Harness } from './harness.ts';

export const executablePath = findBrowser();
export const needsBrowser = executablePath
  ? ''
  : ' (skipped: no Chromium; node scripts/browser.mjs says how to get one)';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.BERTH_TEST_SHOTS;

/** The dashboard in a browser, served by the application of a harness. */
export interface Dashboard {
  /** Each of its windows is watched. */
  browser: Browser;
  url: string;
  /** Closes the browser. Fails when a window complained or a breach of the policy was reported. */
  close: () => Promise<void>;
}

/** Opens the dashboard before the tests of a file, where there is a browser, and closes it after them. */
export function dashboardOf(harness: Harness): Omit<Dashboard, 'close'> {
  let opened: Dashboard | undefined;
  beforeAll(async () => {
    if (executablePath) opened = await openDashboard(harness);
  }, 60_000);
  afterAll(() => opened?.close());
  const open = () => {
    if (!opened) throw new Error('The dashboard is open while tests run.');
    return opened;
  };
  return {
    get browser() {
      return open().browser;
    },
    get url() {
      return open().url;
    },
  };
}

async function openDashboard(harness: Harness): Promise<Dashboard> {
  const server = serve({ fetch: harness.app.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  harness.settings.publicUrl = url;
  closeAfterFile(async () => void server.close());
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  closeAfterFile(() => browser.close());
  const complaints: string[] = [];
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    watch(context, url, (text) => complaints.push(`${expect.getState().currentTestName}: ${text}`));
    return context;
  };
  return {
    browser,
    url,
    close: async () => {
      await browser.close();
      expect(complaints).toEqual([]);
      expect(harness.logged.filter((line) => line.includes('policy breach'))).toEqual([]);
    },
  };
}

/** Tells each exception, each error and warning of the console, and each request that leaves the origin. */
function watch(context: BrowserContext, url: string, tell: (complaint: string) => void): void {
  context.on('console', (message) => {
    const text = message.text();
    // The browser reports a refused dry run as a failed resource, and each request while a test has it offline
    const isMeant = /the server responded with a status of 4\d\d|ERR_INTERNET_DISCONNECTED/.test(text);
    if (['error', 'warning'].includes(message.type()) && !isMeant) tell(text);
  });
  context.on('weberror', (failure) => tell(String(failure.error().stack)));
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:')) tell(request.url());
    if (request.url().endsWith('/csp-report')) tell(`policy: ${request.postData()}`);
  });
}

export interface Visit {
  page: Page;
  /** The complaints of the browser: exceptions, refused scripts and styles, failed requests. */
  complaints: string[];
  /** Opens a view by its address. */
  go: (path: string) => Promise<void>;
}

interface Look {
  width?: number;
  theme?: 'light' | 'dark';
}

/** Signs in with a client's key, in a browser window of its own. */
export async function signedIn(
  { browser, url }: Omit<Dashboard, 'close'>,
  { key }: Client,
  { width = 1280, theme = 'light' }: Look = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: theme });
  const answer = await context.request.post(`${url}/dashboard/session`, {
    data: { key },
    headers: { origin: url, 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  watch(context, url, (text) => complaints.push(text));
  await page.goto(`${url}/dashboard/`);
  await page.locator('h1').first().waitFor();
  return {
    page,
    complaints,
    go: async (path) => {
      await page.goto(`${url}/dashboard/${path}`);
    },
  };
}

/** Expects of a page that may still be loading: `await soon(() => field.inputValue()).toBe('a')`. */
export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 15_000 });

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** Lists the rules of accessibility that a page breaks, with the elements; `rules` are those to look at. */
export async function violationsIn(page: Page, rules?: readonly string[]): Promise<Violation[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE);
  const options = { resultTypes: ['violations'], ...(rules ? { runOnly: rules } : {}) };
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as { violations: Violation[] };
  return found.violations;
}

export async function expectAccessible(page: Page): Promise<void> {
  const violations = await violationsIn(page);
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
}

/** Waits until an element has the focus. */
export const expectFocused = (element: Locator): Promise<void> =>
  soon(() => element.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);

export async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** The controls of the leaf at a place. */
export const leafAt = (page: Page, place: string) => page.locator(`[data-path=${JSON.stringify(place)}]`);

/** Opens the form for a new config of a provider. */
export async function openNew({ page, go }: Visit, provider: string): Promise<void> {
  await go(`provider-configs/new?provider=${provider}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('[data-form]').waitFor();
}

/** Opens the editor of a stored value. */
export async function openEdit({ page, go }: Visit, path: string, id: string): Promise<void> {
  await go(`${path}/${id}/edit`);
  await page.locator('[data-form]').waitFor();
}

/** Presses Save or Create, confirms the secrets that go stale, and waits until the page of the row is there. */
export async function save(page: Page, path: string): Promise<string> {
  await page
    .getByRole('button', { name: /^(Save|Create)$/ })
    .first()
    .click();
  const isSaved = page.waitForURL((url) => new RegExp(`/${path}/[a-z]+_[0-9a-z]{26}$`).test(url.pathname));
  const confirm = page.getByRole('button', { name: 'Save and confirm them' });
  await Promise.race([isSaved, confirm.waitFor().then(() => confirm.click())]);
  await isSaved;
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Waits until the server has said what it thinks of the value. */
export const verdictOn = (page: Page, text: string | RegExp) =>
  page.locator('[data-verdict="checked"]').filter({ hasText: text }).waitFor();
