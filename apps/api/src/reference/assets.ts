import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A file that the reference page needs in the browser. */
export interface Asset {
  /** The path on this server. */
  path: string;
  /** The URL, with a digest of the content, so that a browser may cache it for ever. */
  url: string;
  type: string;
  body: Buffer<ArrayBuffer>;
}

/** The folder of the page's own files. */
export const OWN = join(import.meta.dirname, '../../reference');
const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const CSS = 'text/css; charset=utf-8';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

const files = [
  { folder: SWAGGER_UI, name: 'swagger-ui.css', type: CSS },
  { folder: OWN, name: 'page.css', type: CSS },
  { folder: OWN, name: 'style.css', type: CSS },
  { folder: SWAGGER_UI, name: 'favicon-32x32.png', type: 'image/png' },
  { folder: SWAGGER_UI, name: 'swagger-ui-bundle.js', type: JAVASCRIPT },
  { folder: SWAGGER_UI, name: 'swagger-ui-standalone-preset.js', type: JAVASCRIPT },
  { folder: OWN, name: 'start.js', type: JAVASCRIPT },
] as const;

export type AssetName = (typeof files)[number]['name'];

export type Assets = Record<AssetName, Asset>;

/** The route of all assets. */
export const ASSET_PATH = '/docs/assets/:digest/:name';

/** Reads every asset, by name. */
export function readAssets(basePath = ''): Assets {
  const assets = files.map(({ folder, name, type }) => {
    const body = Buffer.from(readFileSync(join(folder, name)));
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16);
    const path = `/docs/assets/${digest}/${name}`;
    return [name, { path, url: basePath + path, type, body }] as const;
  });
  return Object.fromEntries(assets) as Assets;
}
