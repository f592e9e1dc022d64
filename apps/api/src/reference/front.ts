import type { Assets } from './assets.ts';
import { escaped, iconLink, styleLink } from './page.ts';

/** A page of this server for people. */
export interface PageLink {
  path: string;
  name: string;
  about: string;
  /** Linked to only where the server has the page. */
  optional?: true;
}

/** The pages that `/` links to. */
export const pageLinks: readonly PageLink[] = [
  { path: '/docs', name: 'docs', about: 'A guide to your first config, and the reference of the API' },
  { path: '/dashboard', name: 'dashboard', about: 'The dashboard', optional: true },
  { path: '/docs/errors', name: 'errors', about: 'The meaning of every error code' },
  { path: '/docs/readme', name: 'readme', about: 'The README, with an overview of the documentation' },
  { path: '/openapi.json', name: 'openapi', about: 'The OpenAPI document' },
];

/** Makes the page at `/`. */
export function frontPage(assets: Assets, version: string, links: readonly PageLink[]): string {
  const items = links.map(({ path, about }) => `<li><a href="${path}">${path}</a><br>${escaped(about)}</li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Berth</title>
${iconLink(assets['favicon-32x32.png'])}
${styleLink(assets['page.css'])}
</head>
<body>
<main class="page">
<header>
<h1>Berth</h1>
<p>Provider configuration behind one API. Version ${escaped(version)}.</p>
</header>
<ul>
${items.join('\n')}
</ul>
</main>
</body>
</html>
`;
}
