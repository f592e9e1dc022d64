/** The origins that a page may be framed by, and those that its form may lead to. */
export interface Openness {
  ancestors: readonly string[];
  targets: readonly string[];
}

export const CLOSED: Openness = { ancestors: [], targets: [] };

/** Writes the policy of a page (CSP 3). Nothing is loaded from elsewhere, and nothing inline runs. */
export const policyOf = ({ ancestors, targets }: Openness): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    `form-action ${["'self'", ...targets].join(' ')}`,
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
  ].join('; ');

/** Makes the headers of every answer of a page. */
export const headersOf = (openness: Openness): Record<string, string> => ({
  'Content-Security-Policy': policyOf(openness),
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...(openness.ancestors.length === 0 ? { 'X-Frame-Options': 'DENY' } : {}),
});
