/** The programs of the archive, by path. `berth-server key`, `backup` and `restore` are as `npm run key` and so on. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  'berth-server.mjs': `#!/usr/bin/env node
const isProgram = ['key', 'backup', 'restore'].includes(process.argv[2]);
const name = isProgram ? process.argv.splice(2, 1)[0] : 'main';
await import(\`./apps/api/dist/server/\${name}.mjs\`);
`,
  'bin/berth-server': `#!/usr/bin/env node
import('../berth-server.mjs');
`,
  'bin/berth': `#!/usr/bin/env node
import('../apps/cli/dist/berth.mjs');
`,
};
