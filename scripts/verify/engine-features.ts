import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJournal } from '../migrations/released.ts';
import type { SourceFile } from './source-files.ts';

/** Engines that speak PostgreSQL's protocol. `docs/scale.md` describes which of them fit. */
const ENGINES = ['CockroachDB', 'YugabyteDB', 'Aurora PostgreSQL'] as const;
export type Engine = (typeof ENGINES)[number];

/** A feature of PostgreSQL that Berth uses, found by its text. */
export interface Feature {
  name: string;
  pattern: RegExp;
  /** The engines that lack it, and how. */
  lacks: Partial<Record<Engine, string>>;
}

/** The features of the migrations and of the statements that other engines have not, or not all alike. */
const FEATURES: readonly Feature[] = [
  {
    name: 'json with its order of members',
    pattern: /"\w+" json[ ,]/,
    lacks: { CockroachDB: 'json is jsonb, which reorders members' },
  },
  {
    name: 'statement triggers on TRUNCATE',
    pattern: /BEFORE TRUNCATE ON/,
    lacks: { CockroachDB: 'has row triggers only' },
  },
  {
    name: 'search indexes: pg_trgm under GIN with btree_gin',
    pattern: /CREATE EXTENSION IF NOT EXISTS (?:pg_trgm|btree_gin)|USING gin/,
    lacks: {
      CockroachDB: 'has trigram indexes, but not the extension btree_gin',
      YugabyteDB: 'takes one column in an index of GIN',
    },
  },
  {
    name: 'advisory locks of a transaction',
    pattern: /pg_(?:try_)?advisory_xact_lock/,
    lacks: {
      CockroachDB: 'came in 2026; before, they lock nothing',
      YugabyteDB: 'come with version 2025.1',
    },
  },
  {
    name: 'replicas: the position of a standby in the log',
    pattern:
      /pg_last_wal_replay_lsn|pg_stat_wal_receiver|pg_current_wal_insert_lsn|pg_walfile_name|pg_switch_wal|pg_control_(?:system|checkpoint)/,
    lacks: {
      CockroachDB: 'no standby replays a log',
      YugabyteDB: 'no standby replays a log',
      'Aurora PostgreSQL': 'its readers share the storage of the writer',
    },
  },
  {
    name: 'row locks that skip what is locked',
    pattern: /skip locked|skipLocked/,
    lacks: {},
  },
  { name: 'partial unique indexes', pattern: /CREATE UNIQUE INDEX .* WHERE /, lacks: {} },
  { name: 'stored generated columns', pattern: /GENERATED ALWAYS AS/, lacks: {} },
  { name: 'functions in PL/pgSQL', pattern: /LANGUAGE plpgsql/, lacks: {} },
  { name: 'the collation C', pattern: /COLLATE "C"/, lacks: {} },
];

/** The tables, views and functions of the system that every engine has, or that only Citus is asked for. */
const SYSTEM = new Set([
  'pg_advisory_lock',
  'pg_backend_pid',
  'pg_catalog',
  'pg_class',
  'pg_column_size',
  'pg_constraint',
  'pg_extension',
  'pg_get_constraintdef',
  'pg_index',
  'pg_is_in_recovery',
  'pg_relation_size',
  'pg_settings',
  'pg_stat_activity',
  'pg_trigger',
]);

/** The types of columns that every engine has, and `json`, of which FEATURES tells. */
const TYPES =
  /^"\w+" (?:text(?:\[\])?|json|boolean|smallint|integer|bigint|double precision|"bytea"|timestamp \(3\) with time zone)(?= |,|$)(?!.*\breferences\b)/i;

/** The constraints of a table that every engine has. */
const CONSTRAINT =
  /^constraint "\w+" (?:(?:primary key|unique|check) ?\(|foreign key \([^)]+\) references "public"\."\w+"\([^)]+\) on delete no action on update no action$)/i;

