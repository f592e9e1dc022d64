import { readdirSync } from 'node:fs';
import { defineConfig } from 'drizzle-kit';

/**
 * The compiled tables, because drizzle-kit's own loader knows neither `.ts` in imports nor the `source` condition.
 * Their paths come from the sources, because the compiler leaves the output of a deleted table behind.
 */
const tables = readdirSync('packages/domain/src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /[\\/](table|tables[\\/][^\\/]+)\.ts$/.test(path))
  .sort()
  .map((path) => `./packages/domain/dist/${path.replace(/\.ts$/, '.js').replaceAll('\\', '/')}`);

export default defineConfig({
  dialect: 'postgresql',
  schema: tables,
  out: process.env.BERTH_MIGRATIONS ?? './drizzle',
});
