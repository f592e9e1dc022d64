/** The programs of the archive, by path. `berth-server key` makes a key, as `npm run key` does in a checkout. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'berth-server.mjs': `#!/usr/bin/env node
const [, , name] = process.argv;
if (name === 'key') process.argv.splice(2, 1);
await import(name === 'key' ? './apps/api/dist/server/key.mjs' : './apps/api/dist/server/main.mjs');
`,
  'bin/berth-server': `#!/usr/bin/env node
import('../berth-server.mjs');
`,
  'bin/berth': `#!/usr/bin/env node
import('../apps/cli/dist/berth.mjs');
`,
};
