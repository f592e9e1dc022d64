import { notFound } from '@berth/kernel';
import type { Hono } from 'hono';
import { isAmong } from '../etag.ts';
import { mountOpen } from '../open-route.ts';
import type { Request } from '../request.ts';
import { readAssets } from './assets.ts';
import { readDocuments, type ServedDocument } from './documents.ts';
import { errorsPage } from './errors.ts';
import { CONTENT_SECURITY_POLICY, referencePage } from './page.ts';
import { faceRoute, rootRoute } from './routes.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * The API reference, without a key and from memory: the OpenAPI document of each face at `/openapi/<face>.json`, the
 * root's at `/openapi.json` too, a page to read and try them at `/docs`, and what the errors mean at `/docs/errors`.
 */
export function mountReference(app: Hono<{ Variables: { request: Request } }>): void {
  const documents = readDocuments();
  const answerWith = (name: string, asked = '') => {
    const document = documents.get(name);
    if (!document) throw notFound('document');
    return answerDocument(document, asked);
  };
  mountOpen(app, rootRoute, (c) => answerWith('root', c.req.header('if-none-match')));
  mountOpen(app, faceRoute, (c) => {
    const [, name = ''] = /^(.+)\.json$/.exec(c.req.param('file') ?? '') ?? [];
    return answerWith(name, c.req.header('if-none-match'));
  });
  const assets = readAssets();
  const pages = { '/docs': referencePage(assets, [...documents.keys()]), '/docs/errors': errorsPage(assets) };
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

function answerDocument({ text, etag }: ServedDocument, asked: string): Response {
  const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
  if (isAmong(asked, etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { 'Content-Type': 'application/json', ...headers } });
}
