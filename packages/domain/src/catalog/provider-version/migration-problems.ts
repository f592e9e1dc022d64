import {
  canonicalJson,
  checkValue,
  exposures,
  isObject,
  literalSecrets,
  migrate,
  type Operation,
  parsePointer,
  readPatch,
  validatorFor,
} from '@berth/json-schema';
import { breathe, invalidData, type Problem, readName } from '@berth/kernel';
import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { CatalogWriter } from '../tables/owned.ts';
import { type Migration, providerVersions } from '../tables/provider-version.ts';
import { specifications } from '../tables/specification.ts';
import { versionProblems } from './errors.ts';
import type { Migrations } from './migration-schema.ts';
import { prefixOf } from './migration-source.ts';
import { markedBy, migrated } from './migrations.ts';

type Specification = typeof specifications.$inferSelect;

/** The most characters of the migrations of a version: a list shows those of a hundred. */
const MOST_CHARACTERS = 64 * 1024;
/** The most specifications that a migration is checked against, the newest first. */
const MOST_SOURCES = 10;
const MOST_VERSIONS = 200;
const MOST_PROBLEMS = 10;

/** Writes migrations in the form in which they are stored; null for none. */
export const normalMigrations = (input: Migrations | undefined, path: string[]): Migration[] | null =>
  input === undefined || input.length === 0
    ? null
    : input.map((one, index) => ({
        ...one,
        from: readName(one.from, 100, [...path, String(index), 'from']),
      }));

/**
 * Checks the migrations of a version that is to be published: their patches, their tests, and the secrets that they
 * would show. `path` leads to them in the caller's body.
 * @throws DomainError `invalid_data` with every problem.
 */
export async function refuseMigrations(...given: Parameters<typeof migrationProblems>): Promise<void> {
  const problems = await migrationProblems(...given);
  if (problems.length > 0) throw invalidData(problems);
}

async function migrationProblems(
  writer: CatalogWriter,
  version: { provider_id: string; version: string; specification_id: string },
  migrations: readonly Migration[],
  path: string[],
): Promise<Problem[]> {
  if (migrations.length === 0) return [];
  const { length } = JSON.stringify(migrations);
  if (length > MOST_CHARACTERS)
    return [versionProblems.largeMigrations({ characters: length, most: MOST_CHARACTERS }, path)];
  const [after] = await writer.db
    .select()
    .from(specifications)
    .where(eq(specifications.id, version.specification_id));
  if (after === undefined) throw new Error('the specification of the version is gone');
  const problems: Problem[] = [];
  for (const [index, migration] of migrations.entries()) {
    const at = [...path, String(index)];
    if (migration.from === version.version) problems.push(versionProblems.fromItself([...at, 'from']));
    const { operations, problems: faults } = readPatch(migration.patch);
    problems.push(...faults.map((fault) => placed(fault, [...at, 'patch'])));
    if (faults.length > 0) continue;
    const sources = await sourcesOf(writer, version.provider_id, migration.from);
    problems.push(...(await secretProblems(operations, sources, after, [...at, 'patch'])));
    for (const [number, { before, after: expected }] of migration.tests.entries()) {
      const test = { operations, sources, before, expected, after };
      problems.push(...(await testProblems(test, [...at, 'tests', String(number)])));
    }
  }
  return problems;
}

interface Source {
  version: string;
  specification: Specification;
}

/** Reads the specifications of the versions that a migration is from, each with its newest version. */
async function sourcesOf({ db }: CatalogWriter, providerId: string, from: string): Promise<Source[]> {
  const rows = await db
    .select({ version: providerVersions.version, id: providerVersions.specification_id })
    .from(providerVersions)
    .where(and(eq(providerVersions.provider_id, providerId), isFromVersion(from)))
    .orderBy(desc(providerVersions.id))
    .limit(MOST_VERSIONS);
  const newest = new Map(rows.toReversed().map(({ id, version }) => [id, version]));
  const ids = [...new Set(rows.map(({ id }) => id))].slice(0, MOST_SOURCES);
  if (ids.length === 0) return [];
  const found = await db.select().from(specifications).where(inArray(specifications.id, ids));
  return ids.flatMap((id) => {
    const specification = found.find((one) => one.id === id);
    return specification === undefined ? [] : [{ version: newest.get(id) ?? '', specification }];
  });
}

