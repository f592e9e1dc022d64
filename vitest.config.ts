import { defineConfig } from 'vitest/config';

/** Workspace packages are tested from their source, so that no build stands between an edit and its test. */
const conditions = ['source', 'module', 'node', 'development|production'];
const resolve = { conditions };
const ssr = { resolve: { conditions, externalConditions: ['node'] } };
/** A default import of a CommonJS package is what Node makes of it, here as in production. */
const deps = { interopDefault: false };
const skip = ['**/node_modules/**', '**/dist/**'];
const databaseTests = ['{apps,packages,scripts}/**/*.db.test.ts'];

const database = (name: 'pglite' | 'postgres', ...further: string[]) => ({
  resolve,
  ssr,
  test: {
    name,
    include: databaseTests,
    exclude: skip,
    globalSetup: [name, ...further].map((file) => `scripts/testing/${file}.ts`),
    setupFiles: 'scripts/testing/database.ts',
    deps,
    // What a file imports is most of what it costs. Each makes a database and an application of its own.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.{ts,mjs}'],
          exclude: [...skip, ...databaseTests],
          deps,
        },
      },
      database('pglite'),
      database('postgres', 'prism'),
    ],
  },
});
