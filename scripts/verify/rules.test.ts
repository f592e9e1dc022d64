import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCycles, checkFolderCycles } from './cycle-rules.ts';
import { checkEnvironment, checkLength } from './file-rules.ts';
import { checkImports } from './import-rules.ts';
import { checkDependencies, checkLockFile, checkPins, checkVersions } from './package-rules.ts';
import { importsOf, readManifests, type SourceFile } from './source-files.ts';
import { checkTransactions } from './transaction-rules.ts';

const DOMAIN = 'packages/domain/src';

const file = (path: string, text: string): SourceFile => ({ path, text });

/** Returns the rules that a file with these imports breaks. */
function broken(path: string, ...specifiers: string[]): string[] {
  const text = specifiers.map((specifier) => `import { x } from '${specifier}';\n`).join('');
  return checkImports([{ path, text }]).map(({ rule }) => rule);
}

describe('imports are found', () => {
  test('in every form, with their lines, and type imports apart', () => {
    const text = [
      "import './effect.ts';",
      'import {',
      '  a,',
      '  type B,',
      "} from './named.ts';",
      "import type { C } from './types.ts';",
      "import { type D, type E } from './more-types.ts';",
      "export * from './all.ts';",
      "const lazy = await import('./lazy.ts');",
      "// import { no } from './comment.ts';",
    ].join('\n');
    const found = importsOf({ path: 'a/b/c.ts', text });
    expect(found.map(({ target, line, typesOnly }) => [target, line, typesOnly])).toEqual([
      ['a/b/effect.ts', 1, false],
      ['a/b/named.ts', 5, false],
      ['a/b/types.ts', 6, true],
      ['a/b/more-types.ts', 7, true],
      ['a/b/all.ts', 8, false],
      ['a/b/lazy.ts', 9, false],
    ]);
  });
});

describe('packages', () => {
  test.each([
    ['packages/kernel/src/id.ts', '@berth/db'],
    ['packages/db/src/x.ts', '@berth/kernel'],
    ['packages/db/src/x.ts', '@berth/resource'],
    ['packages/resource/src/x.ts', '@berth/domain'],
    ['apps/cli/src/x.ts', '@berth/domain'],
    ['packages/client/src/x.ts', '@berth/kernel'],
    ['apps/api/src/x.ts', '@berth/client'],
    ['packages/unknown/src/x.ts', '@berth/kernel'],
    ['packages/domain/src/x.ts', '@berth/db/testing'],
  ])('%s may not import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual(['package-direction']);
  });

  test.each([
    ['packages/secrets/src/x.ts', '@berth/kernel'],
    ['packages/domain/src/x.ts', '@berth/resource'],
    ['apps/api/src/main.ts', '@berth/db'],
    ['apps/cli/src/x.ts', '@berth/client'],
    ['apps/api/test/x.test.ts', '@berth/db/testing'],
  ])('%s may import %s', (path, specifier) => {
    expect(broken(path, specifier)).toEqual([]);
  });

  test('are imported by name only', () => {
    expect(broken('apps/api/src/x.ts', '../../../packages/db/src/index.ts')).toEqual(['stays-in-package']);
    expect(broken('apps/api/src/dialects/x/y.ts', '../../app.ts')).toEqual([]);
  });
});

describe('the table of packages', () => {
  const manifests = readManifests(join(import.meta.dirname, '../..'));
  const problemsWith = (changed: SourceFile[]) => checkDependencies(changed).map(({ message }) => message);

  test('names the existing packages with their dependencies', () => {
    expect(checkDependencies(manifests)).toEqual([]);
  });

  test('is broken by a missing or new package, and by one dependency more or less', () => {
    const without = (path: string) => manifests.filter((manifest) => manifest.path !== path);
    const manifest = (path: string, dependencies: object) =>
      file(path, JSON.stringify({ dependencies: { ...dependencies, nanoid: '5.1.12' } }));
    expect(problemsWith(without('packages/kernel/package.json'))).toEqual([
      'packages/kernel: nothing; its package.json: is not there',
    ]);
    expect(problemsWith([...manifests, manifest('packages/new/package.json', {})])).toEqual([
      'packages/new: is not there; its package.json: nothing',
    ]);
    const cli = 'apps/cli/package.json';
    const more = { '@berth/kernel': 'workspace:*', '@berth/client': 'workspace:*' };
    expect(problemsWith([...without(cli), manifest(cli, more)])).toEqual([
      'apps/cli: client; its package.json: client, kernel',
    ]);
    expect(problemsWith([...without(cli), manifest(cli, {})])).toEqual([
      'apps/cli: client; its package.json: nothing',
    ]);
  });
});

