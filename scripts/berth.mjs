import './toolchain/node-version.mjs';
import { build } from './toolchain/build.mjs';
import { install } from './toolchain/install.mjs';

// `npm run berth -- …`: the command, built when it has to be. What that says goes to standard error.
try {
  await install();
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
// By URL: the types of the scripts are checked beside the build, when this may not exist yet.
await import(new URL('../apps/cli/bin/berth.mjs', import.meta.url).href);
