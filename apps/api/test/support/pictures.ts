import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../../scripts/browser.mjs';
import type { Shown } from '../../../../scripts/pictures/showcase.ts';

const VIEW = { width: 1280, height: 800 };
const SCALE = 0.75;
const QUALITY = 80;
const MOST_BYTES = 60_000;

interface Picture {
  /** The file without its ending. */
  name: string;
  theme: 'light' | 'dark';
  path: (shown: Shown) => string;
  /** Brings the page to what the picture shows, and waits for it. */
  ready: (page: Page) => Promise<unknown>;
}

const PICTURES: readonly Picture[] = [
  {
    name: 'dashboard-home',
    theme: 'light',
    path: () => '',
    ready: (page) => page.getByRole('img', { name: /audit events/ }).waitFor(),
  },
  {
    name: 'dashboard-catalog',
    theme: 'light',
    path: () => 'catalog',
    ready: (page) => page.getByText('20 providers').waitFor(),
  },
  {
    name: 'dashboard-configs',
    theme: 'dark',
    path: () => 'provider-configs',
    ready: (page) => page.getByRole('link', { name: 'Search answers' }).waitFor(),
  },
  {
    name: 'dashboard-editor',
    theme: 'light',
    path: ({ config }) => `provider-configs/${config}/edit`,
    ready: (page) => page.locator('[data-form]').waitFor(),
  },
  {
    name: 'dashboard-history',
    theme: 'dark',
    path: ({ vault }) => `provider-config-vaults/${vault}?tab=history`,
    ready: (page) =>
      page.getByRole('group', { name: 'Compare two revisions' }).getByRole('row').nth(2).waitFor(),
  },
  {
    name: 'dashboard-upgrade',
    theme: 'light',
    path: ({ deployment }) => `provider-deployments/${deployment}/upgrade`,
    ready: (page) => page.getByText('2 break').waitFor(),
  },
];

/** Takes each picture of a server in a browser, as WebP of at most 60 kB. */
export async function takePictures(url: string, key: string, shown: Shown, folder: string): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('There is no Chromium: scripts/browser.mjs says how to get one.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const picture of PICTURES) {
      const bytes = await take(browser, { url, key, shown, picture });
      if (bytes.length > MOST_BYTES) throw new Error(`${picture.name} has ${bytes.length} bytes.`);
      writeFileSync(join(folder, `${picture.name}.webp`), bytes);
    }
  } finally {
    await browser.close();
  }
}

interface Taking {
  url: string;
  key: string;
  shown: Shown;
  picture: Picture;
}

async function take(browser: Browser, { url, key, shown, picture }: Taking): Promise<Buffer> {
  const context = await browser.newContext({ viewport: VIEW, colorScheme: picture.theme });
  await context.request.post(`${url}/dashboard/session`, {
    data: { key },
    headers: { origin: url, 'sec-fetch-site': 'same-origin' },
  });
  const page = await context.newPage();
  await page.goto(`${url}/dashboard/${picture.path(shown)}`);
  await picture.ready(page);
  await page.waitForLoadState('networkidle');
  const devtools = await context.newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { x: 0, y: 0, ...VIEW, scale: SCALE },
  });
  await context.close();
  return Buffer.from(data, 'base64');
}
