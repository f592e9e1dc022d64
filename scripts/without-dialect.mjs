import './toolchain/node-version.mjs';
import { withoutDialect } from './testing/without-dialect.mjs';

// `node scripts/without-dialect.mjs flowker` proves that the face can be deleted; `--all` runs every other test.
const [name, ...options] = process.argv.slice(2);
if (!name) {
  console.error('Which face? For instance: node scripts/without-dialect.mjs flowker [--all]');
  process.exit(2);
}
const { failed } = await withoutDialect(name, { all: options.includes('--all') });
console.log(failed === 0 ? `Berth works without ${name}` : `Berth needs ${name}`);
process.exit(failed === 0 ? 0 : 1);