describe('the domain', () => {
  test('imports from identity to governance only', () => {
    expect(
      broken(`${DOMAIN}/catalog/provider/service.ts`, '../../configuration/deployment/index.ts'),
    ).toEqual(['subjects']);
    expect(
      broken(`${DOMAIN}/configuration/deployment/service.ts`, '../../catalog/provider/index.ts'),
    ).toEqual([]);
    expect(broken(`${DOMAIN}/governance/instance/service.ts`, '../../index.ts')).toEqual(['subjects']);
    expect(broken(`${DOMAIN}/fields.ts`, './catalog/owned.ts')).toEqual(['subjects']);
    expect(broken(`${DOMAIN}/installation/index.ts`, '../catalog/provider/index.ts')).toEqual([]);
  });

  test('shows only index.ts and table.ts of a resource to other resources', () => {
    const from = `${DOMAIN}/catalog/provider/service.ts`;
    expect(broken(from, '../tool/table.ts', './schema.ts', '../find-provider.ts')).toEqual([]);
    expect(broken(from, '../tables/publisher.ts')).toEqual([]);
    expect(broken(from, '../publisher/service.ts')).toEqual(['resource-folders']);
    expect(broken(`${DOMAIN}/catalog/provider/service.test.ts`, '../publisher/service.ts')).toEqual([]);
  });

  test('allows no SQL in schemas, presenters and examples', () => {
    for (const name of ['table', 'service', 'index', 'followers']) {
      expect(broken(`${DOMAIN}/catalog/provider/${name}.ts`, 'drizzle-orm')).toEqual([]);
    }
    for (const name of ['schema', 'presenter', 'example']) {
      expect(broken(`${DOMAIN}/catalog/provider/${name}.ts`, 'drizzle-orm/pg-core')).toEqual(['drizzle']);
    }
    expect(broken('apps/api/src/dialects/metorial/routes.ts', 'drizzle-orm')).toEqual(['drizzle']);
  });
});

describe('the faces', () => {
  test('import neither each other nor the database', () => {
    const path = 'apps/api/src/dialects/flowker/routes.ts';
    expect(broken(path, '../metorial/query.ts')).toEqual(['dialects']);
    expect(broken(path, '@berth/db')).toEqual(['dialects']);
    expect(broken(path, '../../parse.ts', './errors.ts', '@berth/domain')).toEqual([]);
  });
});

describe('circles of imports', () => {
  test('are found, unless they are of types', () => {
    const a = file('p/q/a.ts', "import { b } from './b.ts';\n");
    const b = file('p/q/b.ts', "import { c } from './c.ts';\n");
    expect(checkCycles([a, b, file('p/q/c.ts', "import { a } from './a.ts';\n")])).toMatchObject([
      { path: 'p/q/a.ts', rule: 'no-cycles' },
    ]);
    expect(checkCycles([a, b, file('p/q/c.ts', "import type { A } from './a.ts';\n")])).toEqual([]);
  });
});

describe('circles of folders', () => {
  const from = (path: string, ...targets: string[]): SourceFile =>
    file(`p/q/src/${path}`, targets.map((target) => `import { x } from '${target}';\n`).join(''));
  const circles = (...files: SourceFile[]) => checkFolderCycles(files);

  test('are found, with each import that closes them', () => {
    const found = circles(
      from('a/1.ts', './2.ts', '../b/1.ts'),
      from('a/2.ts'),
      from('b/1.ts', '../c/d/1.ts'),
      from('c/d/1.ts', '../../a/2.ts'),
      from('e/1.ts', '../a/1.ts'),
    );
    expect(found.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'p/q/src/a/1.ts:2',
      'p/q/src/b/1.ts:1',
      'p/q/src/c/d/1.ts:1',
    ]);
    expect(found[0]?.message).toContain('p/q/src/a/ → p/q/src/b/ → p/q/src/c/d/ → p/q/src/a/');
  });

  test('are found when types alone close them, and when they pass a file directly in src', () => {
    const types = file('p/q/src/b/1.ts', "import type { X } from '../a/1.ts';\n");
    expect(circles(from('a/1.ts', '../b/2.ts'), types)).toHaveLength(2);
    expect(circles(from('a/1.ts', '../shared.ts'), from('shared.ts', './a/2.ts'))).toHaveLength(2);
  });

  test('are found beside each other when they share an import', () => {
    const shared = [from('a/1.ts', '../b/1.ts'), from('b/1.ts', '../a/1.ts', '../c/1.ts')];
    expect(circles(...shared, from('c/1.ts', '../a/1.ts')).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['p/q/src/a/1.ts', 'p/q/src/b/1.ts', 'p/q/src/c/1.ts']),
    );
  });

  test('are not found in one-way imports, among the files of src, or through tests', () => {
    expect(circles(from('a/1.ts', '../b/1.ts', '../c/1.ts'), from('b/1.ts', '../c/1.ts'))).toEqual([]);
    expect(circles(from('index.ts', './a/1.ts', './shared.ts'), from('a/1.ts', '../shared.ts'))).toEqual([]);
    expect(circles(from('x.ts', './y.ts'), from('y.ts', './x.ts'))).toEqual([]);
    expect(circles(from('a/1.ts', '../b/1.ts'), from('b/1.test.ts', '../a/1.ts'))).toEqual([]);
    const circle = [from('a/1.ts', '../b/1.ts'), from('b/1.ts', '../a/1.ts')];
    expect(circles(...circle)).toHaveLength(2);
  });
});

