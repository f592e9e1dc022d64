import './toolchain/node-version.mjs';
import { build } from './toolchain/build.mjs';
import { install } from './toolchain/install.mjs';
import { watchParent } from './toolchain/parent.mjs';
import { PROGRAMS } from './toolchain/programs.mjs';

// Starts the server, or the named program: `npm run key`, `npm run backup` and so on.
const isProgram = PROGRAMS.includes(process.argv[2] ?? '');
const [entry = 'main'] = isProgram ? process.argv.splice(2, 1) : []; // the program reads its own arguments

try {
  await install();
  await build(entry === 'main' ? ['server', 'image', 'dashboard'] : ['server']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
if (process.env.npm_lifecycle_event) watchParent();
await import(`../apps/api/dist/${entry}.js`);
