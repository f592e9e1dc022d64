import { PROGRAMS } from '../toolchain/programs.mjs';

/** The module, at the root of the archive, that ends a server with the npm that started it. */
export const WATCH = 'parent.mjs';

const START = 'node berth-server.mjs';

/** The scripts of the archive for npm: those of the repository that run the server and its programs. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  start: START,
  ...Object.fromEntries(PROGRAMS.map((name) => [name, `${START} ${name}`])),
};

/** The files of the archive that a user runs, by path. `berth-server backup` is as `npm run backup`, and so on. */
export const COMMANDS: Readonly<Record<string, string>> = {
  'berth-server.mjs': `#!/usr/bin/env node
if (process.env.npm_lifecycle_event) (await import('./${WATCH}')).watchParent();
const isProgram = ${JSON.stringify(PROGRAMS)}.includes(process.argv[2]);
const name = isProgram ? process.argv.splice(2, 1)[0] : 'main';
await import(\`./apps/api/dist/\${name}.js\`);
`,
  'bin/berth-server': `#!/usr/bin/env node
import('../berth-server.mjs');
`,
  'bin/berth': `#!/usr/bin/env node
import('../apps/cli/dist/berth.js');
`,
};