describe('files and packages', () => {
  test('a file has at most 400 lines', () => {
    const lines = (count: number) => [{ path: 'a.ts', text: 'x\n'.repeat(count) }];
    expect(checkLength(lines(400))).toEqual([]);
    expect(checkLength(lines(401))).toHaveLength(1);
    const generated = lines(401).map((file) => ({ ...file, path: 'packages/client/src/generated/types.ts' }));
    expect(checkLength(generated)).toEqual([]);
  });

  test('one file reads the environment', () => {
    const text = 'const a = 1;\nprocess.env.HOME;\n';
    expect(checkEnvironment([{ path: 'apps/api/src/app.ts', text }])).toMatchObject([{ line: 2 }]);
    expect(checkEnvironment([{ path: 'apps/api/src/env.ts', text }])).toEqual([]);
  });

  test.each([
    'await database.transaction(run);',
    'const { transaction } = ctx.database;',
    "await database['transaction'](run);",
    'await ctx.db.transaction(async (inner) => inner);',
  ])('one frame opens every transaction: %s', (text) => {
    const rulesOf = (path: string) => checkTransactions([{ path, text }]).map(({ rule }) => rule);
    expect(rulesOf('packages/domain/src/governance/job/work.ts')).toEqual(['one-frame']);
    expect(rulesOf('apps/api/src/app.ts')).toEqual(['one-frame']);
    expect(rulesOf('packages/resource/src/transaction.ts')).toEqual([]);
    expect(rulesOf('packages/db/src/pglite.ts')).toEqual([]);
    expect(rulesOf('apps/api/test/runtime/outage.db.test.ts')).toEqual([]);
  });

  test('every version is exact', () => {
    const manifest = (dependencies: object) => [
      { path: 'package.json', text: JSON.stringify({ dependencies }, null, 2) },
    ];
    expect(checkPins(manifest({ a: '1.2.3', b: 'workspace:*', c: '15.1.0-beta.17' }))).toEqual([]);
    expect(checkPins(manifest({ a: 'npm:b@1.2.3', b: 'npm:@scope/c@1.2.3' }))).toEqual([]);
    expect(checkPins(manifest({ a: '^1.2.3', b: '1', c: 'latest', d: 'npm:b@^1.2.3' }))).toHaveLength(4);
  });

  test('every package has the version of the root', () => {
    const manifests = (...versions: string[]) =>
      versions.map((version, n) => ({ path: `${n}/package.json`, text: JSON.stringify({ version }) }));
    expect(checkVersions(manifests('0.2.0', '0.2.0'))).toEqual([]);
    expect(checkVersions(manifests('0.3.0', '0.3.0', '0.2.0')).map(({ path }) => path)).toEqual([
      '2/package.json',
    ]);
  });

  test('a package names another one by the version of all', () => {
    const naming = (version: string) =>
      file('package.json', JSON.stringify({ version: '0.3.0', dependencies: { '@berth/client': version } }));
    expect(checkVersions([naming('0.3.0'), naming('workspace:*')])).toEqual([]);
    expect(checkVersions([naming('0.2.0')]).map(({ message }) => message)).toEqual([
      '@berth/client is not 0.3.0',
    ]);
  });

  test('the lock file names no host', () => {
    const lock = (text: string) => ({ path: 'pnpm-lock.yaml', text });
    expect(
      checkLockFile(
        lock('    resolution: {integrity: sha512-abc==}\n    deprecated: see https://example.com\n'),
      ),
    ).toEqual([]);
    expect(
      checkLockFile(lock('resolution: {integrity: x, tarball: https://npm.example.com/a.tgz}')),
    ).toHaveLength(1);
  });
});
