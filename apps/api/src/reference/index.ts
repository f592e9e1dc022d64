import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import { answer } from '../http/answer.ts';
import type { Env } from '../http/request.ts';
import { readAssets } from './assets.ts';
import { readDocuments } from './documents.ts';
import { type ErrorSection, errorsPage } from './errors.ts';
import { frontPage, pageLinks } from './front.ts';
import { CONTENT_SECURITY_POLICY, referencePage } from './page.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const HTML = 'text/html';

// The same path from src/ and from dist/.
const README = new URL('../../../../README.md', import.meta.url);

/**
 * Mounts the pages for people: `/`, `/docs`, `/docs/errors` and `/docs/readme`. They need no key and are served from
 * memory, also below a path that ends in a slash.
 */
export function mountReference(
  app: Hono<Env>,
  errors: readonly ErrorSection[],
  hasDashboard: () => boolean,
  basePath = '',
): void {
  const assets = readAssets(basePath);
  const pages = {
    '/docs': referencePage(assets, [...readDocuments().keys()], basePath),
    '/docs/errors': errorsPage(assets, errors),
  };
  for (const [path, page] of Object.entries(pages)) serve(path, page, HTML);
  serve('/docs/readme', readFileSync(README, 'utf8'), 'text/plain');
  for (const { path, type, body } of Object.values(assets)) {
    app.get(
      path,
      () =>
        new Response(body, { headers: { 'Content-Type': type, 'Cache-Control': FOR_EVER, ...unsniffed } }),
    );
  }
  app.get('/', (c) => {
    const request = c.get('request');
    const { version } = request.server;
    const links = pageLinks
      .filter(({ optional }) => !optional || hasDashboard())
      .map((link) => ({ ...link, path: basePath + link.path }));
    const headers = { ...headersOf(HTML), Vary: 'Accept' };
    const type = accepts(c, { header: 'Accept', supports: [JSON_TYPE, HTML], default: JSON_TYPE });
    if (type === HTML) return new Response(frontPage(assets, version, links), { headers });
    const paths = Object.fromEntries(links.map(({ name, path }) => [name, path]));
    return answer(request, 200, { name: 'berth', version, links: paths }, { Vary: 'Accept' });
  });

  function serve(path: string, text: string, type: string): void {
    const headers = headersOf(type);
    for (const each of [path, `${path}/`]) app.get(each, () => new Response(text, { headers }));
  }
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
