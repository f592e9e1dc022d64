import type { Hono } from 'hono';
import type { Env } from '../http/request.ts';
import { readAssets } from './assets.ts';
import { readDocuments } from './documents.ts';
import { type ExplainedError, errorsPage } from './errors.ts';
import { CONTENT_SECURITY_POLICY, referencePage } from './page.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** Mounts the reference pages `/docs` and `/docs/errors`. They need no key and are served from memory. */
export function mountReference(app: Hono<Env>, errors: readonly ExplainedError[]): void {
  const assets = readAssets();
  const pages = {
    '/docs': referencePage(assets, [...readDocuments().keys()]),
    '/docs/errors': errorsPage(assets, errors),
  };
  for (const [path, page] of Object.entries(pages)) {
    app.get(path, () => new Response(page, { headers: pageHeaders }));
  }
  for (const { url, type, body } of Object.values(assets)) {
    app.get(
      url,
      () =>
        new Response(body, { headers: { 'Content-Type': type, 'Cache-Control': FOR_EVER, ...unsniffed } }),
    );
  }
}

const unsniffed = { 'X-Content-Type-Options': 'nosniff' };

const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
  ...unsniffed,
};