/** The forms of statements that every engine has, or that FEATURES tells about; function bodies are left out. */
const KNOWN: readonly RegExp[] = [
  /^create table "\w+" \(/i,
  /^alter table "\w+" add (?:column|constraint) "\w+" /i,
  /^alter table "\w+" alter column "\w+" set default \S+$/i,
  /^create (?:unique )?index "\w+" on "\w+" using btree \((?!.*\) (?:include|nulls|with)\b)/i,
  /^drop index "\w+"$/i,
  /^create function \w+\(\) returns (?:trigger|void) language plpgsql as ''$/i,
  /^create trigger \w+ before (?:update or delete|truncate) on "\w+"\s+for each (?:row|statement) execute function \w+\(\)$/i,
  /^update "\w+" (?:as "\w+" )?set\b/i,
  /^insert into "\w+" \((?!.*\bon conflict\b)/is,
  /^select \w+\(\)$/i,
];

/** Tells if every engine can run a statement, as far as FEATURES does not tell. */
const isKnown = (statement: string): boolean =>
  KNOWN.some((form) => form.test(statement)) &&
  partsOf(statement).every((part) => (/^constraint/i.test(part) ? CONSTRAINT : TYPES).test(part));

/** Lists the columns and constraints that a statement adds to a table. */
function partsOf(statement: string): string[] {
  const [, added] = /^alter table "\w+" add (?:column )?(.*)$/is.exec(statement) ?? [];
  if (added !== undefined) return [added];
  if (!/^create table/i.test(statement)) return [];
  return statement
    .replace(/\s*\)$/, '')
    .split('\n\t') // a line that goes on is indented by spaces
    .slice(1)
    .map((part) => part.replace(/,$/, ''));
}

/**
 * Lists features that nothing uses, statements of the migrations of a kind that no entry tells about, and entries
 * that the document does not name.
 */
export function featureProblems(
  migrations: string,
  sources: readonly SourceFile[],
  document: string,
): string[] {
  const text = [migrations, ...sources.map((file) => file.text)].join('\n');
  const strange = statementsIn(migrations).filter((statement) => !isKnown(statement));
  return [
    ...FEATURES.filter(({ pattern }) => !pattern.test(text)).map(
      ({ name }) => `FEATURES of scripts/verify/engine-features.ts: nothing uses ${name}`,
    ),
    ...strange.map(
      (statement) =>
        `drizzle/ has a new kind of statement; say in scripts/verify/engine-features.ts which engines lack it: ${statement.slice(0, 60)}`,
    ),
    ...systemNamesIn(sources).map(
      ({ name, path }) =>
        `${path} asks for ${name}; say in scripts/verify/engine-features.ts which engines lack it`,
    ),
    ...FEATURES.flatMap(({ name, lacks }) =>
      Object.entries(lacks)
        .filter(([engine, how]) => !isInRow(document, name, engine, how))
        .map(([engine]) => `docs/scale.md does not say that ${engine} lacks ${name}`),
    ),
  ];
}

/** Lists the names of the system in the statements of sources that no entry tells about. */
const systemNamesIn = (sources: readonly SourceFile[]): { name: string; path: string }[] =>
  sources.flatMap(({ path, text }) =>
    [...new Set(text.replaceAll(COMMENT, '').match(SYSTEM_NAME))]
      .filter((name) => !SYSTEM.has(name) && !FEATURES.some(({ pattern }) => pattern.test(name)))
      .map((name) => ({ name, path })),
  );

/** A table, view or function of the system where a statement reads or calls it. */
const SYSTEM_NAME = /(?<=\b(?:from|join)\s+(?:pg_catalog\.)?)pg_\w+|\bpg_\w+(?=\()/g;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;

const isInRow = (document: string, name: string, engine: string, how: string): boolean =>
  document
    .split('\n')
    .some((line) => line.startsWith('|') && [name, engine, how].every((part) => line.includes(part)));

/** Splits migrations into statements; the bodies of functions stay whole. */
const statementsIn = (migrations: string): string[] =>
  migrations
    .replaceAll(/^\s*--(?!> statement-breakpoint).*$/gm, '')
    .replaceAll(/\$\$.*?\$\$/gs, "''")
    .split(/--> statement-breakpoint|;\s*$/m)
    .map((statement) => statement.trim().replace(/;$/, ''))
    .filter((statement) => statement !== '');

/** Reads the text of all migrations of a folder. */
export const migrationsText = (folder: string): string =>
  readJournal(folder)
    .map(({ tag }) => readFileSync(join(folder, `${tag}.sql`), 'utf8'))
    .join('\n--> statement-breakpoint\n');
