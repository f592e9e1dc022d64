import { defineConfig } from 'vitest/config';
import { isLongRun } from './scripts/testing/long.mjs';
import { embedded } from './scripts/testing/rooms.ts';

/** Workspace packages are tested from their source, so that no build stands between an edit and its test. */
const conditions = ['source', 'module', 'node', 'development|production'];
const resolve = { conditions };
const ssr = { resolve: { conditions, externalConditions: ['node'] } };
/** A default import of a CommonJS package is what Node makes of it, here as in production. */
const deps = { interopDefault: false };
const skip = ['**/node_modules/**', '**/dist/**'];
const databaseTests = ['{apps,packages,scripts}/**/*.db.test.ts'];

interface Database {
  name: 'pglite' | 'postgres';
  setup: string[];
  include?: string[];
  exclude?: string[];
}

const database = ({ name, setup, include = databaseTests, exclude = [] }: Database) => ({
  resolve,
  ssr,
  test: {
    name,
    include,
    exclude: [...skip, ...exclude],
    globalSetup: setup.map((file) => `scripts/testing/${file}.ts`),
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
          isolate: false,
        },
      },
      database({ name: 'pglite', setup: ['pglite'], ...(isLongRun ? {} : embedded) }),
      database({ name: 'postgres', setup: ['postgres', 'prism'] }),
    ],
  },
});
