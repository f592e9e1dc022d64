import type { PointerProblem } from '@berth/json-schema';
import {
  type Budget,
  compilePatterns,
  compileSchema,
  ineffectiveMarks,
  mistypedKeywords,
  newBudget,
  parsePointer,
  SchemaError,
  unreachedPaths,
} from '@berth/json-schema';
import { breathe, nameProblem, type Problem, textProblem } from '@berth/kernel';
import { oauthFaults } from '../auth-method/index.ts';
import { specificationProblems } from './errors.ts';
import type { SpecificationContent } from './service.ts';

/** Lists the problems that make a specification unusable. `path` leads to the content in the caller's body. */
export async function unusableParts(content: SpecificationContent, path: string[]): Promise<Problem[]> {
  // The schemas of a specification share one budget
  const budget = newBudget();
  const shown = [
    ...placesOf(content.tools, [...path, 'tools']),
    ...placesOf(content.auth_methods, [...path, 'auth_methods']),
    ...placesOf(content.triggers ?? [], [...path, 'triggers']),
  ];
  const refused: Problem[] = [];
  for (const { schema, at } of checkedSchemas(content, path)) {
    for (const _ of compilePatterns(schema)) await breathe();
    await breathe();
    refused.push(...refusalOf(schema, at, budget), ...rootProblems(schema, at));
  }
  await breathe();
  return [
    ...refused,
    ...shown.flatMap(({ part, at }) => largeMembers(part, at)),
    ...content.auth_methods.flatMap((method, index) =>
      oauthProblems(method, [...path, 'auth_methods', String(index), 'oauth']),
    ),
    ...keyProblems(content.tools, [...path, 'tools']),
    ...keyProblems(content.auth_methods, [...path, 'auth_methods']),
    ...keyProblems(content.triggers ?? [], [...path, 'triggers']),
    ...shown.flatMap(({ part, at }) => textProblemsOf(part, at)),
  ];
}

/**
 * Lists the marks and paths without effect: keywords of a wrong type, marks inside a `not` and the like, and entries of
 * lists of paths that the schema does not reach. Each would leave a secret readable.
 */
export async function ineffectiveParts(content: SpecificationContent, path: string[]): Promise<Problem[]> {
  const { config_schema, secret_paths, destination_paths = [] } = content;
  const problems: Problem[] = [];
  for (const { schema, at } of checkedSchemas(content, path)) {
    await breathe();
    const found = [...mistypedKeywords(schema), ...ineffectiveMarks(schema)];
    problems.push(...found.map((problem) => placed(problem, at)));
  }
  for (const [name, paths] of Object.entries({ secret_paths, destination_paths })) {
    await breathe();
    problems.push(...unreachedEntries(config_schema, paths, [...path, name]));
  }
  return problems;
}

/** Lists the entries of a list of paths, which stands at `path` in the body, that the schema does not reach. */
const unreachedEntries = (schema: unknown, paths: readonly string[], path: string[]): Problem[] =>
  unreachedPaths(schema, paths).map(({ index, code, message }) => ({
    code,
    message,
    path: [...path, String(index)],
  }));

/** Lists the schemas of a specification that values are checked against, each with its place in the body. */
export const checkedSchemas = (content: SpecificationContent, path: string[]) => [
  { schema: content.config_schema, at: [...path, 'config_schema'] },
  ...content.auth_methods.flatMap(({ input_schema: schema }, index) =>
    schema ? [{ schema, at: [...path, 'auth_methods', String(index), 'input_schema'] }] : [],
  ),
];

/** Moves a problem of a schema to the place of the schema in the body. */
export const placed = <P extends { path: string }>({ path, ...rest }: P, at: string[]) => ({
  ...rest,
  path: [...at, ...(parsePointer(path) ?? [])],
});

/** The texts of a part that people read. */
interface Texts {
  name: string;
  description: string | null;
}
type Part = Texts & {
  [K in Exclude<(typeof LIMITED)[number], 'scopes'>]?: unknown;
} & { scopes?: readonly Texts[] | null };

const placesOf = (parts: readonly Part[], path: string[]) =>
  parts.map((part, index) => ({ part, at: [...path, String(index)] }));

/** The members of a tool, an auth method or a trigger that may be long. Lists show those of a hundred rows. */
const LIMITED = ['input_schema', 'output_schema', 'scopes', 'oauth'] as const;

/** The most characters of each of them, as JSON. */
const MOST_CHARACTERS = 64 * 1024;

function largeMembers(part: Part, at: string[]): Problem[] {
  return LIMITED.flatMap((member) => {
    const { length } = JSON.stringify(part[member] ?? null);
    if (length <= MOST_CHARACTERS) return [];
    return [specificationProblems.large({ characters: length, most: MOST_CHARACTERS }, [...at, member])];
  });
}

/** Lists the problems of the texts of a part that people read. A scope may be its name alone, and has one place. */
const textProblemsOf = ({ name, description, scopes }: Part, at: string[]): Problem[] =>
  [
    textProblem(name, 'line', { path: [...at, 'name'], isNeeded: true }),
    textProblem(description ?? '', 'lines', { path: [...at, 'description'] }),
    ...(scopes ?? []).map(
      (scope, index) =>
        textProblem(scope.name, 'line', { path: [...at, 'scopes', String(index)], isNeeded: true }) ??
        textProblem(scope.description ?? '', 'lines', { path: [...at, 'scopes', String(index)] }),
    ),
  ].filter((problem) => problem !== null);

function refusalOf(schema: unknown, at: string[], budget: Budget): Problem[] {
  try {
    compileSchema(schema, budget);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map((problem: PointerProblem) => placed(hinted(problem, at), at));
  }
}

/** Says how a config schema can refer to another schema. */
const hinted = (problem: PointerProblem, at: string[]): PointerProblem =>
  problem.code === 'remote_ref' && at.at(-1) === 'config_schema'
    ? { ...problem, message: `${problem.message}; hand the schema in under schemas` }
    : problem;

/** A root without a type may describe objects. A type that is none of JSON Schema is a problem of its own. */
function rootProblems(schema: Record<string, unknown>, at: string[]): Problem[] {
  const types: unknown[] = [schema.type ?? 'object'].flat();
  const isKnown = types.every((type) => typeof type === 'string' && TYPES.includes(type));
  return isKnown && !types.includes('object') ? [specificationProblems.notObject([...at, 'type'])] : [];
}

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

function keyProblems(items: { key: string }[], path: string[]): Problem[] {
  const seen = new Set<string>();
  return items.flatMap(({ key }, index) => {
    const problem = nameProblem(key, MOST_KEY) ?? (seen.has(key) ? TWICE : null);
    seen.add(key);
    return problem ? [{ ...problem, path: [...path, String(index), 'key'] }] : [];
  });
}

const FAULTS = {
  endpoint: specificationProblems.endpoint,
  missing: specificationProblems.noAuthorizationUrl,
  owned: specificationProblems.ownParameter,
};

function oauthProblems(
  { type, oauth }: SpecificationContent['auth_methods'][number],
  at: string[],
): Problem[] {
  if (!oauth) return [];
  if (type !== 'oauth') return [specificationProblems.notOAuth(at)];
  return oauthFaults(oauth).map(({ at: below, fault }) => FAULTS[fault]([...at, ...below]));
}

const MOST_KEY = 255;
const TWICE = specificationProblems.duplicate.text;
