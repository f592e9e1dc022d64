import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type FormField, openVisit, pageFormsOf, registry } from '@berth/domain';
import { serve } from '@hono/node-server';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../../../scripts/browser.mjs';
import { isBuilt } from '../../src/dashboard/index.ts';
import { corpus, needsCorpus } from '../support/corpus-files.ts';
import { drawnField, fillDrawn } from '../support/fill-drawn.ts';
import { fillForm } from '../support/fill-form.ts';
import { startHarness } from '../support/harness.ts';
import { network, PROVIDER, startOAuthProvider } from '../support/oauth-kit.ts';
import { makeProvider, NOTHING } from '../support/rules-kit.ts';
import { CREDENTIAL, makeSession, makeSetupProvider } from '../support/setup-kit.ts';
import { signInInstance } from '../support/sign-in-kit.ts';

const harness = await startHarness({ directly: true, network });
const oauth = await startOAuthProvider();
const executablePath = findBrowser();
const needsBrowser = executablePath
  ? ''
  : ' (skipped: no Chromium; node scripts/browser.mjs says how to get one)';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env.BERTH_TEST_SHOTS;
const WIDTHS = { wide: 1280, narrow: 360 };

const SCHEMAS = [
  'airbyte.destination-redis',
  'airbyte.destination-kafka',
  'airbyte.destination-qdrant',
  'airbyte.source-adjust',
  'airbyte.source-senseforce',
  'faros.github-source',
  'cloudquery.source-test',
  'prefect.snowflake-connector',
];

let browser: Browser;
let server: ReturnType<typeof serve>;

beforeAll(async () => {
  if (!executablePath) return;
  server = serve({ fetch: harness.app.fetch, hostname: '127.0.0.1', port: 0 });
  if (!server.listening) await once(server, 'listening');
  harness.settings.publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      // The OAuth provider is a server of this test, with a certificate of its own
      `--host-resolver-rules=MAP ${PROVIDER} 127.0.0.1`,
      '--ignore-certificate-errors',
    ],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

interface Opened {
  page: Page;
  /** The complaints of the browser: refused scripts and styles, failed requests, and those that leave the origin. */
  complaints: string[];
}

/** Opens a page: with the form of the dashboard, with the fields of the page and its small script, or without any. */
async function openPage(
  url: string,
  width: number,
  form: 'drawn' | 'fields' | 'plain' = 'drawn',
): Promise<Opened> {
  const colorScheme = width === WIDTHS.narrow ? 'dark' : 'light';
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    javaScriptEnabled: form !== 'plain',
    colorScheme,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  page.on('request', (request) => {
    const address = request.url();
    const isKnown = [harness.settings.publicUrl, `https://${PROVIDER}`, 'data:'].some((own) =>
      address.startsWith(own),
    );
    if (!isKnown) complaints.push(address);
  });
  if (form === 'fields') {
    await page.route('**/setup/assets/form/*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
  }
  await page.goto(url);
  return { page, complaints };
}

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const found = await page.evaluate('axe.run()');
  const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

/** The form of a session's config, as its page has it. */
async function formOf(url: string): Promise<FormField> {
  const { pathname, searchParams } = new URL(url);
  const [, , instanceId = '', id = ''] = pathname.split('/');
  const { database, secrets, settings } = harness;
  const network = undefined as never;
  const visit = await openVisit(
    {
      database,
      client: { ip: null, userAgent: null },
      now: new Date(),
      requestId: '',
      services: { registry, secrets, settings, network, audit: network },
    },
    { instanceId, id, secret: searchParams.get('client_secret') ?? '' },
  );
  const { config } = await pageFormsOf(visit as never);
  return config as FormField;
}

/** Sends the form of the dashboard, and waits for the page that follows, or for the problems that are found. */
async function sendDrawn(page: Page): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator('.finish').click();
  if ((await answered).ok()) await page.waitForURL('**/setup/done');
  else await page.locator('.summary:focus').waitFor();
}

/** Sends the form, and waits for the page that answers. */
async function submit(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator('.finish').click()]);
}

