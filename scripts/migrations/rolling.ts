import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal, readReleased } from './released.ts';

/** The statements after which the previous release, which goes on running during an upgrade, can fail. */
const BREAKING: readonly (readonly [RegExp, string])[] = [
  [/\bdrop\s+(?:table|column)\b/i, 'drops what the previous release reads'],
  [/\brename\s+(?:to|column)\b/i, 'renames what the previous release reads'],
  [/\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i, 'changes the type that the previous release writes'],
  [/\bset\s+not\s+null\b/i, 'requires a value that the previous release may not write'],
  [
    /\badd\s+column\b(?=[^,;]*\bnot\s+null\b)(?![^,;]*\b(?:default|generated)\b)/i,
    'requires a value that the previous release does not write: give it a default',
  ],
];

const TABLE = /\b(?:alter|drop)\s+table\s+(?:if\s+exists\s+)?"?(\w+)"?/i;

/** The index that a statement builds, and its table. */
const BUILT = /\bcreate\s+(?:unique\s+)?index\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?\s+on\s+"?(\w+)"?/i;

/** The index that a statement drops. */
const DROPPED = /\bdrop\s+index\s+(?:if\s+exists\s+)?"?(\w+)"?/i;

/** Migrations from before the rule about indexes, which databases have already. */
const BEFORE_RULE = new Set([
  '0004_provider_listings.sql',
  '0005_identities.sql',
  '0006_oauth.sql',
  '0010_health_and_upgrades.sql',
  '0011_follow_and_outcomes.sql',
  '0012_secret_age_and_tests.sql',
  '0013_version_approvals.sql',
  '0014_search_and_updates.sql',
]);

/**
 * Lists the statements of migrations that no release has yet and that break the previous release: it serves on the new
 * tables until its process ends. Tables that came since the last release may change freely.
 */
export function rollingProblems(folder: string): string[] {
  const released = new Set(Object.values(readReleased(folder)).flatMap((files) => Object.keys(files)));
  const every = readJournal(folder).flatMap(({ tag }) =>
    statementsOf(join(folder, `${tag}.sql`)).map((text) => ({ file: `${tag}.sql`, text })),
  );
  const statements = every.filter(({ file }) => !released.has(file));
  const files = [...new Set(statements.map(({ file }) => file))];
  const made = new Set(
    statements.flatMap(({ text }) => /\bcreate\s+table\s+"?(\w+)"?/i.exec(text)?.[1] ?? []),
  );
  const breaking = statements
    .filter(({ text }) => !made.has(TABLE.exec(text)?.[1] ?? ''))
    .flatMap(({ file, text }) =>
      BREAKING.filter(([pattern]) => pattern.test(text)).map(
        ([, why]) => `drizzle/${file} ${why}: ${brief(text)}`,
      ),
    );
  const tableOf = new Map(
    every.flatMap(({ text }) => {
      const [, index = '', table = ''] = BUILT.exec(text) ?? [];
      return index === '' ? [] : [[index, table]];
    }),
  );
  const ofFile = (file: string) =>
    statements.filter((one) => one.file === file).map(({ text }) => indexWork(text, tableOf));
  const holding = files.filter((file) => !BEFORE_RULE.has(file) && holdsLocks(ofFile(file), made));
  return [...breaking, ...holding.map(lockProblem)];
}

/** The work of a statement on an index of a table; null for another statement. */
type IndexWork = { kind: 'builds' | 'drops'; table: string } | null;

function indexWork(text: string, tableOf: ReadonlyMap<string, string>): IndexWork {
  const [, , built] = BUILT.exec(text) ?? [];
  if (built !== undefined) return { kind: 'builds', table: built };
  const [, dropped] = DROPPED.exec(text) ?? [];
  return dropped === undefined ? null : { kind: 'drops', table: tableOf.get(dropped) ?? dropped };
}

/**
 * Tells if a migration builds or drops an index of a table with rows beside other statements, or those of two such
 * tables. Each migration is a transaction, so the locks of the others would be held for as long as an index is built,
 * reads would wait behind a drop, and two locks can meet those of a writer.
 */
function holdsLocks(works: readonly IndexWork[], made: ReadonlySet<string>): boolean {
  const kinds = works
    .filter((work) => work === null || !made.has(work.table))
    .map((work) => work && `${work.kind} ${work.table}`);
  return new Set(kinds).size > 1;
}

const lockProblem = (file: string): string =>
  `drizzle/${file} builds or drops an index beside other statements, whose locks last as long: make it a migration of its own`;

const statementsOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .replaceAll(/--(?!> statement-breakpoint).*$/gm, '')
    .split(/--> statement-breakpoint|;\s*$/m)
    .map((text) => text.trim())
    .filter((text) => text !== '');

const brief = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 100);
