import { join } from 'node:path';
import { runStep } from './progress.mjs';
import { ROOT } from './root.mjs';

/** Compiles the server and the packages it is made of. Finds out by itself when there is nothing to do. */
export async function build() {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  await runStep('Building', process.execPath, [compiler, '-b', 'apps/api']);
}