describe.skipIf(!executablePath || !corpus)(
  `in a browser${needsBrowser}${corpus ? '' : ` (skipped: ${needsCorpus})`}`,
  { timeout: 90_000 },
  () => {
    /** Each schema in both forms, one of them wide and the other narrow. */
    const cases = SCHEMAS.flatMap((name, i) =>
      (['drawn', 'fields'] as const).map(
        (mode, j) => [name, mode, (i + j) % 2 === 0 ? 'wide' : 'narrow'] as const,
      ),
    );

    test.each(cases)('%s is completed, %s and %s', async (name, mode, size) => {
      const isDrawn = mode === 'drawn' && isBuilt();
      const width = WIDTHS[size as keyof typeof WIDTHS];
      const found = corpus?.find(({ file }) => file === name);
      if (!found) throw new Error(`${name} is not in the corpus`);
      const { schema, instances } = found;
      const client = await harness.newInstance();
      const provider = await makeProvider(client, { config_schema: schema });
      await client.patch(`providers/${provider.id}`, { name: String(schema.title ?? name) });
      const session = await makeSession(client, { provider_id: provider.id, name: 'For the night shift' });
      const form = await formOf(session.url);
      const { page, complaints } = await openPage(session.url, width, mode);
      if (isDrawn) await page.locator('[data-form]').waitFor();
      expect(page.url()).not.toContain('client_secret');
      await expectAccessible(page);
      await shoot(page, `${name}-${mode}-${size}-empty`);
      await (isDrawn ? sendDrawn(page) : submit(page));
      if ((await page.locator('.summary').count()) > 0) {
        await expectAccessible(page);
        await shoot(page, `${name}-${mode}-${size}-refused`);
        const value = instances?.validFull ?? instances?.valid;
        if (isDrawn) await fillDrawn(page.locator('[data-part="config"]'), form, value);
        else await fillForm(page, form, 'config', value);
        await shoot(page, `${name}-${mode}-${size}-filled`);
        await (isDrawn ? sendDrawn(page) : submit(page));
      }
      await shoot(page, `${name}-${mode}-${size}-done`);
      const problems = await page.locator('.summary li').allTextContents();
      expect([new URL(page.url()).pathname, problems]).toEqual(['/setup/done', []]);
      await expectAccessible(page);
      expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
      const { body } = await client.get(`provider-setup-sessions/${session.id}`);
      expect([body.status, body.config.status]).toEqual(['completed', 'active']);
      await page.context().close();
    });

    test.skipIf(!isBuilt())(
      'a refused form keeps what was entered, and its problems go as they are mended',
      async () => {
        const client = await harness.newInstance();
        const method = (key: string) => ({ key, type: 'token', name: `By ${key}`, input_schema: CREDENTIAL });
        const provider = await makeSetupProvider(client, { auth_methods: [method('mail'), method('badge')] });
        const session = await makeSession(client, { provider_id: provider.id });
        const { page, complaints } = await openPage(session.url, WIDTHS.wide);
        await page.locator('[data-form]').waitFor();
        await page.locator('.finish').click();
        await page.locator('.summary').getByText('Must be one of the list.').waitFor();
        await page.getByLabel('How to sign in').selectOption('By badge');
        await drawnField(page, 'auth', '/token').fill('short');
        await drawnField(page, 'config', '/host').fill('api.acme.test');
        await sendDrawn(page);
        await expectAccessible(page);
        await page.locator('.summary').getByRole('link', { name: 'Token' }).click();
        const token = drawnField(page, 'auth', '/token');
        expect(await token.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
        expect([await token.inputValue(), await token.getAttribute('aria-invalid')]).toEqual([
          'short',
          'true',
        ]);
        await token.fill('token-0000');
        await expect.poll(() => token.getAttribute('aria-invalid')).toBeNull();
        await sendDrawn(page);
        const { body } = await client.get(`provider-setup-sessions/${session.id}`);
        expect(body).toMatchObject({ status: 'completed', auth_config: { auth_method: { key: 'badge' } } });
        expect(complaints.filter((text) => !text.includes('status of 400'))).toEqual([]);
        await page.context().close();
      },
    );

    test.skipIf(!isBuilt())(
      'an answer of a gateway before Berth leaves the form as it was filled in',
      async () => {
        const client = await harness.newInstance();
        const provider = await makeSetupProvider(client);
        const session = await makeSession(client, { provider_id: provider.id, type: 'config_only' });
        const { page } = await openPage(session.url, WIDTHS.wide);
        await drawnField(page, 'config', '/host').fill('api.acme.test');
        const [html, json] = ['text/html', 'application/json'];
        const foreign: [number, string, string][] = [
          [502, html, '<h1>Bad Gateway</h1>'],
          [200, html, '<main><h1>Sign in to this network</h1><form></form></main>'],
          [429, json, '{"message":"too many requests"}'],
          [504, json, '{"message":'],
        ];
        for (const [status, contentType, body] of foreign) {
          await page.route(page.url(), (route) => route.fulfill({ status, contentType, body }), { times: 1 });
          await page.locator('.finish').click();
          await page.locator('.summary:focus').getByText('could not be sent').waitFor();
          expect(await drawnField(page, 'config', '/host').inputValue()).toBe('api.acme.test');
          // Back to the button, so that the next answer takes the focus again
          await page.locator('.finish').focus();
        }
        await sendDrawn(page);
        const { body } = await client.get(`provider-setup-sessions/${session.id}`);
        expect(body.status).toBe('completed');
        await page.context().close();
      },
    );

    test('the fields of the page stay for a visitor who is faster than the script', async () => {
      const client = await harness.newInstance();
      const provider = await makeSetupProvider(client);
      const session = await makeSession(client, { provider_id: provider.id });
      const page = await (await browser.newContext()).newPage();
      let release = () => {};
      const typed = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/setup/assets/form/*.js', async (route) => {
        await typed;
        await route.continue();
      });
      await page.goto(session.url, { waitUntil: 'commit' });
      await page.locator('[name="auth/token"]').fill('token-0000');
      // The small script of the page waits for no other
      await page.locator('html.scripted').waitFor({ state: 'attached' });
      await page.locator('[name="config/host"]').fill('api.acme.test');
      release();
      await page.waitForLoadState('load');
      expect(await page.locator('[data-form]').count()).toBe(0);
      await submit(page);
      expect(new URL(page.url()).pathname).toBe('/setup/done');
      await page.context().close();
    });

    test('a form of pickers and secrets works without JavaScript', async () => {
      const client = await harness.newInstance();
      const provider = await makeSetupProvider(client);
      await harness.bootstrap.patch(`instances/${client.instanceId}`, {
        setup_page: { title: 'Acme', color: '#ffd400' },
      });
      const session = await makeSession(client, { provider_id: provider.id });
      const { page } = await openPage(session.url, 1280, 'plain');
      await page.locator('[name="auth/token"]').fill('token-0000');
      await page.locator('[name="config/host"]').fill('api.acme.test');
      await shoot(page, 'plain-wide');
      await submit(page);
      expect(new URL(page.url()).pathname).toBe('/setup/done');
    });

    test.each(Object.entries(WIDTHS))(
      'the button of an OAuth method signs in at the provider and comes back, %s',
      async (size, width) => {
        const { client, session } = await signInInstance(harness, oauth, {
          version: { config_schema: NOTHING },
        });
        const made = await session({ redirect_url: null });
        const { page, complaints } = await openPage(made.url, width);
        await expectAccessible(page);
        await shoot(page, `sign-in-${size}`);
        await page.getByRole('button', { name: 'Continue with' }).click();
        await page.waitForURL('**/setup/done');
        await expectAccessible(page);
        await shoot(page, `sign-in-${size}-done`);
        expect(complaints).toEqual([]);
        const { body } = await client.get(`provider-setup-sessions/${made.id}`);
        expect(body).toMatchObject({
          status: 'completed',
          auth_config: { type: 'oauth_automated', health: 'ok' },
        });
        await page.goto(made.url.split('?')[0] ?? '');
        await page.getByRole('heading', { name: 'This setup is complete', level: 1 }).waitFor();
        await expectAccessible(page);
        await shoot(page, `reloaded-${size}`);
        await page.context().close();
      },
    );

    test('a page is shown in a frame of an allowed origin, and of no other', async () => {
      const client = await harness.newInstance();
      const provider = await makeSetupProvider(client);
      let inside = '';
      const host = createServer((_, response) =>
        response.setHeader('content-type', 'text/html').end(`<iframe src="${inside}"></iframe>`),
      ).listen(0, '127.0.0.1');
      await once(host, 'listening');
      // Another origin of the same site
      const own = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
      const framed = async (allowed_origins: string[]) => {
        await harness.bootstrap.patch(`instances/${client.instanceId}`, { setup_page: { allowed_origins } });
        const session = await makeSession(client, { provider_id: provider.id });
        inside = session.url;
        const page = await (await browser.newContext()).newPage();
        await page.goto(own);
        // The frame of a refused page holds an error of the browser
        await expect.poll(() => page.frames()[1]?.url()).toMatch(/^(http|chrome-error):/);
        return page.frames().find((frame) => frame.url().startsWith(harness.settings.publicUrl)) ?? null;
      };
      expect(await framed(['https://app.example.com'])).toBeNull();
      const frame = await framed([own]);
      const field = (part: 'auth' | 'config', name: string) =>
        frame &&
        (isBuilt() ? drawnField(frame, part, `/${name}`) : frame.locator(`[name="${part}/${name}"]`));
      await field('auth', 'token')?.fill('token-0000');
      await field('config', 'host')?.fill('api.acme.test');
      await frame?.locator('.finish').click();
      await frame?.getByText('The setup is complete').waitFor();
      expect(frame).not.toBeNull();
      host.close();
    });
  },
);
