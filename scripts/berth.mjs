import './toolchain/node-version.mjs';
import { build } from './toolchain/build.mjs';
import { install } from './toolchain/install.mjs';

// `npm run berth -- …` runs the command and builds it first if needed. The build reports to standard error.
try {
  await install();
  await build(['command']);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
// By URL: the types of the scripts are checked beside the build, when this file may not exist yet.
await import(new URL('../apps/cli/bin/berth.mjs', import.meta.url).href);
