import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCycles, checkFolderCycles } from './cycle-rules.ts';
import { checkLinks, checkReadme } from './document-rules.ts';
import { checkEnvironment, checkLength } from './file-rules.ts';
import { checkImports } from './import-rules.ts';
import { checkDependencies, checkLockFile, checkPins, checkVersions } from './package-rules.ts';
import { readDocuments, readManifests, readSourceFiles, type Violation } from './source-files.ts';
import { checkTransactions } from './transaction-rules.ts';
import { checkSpelling, checkWords } from './word-rules.ts';

// Checks the rules that neither the compiler nor the linter can check. scripts/verify.mjs runs this.
const ROOT = join(import.meta.dirname, '../..');
const LOCK_FILE = 'pnpm-lock.yaml';

const files = readSourceFiles(ROOT);
const manifests = readManifests(ROOT);
const documents = readDocuments(ROOT);
const violations = [
  ...checkImports(files),
  ...checkCycles(files),
  ...checkFolderCycles(files),
  ...checkLength(files),
  ...checkEnvironment(files),
  ...checkReadme(documents),
  ...checkLinks(documents, (path) => existsSync(join(ROOT, path))),
  ...checkPins(manifests),
  ...checkDependencies(manifests),
  ...checkVersions(manifests),
  ...checkLockFile({ path: LOCK_FILE, text: readFileSync(join(ROOT, LOCK_FILE), 'utf8') }),
  ...checkTransactions(files),
  ...checkWords(files, documents),
  ...checkSpelling(files, documents),
];
for (const violation of violations) console.error(format(violation));
process.exitCode = violations.length > 0 ? 1 : 0;

function format({ path, line, rule, message }: Violation): string {
  return `${path}${line === undefined ? '' : `:${line}`}  ${rule}: ${message}`;
}
