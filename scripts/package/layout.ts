import { join } from 'node:path';
import { lastSnapshot } from '../../packages/db/src/snapshot.ts';
import { ROOT } from '../toolchain/root.mjs';
import { WATCH } from './commands.ts';

/** A folder or file of the repository, and its place in the archive. */
export interface Copied {
  from: string;
  to: string;
  /** Takes a file of the folder by its path below it; all by default. */
  takes?: (path: string) => boolean;
}

const ofPackage = (owner: string, name: string): string => join(ROOT, owner, 'node_modules', name);

const SWAGGER_FILES = new Set([
  'package.json',
  'LICENSE',
  'NOTICE',
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'favicon-32x32.png',
]);

/**
 * The program of PGlite, its WebAssembly and its file system; of its extensions those for search alone. The server
 * finds its folder by the entry for CommonJS.
 */
const isOfPglite = (path: string): boolean =>
  /^(?:package\.json|LICENSE|dist\/(?:[^/]+\.(?:js|wasm|data)|index\.cjs|(?:pg_trgm|btree_gin)\.tar\.gz|contrib\/[^/]+\.js|fs\/[^/]+\.js))$/.test(
    path,
  );

/** The description of the tables, which a backup is made by. */
const snapshot = lastSnapshot(join(ROOT, 'drizzle'));

const copied: readonly Copied[] = [
  {
    from: 'drizzle',
    to: 'drizzle',
    takes: (path) => path.endsWith('.sql') || path === 'meta/_journal.json' || path === snapshot,
  },
  { from: 'apps/api/openapi', to: 'apps/api/openapi' },
  { from: 'apps/api/reference', to: 'apps/api/reference' },
  { from: 'apps/api/setup-page', to: 'apps/api/setup-page' },
  { from: 'apps/admin/dist', to: 'apps/admin/dist', takes: (path) => !path.endsWith('.map') },
  { from: 'packages/domain/catalog', to: 'packages/domain/catalog' },
  // The modules that the database runs in threads of their own
  { from: 'packages/db/src', to: 'packages/db/src', takes: (path) => /^[^/]+\.mjs$/.test(path) },
  { from: 'packages/db/dist/images', to: 'packages/db/dist/images' },
  { from: 'LICENSE', to: 'LICENSE' },
  { from: 'README.md', to: 'README.md' },
  { from: 'CHANGELOG.md', to: 'CHANGELOG.md' },
  { from: 'docs', to: 'docs' },
  { from: 'scripts/toolchain/parent.mjs', to: WATCH },
  { from: 'scripts/deploy', to: 'deploy', takes: (path) => !/\.ts$|^\.dockerignore$/.test(path) },
  { from: 'scripts/deploy/.dockerignore', to: '.dockerignore' },
];

/**
 * The files beside the bundle. The archive has the folders of the repository, because the server finds its files from
 * the places that its modules have there.
 */
export const COPIED = copied.map((each) => ({ ...each, from: join(ROOT, each.from) }));

/** The packages that stay packages: they find files of their own beside their modules. */
export const KEPT_PACKAGES: readonly Copied[] = [
  {
    from: ofPackage('apps/api', 'swagger-ui-dist'),
    to: 'apps/api/node_modules/swagger-ui-dist',
    takes: (path) => SWAGGER_FILES.has(path),
  },
  {
    from: ofPackage('packages/db', '@electric-sql/pglite'),
    to: 'packages/db/node_modules/@electric-sql/pglite',
    takes: isOfPglite,
  },
  {
    from: ofPackage('packages/db', '@electric-sql/pglite-prepopulatedfs'),
    to: 'packages/db/node_modules/@electric-sql/pglite-prepopulatedfs',
    takes: (path) => /^(?:package\.json|LICENSE|dist\/(?:index\.js|prepopulatedfs\.tgz))$/.test(path),
  },
];
