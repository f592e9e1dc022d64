import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { answer } from '../http/answer.ts';
import type { Env } from '../http/request.ts';
import { ASSET_PATH, readAssets } from './assets.ts';
import { documentNames } from './documents.ts';
import { type ErrorSection, errorsPage } from './errors.ts';
import { frontPage, pageLinks } from './front.ts';
import { CONTENT_SECURITY_POLICY, referencePage } from './page.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const HTML = 'text/html';

const README = new URL('../../../../README.md', import.meta.url);

/**
 * Mounts the pages for people: `/`, `/docs`, `/docs/errors` and `/docs/readme`. They need no key and are served from
 * memory, also below a path that ends in a slash. Each is made when it is first asked for.
 */
export function mountReference(
  app: Hono<Env>,
  errors: readonly ErrorSection[],
  hasDashboard: () => boolean,
  basePath = '',
): void {
  const assets = made(() => readAssets(basePath));
  serve('/docs', HTML, () => referencePage(assets(), documentNames, basePath));
  serve('/docs/errors', HTML, () => errorsPage(assets(), errors));
  serve('/docs/readme', 'text/plain', () => readFileSync(README, 'utf8'));
  app.get(ASSET_PATH, (c, next) => {
    const asset = Object.values(assets()).find(({ path }) => path === c.req.path);
    if (!asset) return next();
    const headers = { 'Content-Type': asset.type, 'Cache-Control': FOR_EVER, ...unsniffed };
    return new Response(asset.body, { headers });
  });
  app.get('/', (c) => {
    const request = c.get('request');
    const { version } = request.server;
    const links = pageLinks
      .filter(({ optional }) => !optional || hasDashboard())
      .map((link) => ({ ...link, path: basePath + link.path }));
    const headers = { ...headersOf(HTML), Vary: 'Accept' };
    const type = accepts(c, { header: 'Accept', supports: [JSON_TYPE, HTML], default: JSON_TYPE });
    if (type === HTML) return new Response(frontPage(assets(), version, links), { headers });
    const paths = Object.fromEntries(links.map(({ name, path }) => [name, path]));
    return answer(request, 200, { name: 'berth', version, links: paths }, { Vary: 'Accept' });
  });

  function serve(path: string, type: string, make: () => string): void {
    const headers = headersOf(type);
    const text = made(make);
    for (const each of [path, `${path}/`]) app.get(each, () => new Response(text(), { headers }));
  }
}

/** Makes a value when it is first asked for, and keeps it. */
function made<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

const JSON_TYPE = 'application/json';

const unsniffed = { 'X-Content-Type-Options': 'nosniff' };

const headersOf = (type: string) => ({
  'Content-Type': `${type}; charset=utf-8`,
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
  ...unsniffed,
});
