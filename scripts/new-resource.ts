import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Makes a working resource: its folder, its line among the resources, its id prefix and its migration. Its specific
 * members and rules are then written into the folder by hand.
 */

const ROOT = join(import.meta.dirname, '..');
const TEMPLATES = join(import.meta.dirname, 'new-resource/template');
const SUBJECTS = ['governance', 'catalog', 'configuration', 'identity'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { subject: { type: 'string' }, prefix: { type: 'string' } },
});
const [name = ''] = positionals;
const { subject = '', prefix = '' } = values;

if (!/^[a-z]+(-[a-z]+)*$/.test(name) || !SUBJECTS.includes(subject) || !/^[a-z]{2,6}$/.test(prefix)) {
  console.error('Usage: pnpm new-resource <name-in-kebab-case> --subject configuration --prefix abc');
  console.error(`Subjects: ${SUBJECTS.join(', ')}. The prefix is that of the ids: two to six letters.`);
  process.exit(1);
}

const singular = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
const words: Record<string, string> = {
  singular,
  Singular: singular[0]?.toUpperCase() + singular.slice(1),
  plural: `${singular}s`,
  object: name.replaceAll('-', '_'),
  table: `${name.replaceAll('-', '_')}s`,
  path: `${name}s`,
  up: '../../',
};

const folder = join(ROOT, 'packages/domain/src', subject, name);
if (existsSync(folder)) fail(`${folder} is there already`);

editLines('packages/kernel/src/id.ts', (text) => {
  if (text.includes(`: '${prefix}',`)) fail(`The prefix ${prefix} is taken`);
  return text.replace('\n} as const;', `\n  ${singular}: '${prefix}',\n} as const;`);
});
editLines(
  'packages/domain/src/resources.ts',
  (text) => `${text.trimEnd()}\nexport { ${singular} } from './${subject}/${name}/index.ts';\n`,
);
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(TEMPLATES)) {
  const template = readFileSync(join(TEMPLATES, file), 'utf8');
  const text = template.replace(
    /\{\{(\w+)\}\}/g,
    (_, word: string) => words[word] ?? fail(`No word ${word}`),
  );
  writeFileSync(join(folder, file.replace('.template', '')), text);
}
run('node_modules/.bin/biome', ['check', '--write', folder, 'packages/domain/src/resources.ts']);
run('node_modules/.bin/tsx', ['scripts/db-generate.ts', '--name', `${words.table}`]);
console.log(
  `Made packages/domain/src/${subject}/${name}. Say in its index.ts what it is, then: pnpm openapi`,
);
console.log(`Try it: npm test -- conformance -t ${words.path}`);

function editLines(path: string, edit: (text: string) => string): void {
  const file = join(ROOT, path);
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (after === before) fail(`Found no place in ${path}`);
  writeFileSync(file, after);
}

function run(command: string, args: string[]): void {
  execFileSync(join(ROOT, command), args, { cwd: ROOT, stdio: 'inherit' });
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
