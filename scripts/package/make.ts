import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from '../toolchain/build.mjs';
import { bundleCommand, bundleServer } from '../toolchain/bundle.mjs';
import { ROOT } from '../toolchain/root.mjs';
import { pack } from './archive.ts';
import { COMMANDS, SCRIPTS } from './commands.ts';
import { COPIED, type Copied, KEPT_PACKAGES } from './layout.ts';
import { licencesOf } from './licences.ts';

export interface Package {
  /** The path of the archive. */
  archive: string;
  /** The folder that it holds. */
  folder: string;
  files: number;
  /** The bytes of the files, and those of the archive. */
  bytes: number;
  packed: number;
}

const OUT = join(ROOT, 'dist');

/**
 * Makes the archive of the server for production in `out`: the bundle, the dashboard, migrations, documents and
 * licences. With equal sources it has equal bytes.
 */
export async function makePackage(out = OUT): Promise<Package> {
  await build(['dashboard', 'image']);
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const name = `berth-server-${version}`;
  const folder = join(out, name);
  rmSync(folder, { recursive: true, force: true });
  const sources = [
    ...(await bundleServer({ outdir: join(folder, 'apps/api/dist') })),
    ...(await bundleCommand(join(folder, 'apps/cli/dist'))),
  ];
  for (const copied of [...COPIED, ...KEPT_PACKAGES]) copy(copied, folder);
  for (const app of ['api', 'cli']) writeManifest(join(folder, 'apps', app), `@berth/${app}`, version);
  writeManifest(folder, 'berth-server', version, SCRIPTS);
  const kept = KEPT_PACKAGES.map(({ from }) => `${relative(ROOT, from)}/package.json`);
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), licencesOf([...sources, ...kept]));
  for (const [path, text] of Object.entries(COMMANDS)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), 0o755);
  }
  const archive = `${folder}.tar.gz`;
  pack(archive, out, name);
  return { archive, folder, packed: statSync(archive).size, ...sizeOf(folder) };
}

function copy({ from, to, takes }: Copied, folder: string): void {
  cpSync(from, join(folder, to), {
    recursive: true,
    dereference: true,
    filter: (source) => !takes || statSync(source).isDirectory() || takes(relative(from, source)),
  });
}

/** The server and the command read their versions from these. */
function writeManifest(
  folder: string,
  name: string,
  version: string,
  scripts?: Readonly<Record<string, string>>,
): void {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name,
    version,
    private: true,
    license: 'Apache-2.0',
    type: 'module',
    engines: { node: '>=20.19' },
    scripts,
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function sizeOf(folder: string): { files: number; bytes: number } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const sizes = entries.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
