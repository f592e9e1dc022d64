import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { PROGRAMS } from './programs.mjs';
import { ROOT } from './root.mjs';

/** The folder of the bundled server. */
const SERVER = 'apps/api/dist';

const COMMAND = 'apps/cli/dist';

const SCRIPTS = 'node_modules/.cache/berth-scripts';

/** Lets CommonJS packages in the bundle require what Node.js has. */
const REQUIRE = `import { createRequire as createRequireOf } from 'node:module';\nconst require = createRequireOf(import.meta.url);`;

/**
 * Bundles the server and its programs with all packages that they use: a few files, which load several times as fast
 * as a thousand modules. `outdir` is a folder of this repository, or of a tree with its layout. Removes what else the
 * folder holds, old parts after a day. Resolves to the paths of all sources, from the root.
 * @param {{ outdir?: string, sourcemap?: boolean }} [options]
 */
export async function bundleServer({ outdir = join(ROOT, SERVER), sourcemap = false } = {}) {
  const { metafile, outputFiles } = await build({
    ...optionsFor(SERVER),
    entryPoints: Object.fromEntries(['main', ...PROGRAMS].map((name) => [name, `apps/api/src/${name}.ts`])),
    splitting: true,
    chunkNames: `${PART}[hash]`,
    outdir,
    sourcemap,
    write: false,
  });
  mkdirSync(outdir, { recursive: true });
  for (const { path, contents } of outputFiles.toSorted(partsFirst)) {
    // Another process may read the file, or build too
    writeFileSync(`${path}.${process.pid}`, contents);
    renameSync(`${path}.${process.pid}`, path);
  }
  removeOthers(outdir, new Set(outputFiles.map(({ path }) => basename(path))));
  return Object.keys(metafile.inputs);
}

/** The beginning of the names of the parts that the programs load. */
const PART = 'part-';

/** @param {{ path: string }} file */
const isPart = ({ path }) => basename(path).startsWith(PART);

/**
 * @param {{ path: string }} a
 * @param {{ path: string }} b
 */
const partsFirst = (a, b) => Number(isPart(b)) - Number(isPart(a));

/** The time for which a program that runs may still load a part of the build before, in milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;

/**
 * Removes the files of a folder that a build has not made, parts only when they are old.
 * @param {string} folder
 * @param {ReadonlySet<string>} made
 */
function removeOthers(folder, made) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isKept = made.has(name) || (isPart({ path }) && Date.now() - statSync(path).mtimeMs < KEPT_MS);
    if (!isKept) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * Bundles the command into one file of a folder. Resolves to the paths of all sources, from the root.
 * @param {string} outdir
 */
export async function bundleCommand(outdir) {
  const entryPoints = { berth: 'apps/cli/src/main.ts' };
  const { metafile } = await build({ ...optionsFor(COMMAND), entryPoints, outdir });
  return Object.keys(metafile.inputs);
}

/**
 * Bundles a program that imports modules of the server as `apps/api/src` would. Resolves to the path of its file.
 * @param {string} contents
 */
export async function bundleScript(contents) {
  const name = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  const outfile = join(ROOT, SCRIPTS, `${name}.mjs`);
  const stdin = /** @type {const} */ ({ contents, loader: 'ts', resolveDir: join(ROOT, 'apps/api/src') });
  await build({ ...optionsFor(SCRIPTS), stdin, outfile });
  return outfile;
}

/**
 * The options that bundle modules of the repository for a folder, by its path from the root.
 * @param {string} place
 */
const optionsFor = (place) =>
  /** @satisfies {import('esbuild').BuildOptions} */ ({
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    banner: { js: REQUIRE },
    plugins: [keepPlaces(place)],
    legalComments: 'none', // the archive has the licences in a file of their own
    metafile: true,
    sourcesContent: false,
    logLevel: 'warning',
  });

/**
 * Gives the modules of the repository that ask for their place (`import.meta`) the one of their source, so that they
 * find their files from the bundle too.
 * @param {string} place
 * @returns {import('esbuild').Plugin}
 */
const keepPlaces = (place) => ({
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:apps|packages)[\\/][^\\/]+[\\/]src[\\/].+\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.')) return null;
      const source = relative(join(ROOT, place), path).replaceAll('\\', '/');
      const contents = text
        .replaceAll('import.meta.dirname', `\`\${import.meta.dirname}/${dirname(source)}\``)
        .replaceAll('import.meta.url', `new URL('${source}', import.meta.url).href`);
      return { contents, loader: 'ts' };
    });
  },
});

if (process.argv[1] === import.meta.filename) await bundleServer({ sourcemap: true });