/** The condition of `isFrom`, for a statement. */
function isFromVersion(from: string): SQL | undefined {
  if (from === '*') return undefined;
  const { version } = providerVersions;
  const prefix = prefixOf(from);
  return prefix === null
    ? eq(version, from)
    : or(eq(version, from), eq(version, prefix), sql`starts_with(${version}, ${`${prefix}.`})`);
}

const placed = ({ path, code, message }: { path: string; code: string; message: string }, at: string[]) => ({
  code,
  message,
  path: [...at, ...(parsePointer(path) ?? [])],
});

async function secretProblems(
  operations: readonly Operation[],
  sources: readonly Source[],
  after: Specification,
  at: string[],
): Promise<Problem[]> {
  const found = literalSecrets(operations, markedBy(after));
  for (const { specification } of sources) {
    await breathe();
    found.push(...exposures(operations, markedBy(specification), markedBy(after)));
  }
  const unique = new Map(found.map((problem) => [`${problem.path} ${problem.code}`, problem]));
  return [...unique.values()].map((problem) => placed(problem, at));
}

interface Test {
  operations: readonly Operation[];
  sources: readonly Source[];
  before: Record<string, unknown>;
  expected: Record<string, unknown>;
  after: Specification;
}

async function testProblems(
  { operations, sources, before, expected, after }: Test,
  at: string[],
): Promise<Problem[]> {
  const source = await sourceThatFits(sources, before);
  const [newest] = sources;
  if (source === undefined && newest !== undefined) {
    const { version, specification } = newest;
    const problems = checkValue(validatorFor(specification.config_schema), before).slice(0, MOST_PROBLEMS);
    return problems.map(({ path, message }) =>
      versionProblems.unfitBefore({ version, problem: message }, [
        ...at,
        'before',
        ...(parsePointer(path) ?? []),
      ]),
    );
  }
  const result = source
    ? await migrated(before, [operations], {
        before: markedBy(source.specification),
        after: markedBy(after),
        sentAsSecret: [],
      })
    : migrate(before, [operations]);
  if (result.problems.length > 0)
    return result.problems.map((problem) => placed(problem, [...at, 'before'])).slice(0, MOST_PROBLEMS);
  const difference = differenceOf(result.value, expected, []);
  if (difference !== null) return [versionProblems.otherResult([...at, 'after', ...difference])];
  await breathe();
  return checkValue(validatorFor(after.config_schema), result.value)
    .slice(0, MOST_PROBLEMS)
    .map((problem) => placed(problem, [...at, 'after']));
}

async function sourceThatFits(sources: readonly Source[], value: unknown): Promise<Source | undefined> {
  for (const source of sources) {
    await breathe();
    if (checkValue(validatorFor(source.specification.config_schema), value).length === 0) return source;
  }
  return undefined;
}

/** Finds the first place where two values differ; null when they are equal. */
function differenceOf(one: unknown, other: unknown, at: string[]): string[] | null {
  const isSameKind = Array.isArray(one) === Array.isArray(other);
  const canEnter = isSameKind && (Array.isArray(one) || (isObject(one) && isObject(other)));
  if (!canEnter) return canonicalJson(one ?? null) === canonicalJson(other ?? null) ? null : at;
  const names = new Set([...Object.keys(one as object), ...Object.keys(other as object)]);
  for (const name of names) {
    const [left, right] = [one, other].map((holder) => (holder as Record<string, unknown>)[name]);
    const isInBoth = [one, other].every((holder) => Object.hasOwn(holder as object, name));
    const found = isInBoth ? differenceOf(left, right, [...at, name]) : [...at, name];
    if (found !== null) return found;
  }
  return null;
}
