import { defineConfig } from 'vitest/config';
import { isLongRun } from './scripts/testing/long.mjs';
import { embedded } from './scripts/testing/rooms.ts';
import { SlowestFirst } from './scripts/testing/slowest-first.ts';

/** Resolves workspace packages to their sources, so that a test needs no build. */
const conditions = ['source', 'node', 'development|production'];
const resolve = { conditions };
const ssr = { resolve: { conditions, externalConditions: ['node'] } };
/** Imports the default of a CommonJS package as Node does in production. */
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
    // Most of the time of a file goes into its imports. Each makes its own database and application.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
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
