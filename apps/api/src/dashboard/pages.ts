import type { Context } from 'hono';
import { type BuiltFile, type Coding, readBuilt } from './files.ts';
import { PATH } from './settings.ts';

const NOT_BUILT =
  'The dashboard is not built: run `npx pnpm build`, or start the server with `npm start`, which builds it.\n';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The place that browsers report breaches of the policy to. */
export const REPORTS = `${PATH}/csp-report`;

/** Writes the policy of the page (CSP 3). Nothing is loaded from elsewhere, and nothing inline runs or styles. */
const policyOf = (basePath: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `report-uri ${basePath}${REPORTS}`,
  ].join('; ');

const headersOf = (basePath: string): Record<string, string> => ({
  'Content-Security-Policy': policyOf(basePath),
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/**
 * Answers with the page, whatever the path of the view. The addresses in the built page are relative to its `<base>`,
 * which names the path that the dashboard has for this server.
 */
export function answerPage(basePath: string): Response {
  const built = readBuilt();
  const headers = headersOf(basePath);
  if (!built) {
    const type = 'text/plain; charset=utf-8';
    return new Response(NOT_BUILT, { status: 503, headers: { ...headers, 'Content-Type': type } });
  }
  const base = `<base href="${escaped(`${basePath}${PATH}/`)}">`;
  const page = built.page.replace('<head>', () => `<head>\n    ${base}`);
  return new Response(page, { headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' } });
}

/** Answers with a file of the page, in the best coding that the browser takes; null when there is no such file. */
export function answerAsset(c: Context, name: string): Response | null {
  const file = readBuilt()?.assets.get(name);
  if (!file) return null;
  const { coding, body } = chosen(file, c.req.header('accept-encoding') ?? '');
  return new Response(body, {
    headers: {
      'Content-Type': file.type,
      ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
      'Cache-Control': FOR_EVER,
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
    },
  });
}

function chosen({ bodies }: BuiltFile, accepted: string) {
  const takes = (coding: Coding) =>
    accepted
      .split(',')
      .some((part) => new RegExp(`^\\s*${coding}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*$).*)?$`, 'i').test(part));
  for (const coding of ['br', 'gzip'] as const) {
    const body = bodies[coding];
    if (body && takes(coding)) return { coding, body };
  }
  return { coding: 'identity' as const, body: bodies.identity ?? null };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
