import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuiltEntry, setupEntry } from '../dashboard/index.ts';

/** A file of the pages. Its path and its URL hold a digest of it, so that a browser may keep it for ever. */
export interface PageAsset {
  path: string;
  url: string;
  type: string;
  body: Buffer<ArrayBuffer>;
}

const files = {
  style: { name: 'style.css', type: 'text/css; charset=utf-8' },
  script: { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  icon: { name: 'icon.svg', type: 'image/svg+xml' },
} as const;

export interface PageAssets extends Record<keyof typeof files, PageAsset> {
  /** The path under which a proxy offers the server; empty for none. */
  basePath: string;
  /** The files of the script that draws the form of the dashboard; null while the dashboard is not built. */
  form: BuiltEntry | null;
}

/** The path of the built files. */
export const BUILT = '/setup/assets/form/';

const FOLDER = join(import.meta.dirname, '../../setup-page');

/** Reads the files of the pages. */
export function readPageAssets(basePath: string): PageAssets {
  const assets = Object.entries(files).map(([key, { name, type }]) => {
    const body = Buffer.from(readFileSync(join(FOLDER, name)));
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16);
    const path = `/setup/assets/${digest}/${name}`;
    return [key, { path, url: basePath + path, type, body }];
  });
  return {
    ...(Object.fromEntries(assets) as Record<keyof typeof files, PageAsset>),
    basePath,
    form: setupEntry(),
  };
}

const DARK = '#10151c';
const LIGHT = '#ffffff';

/** Writes the style sheet of a colour, with the text colour that reads better on it; null unless it is `rrggbb`. */
export function accentSheet(hex: string): string | null {
  if (!/^[0-9a-f]{6}$/.test(hex)) return null;
  const text = contrast(hex, DARK.slice(1)) > contrast(hex, LIGHT.slice(1)) ? DARK : LIGHT;
  return `:root { --accent: #${hex}; --on-accent: ${text}; }\n`;
}

/** Computes the contrast of two colours (WCAG 2.2, contrast ratio). */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
