import './toolchain/node-version.mjs';
import { build } from './toolchain/build.mjs';
import { install } from './toolchain/install.mjs';

// The server, or what is named: `npm run key`.
const entry = process.argv[2] === 'key' ? 'key' : 'main';

try {
  await install();
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
// npm runs a script in a shell, which dies of a signal without passing it on.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.emit('SIGTERM', 'SIGTERM');
  }, 250);
  watch.unref();
}
await import(`../apps/api/dist/${entry}.js`);
