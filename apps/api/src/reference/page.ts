import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Asset, type AssetName, type Assets, OWN } from './assets.ts';

/** Allows no other origin to be loaded from, sent to or embedded in. Swagger UI sets styles on its elements. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Makes the page of the guide, and of the API reference over the documents of these faces. */
export function referencePage(assets: Assets, faces: readonly string[], basePath: string): string {
  const documents = faces.map((name) => ({ name, url: `${basePath}/openapi/${name}.json` }));
  const script = (name: AssetName) => `<script src="${assets[name].url}"></script>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Berth: guide and API reference</title>
${iconLink(assets['favicon-32x32.png'])}
${styleLink(assets['swagger-ui.css'])}
${styleLink(assets['page.css'])}
${styleLink(assets['style.css'])}
</head>
<body>
<main class="page" id="guide">
${readFileSync(join(OWN, 'guide.html'), 'utf8').replaceAll('href="/', () => `href="${basePath}/`)}</main>
<div id="reference" data-base="${basePath}" data-documents="${escaped(JSON.stringify(documents))}"></div>
${script('swagger-ui-bundle.js')}
${script('swagger-ui-standalone-preset.js')}
${script('start.js')}
</body>
</html>
`;
}

/** Links the icon. Without a link, a browser asks for `/favicon.ico`. */
export const iconLink = ({ url, type }: Asset): string => `<link rel="icon" type="${type}" href="${url}">`;

export const styleLink = ({ url }: Asset): string => `<link rel="stylesheet" href="${url}">`;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
