import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { PROGRAMS } from '../toolchain/programs.mjs';
import { ROOT } from '../toolchain/root.mjs';

/** Lets CommonJS packages in the bundle require what Node.js has. */
const REQUIRE = `import { createRequire as createRequireOf } from 'node:module';\nconst require = createRequireOf(import.meta.url);`;

const options: BuildOptions & { metafile: true } = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['source'],
  external: ['@electric-sql/pglite', '@electric-sql/pglite/*', 'swagger-ui-dist'],
  banner: { js: REQUIRE },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none', // the licences are in a file of their own
  outExtension: { '.js': '.mjs' },
  metafile: true,
  logLevel: 'warning',
};

/**
 * Bundles the programs of the server, and the command, into the folder. Resolves to the paths of all sources, from the
 * root.
 */
export async function bundle(folder: string): Promise<string[]> {
  const server = await build({
    ...options,
    entryPoints: Object.fromEntries(['main', ...PROGRAMS].map((name) => [name, `apps/api/src/${name}.ts`])),
    splitting: true,
    chunkNames: 'part-[hash]',
    outdir: join(folder, 'apps/api/dist/server'),
  });
  const command = await build({
    ...options,
    entryPoints: { berth: 'apps/cli/src/main.ts' },
    outdir: join(folder, 'apps/cli/dist'),
  });
  return [server, command].flatMap(({ metafile }) => Object.keys(metafile.inputs));
}
