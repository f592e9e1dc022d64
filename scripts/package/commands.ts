import { PROGRAMS } from '../toolchain/programs.mjs';

/** The files of the archive that a user runs, by path. `berth-server backup` is as `npm run backup`, and so on. */
export const COMMANDS: Readonly<Record<string, string>> = {
  'berth-server.mjs': `#!/usr/bin/env node
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
