import { MOST_PROBLEMS, nearest, type Pause } from '@berth/kernel';
import { isDeeperThan } from '../json/depth.ts';
import { jsonCopy } from '../json/json-copy.ts';
import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { type Draft, draftOf } from '../schema/draft.ts';
import { schemaProblems } from '../schema/errors.ts';
import { excessOf, SCHEMA_BUDGET } from '../schema/schema-budget.ts';
import { type Dialect, dialectOf, missingVocabulary } from './custom-metaschema.ts';
import { embedded } from './embedded.ts';
import { bundleProblems } from './errors.ts';
import { type HandedIn, readDocument, writtenUri } from './handed-in.ts';

/** A remark on the schema itself, or on the one that was handed in under a URI. */
export interface BundleProblem extends PointerProblem {
  readonly uri: string | undefined;
}

export interface Bundle {
  /** The schema with those that it refers to among its definitions: one document that any validator can read. */
  readonly schema: unknown;
  /** The schemas that were taken in, by their pointers in the bundle. */
  readonly taken: ReadonlyMap<Pointer, string>;
  /** The URIs of schemas to which no reference leads. They are left out. */
  readonly unused: readonly string[];
  /** Reasons why the schemas cannot be bundled. Of references to nothing, at most 100. */
  readonly problems: readonly BundleProblem[];
}

/**
 * Puts the schemas that a schema refers to among its definitions, each with its URI as `$id`. A reference to a schema
 * under a URI other than the `$id` of the schema is rewritten. A `$schema` that names one of them is replaced by the
 * draft of that metaschema. Takes time linear in the schemas; they are not put together when they have too many
 * characters or subschemas. `pause` is awaited between documents and references, so that others can run.
 */
export async function bundleSchemas(
  schema: unknown,
  others: Readonly<Record<string, unknown>>,
  pause: Pause = () => undefined,
): Promise<Bundle> {
  const keys = Object.keys(others);
  const nothing: Bundle = { schema, taken: new Map(), unused: [], problems: [] };
  if (keys.length === 0 || !isObject(schema)) return nothing;
  const refused = (uri: string | undefined, problem: PointerProblem): Bundle => ({
    ...nothing,
    problems: [{ uri, ...problem }],
  });
  await pause();
  const { length } = JSON.stringify([schema, others]);
  const [excess] = excessOf('characters of schemas', length, SCHEMA_BUDGET.characters);
  if (excess !== undefined) return refused(undefined, { path: '', code: 'too_large', message: excess });
  const deep = [schema, ...Object.values(others)].findIndex((one) => isDeeperThan(one, SCHEMA_BUDGET.levels));
  if (deep >= 0) {
    return refused(keys[deep - 1], schemaProblems.deep({ levels: SCHEMA_BUDGET.levels }));
  }

  const own = ownDialect(schema, others);
  if (typeof own === 'string')
    return refused(undefined, bundleProblems.metaschema({ reason: own }, '/$schema'));
  // An unknown $schema is refused with the schema
  if (own === undefined) return nothing;
  const { dialect, metaschema } = own;
  const copy = jsonCopy(schema) as Record<string, unknown>;
  if (metaschema !== undefined) copy.$schema = SCHEMA_URIS[dialect.draft];
  const root = readDocument(copy, dialect.draft, undefined, '');

  const problems: BundleProblem[] = [];
  const byUri = new Map<string, HandedIn>();
  const documents: HandedIn[] = [];
  for (const key of keys) {
    await pause();
    const document = readDocument(jsonCopy(others[key]), dialect.draft, key, root.uri);
    for (const one of document.problems) problems.push({ ...one, uri: key });
    for (const uri of document.uris) {
      if (!byUri.has(uri)) byUri.set(uri, document);
      else if (uri === document.uri || uri === document.alias)
        problems.push({ uri: key, ...bundleProblems.twice() });
    }
    documents.push(document);
  }
  for (const uri of root.uris) byUri.delete(uri);

  let subschemas = 0;
  const reached = new Set<HandedIn>([root]);
  for (const document of reached) {
    await pause();
    subschemas += document.index.subschemas.length;
    const [many] = excessOf('subschemas', subschemas, SCHEMA_BUDGET.subschemas);
    if (many !== undefined) return refused(undefined, { path: '', code: 'too_large', message: many });
    for (const reference of document.remote) {
      await pause();
      const target = byUri.get(reference.uri);
      if (target === undefined) {
        if (problems.length < MOST_PROBLEMS)
          problems.push({ uri: document.key, ...missing(reference, keys) });
        continue;
      }
      reached.add(target);
      if (reference.uri === target.alias) reference.rewrite(target.uri);
    }
    const vocabulary = missingVocabulary(dialect, document.index);
    if (vocabulary !== undefined) {
      problems.push({ uri: document.key, ...bundleProblems.vocabulary({ vocabulary }) });
    }
  }
  const used = new Set<string | undefined>([metaschema, ...[...reached].map(({ key }) => key)]);
  const unused = documents.flatMap(({ key }) => (key === undefined || used.has(key) ? [] : [key]));
  if (problems.length > 0) return { ...nothing, unused, problems };
  return { ...embedded(root, [...reached].slice(1), dialect.draft), unused, problems };
}

const SCHEMA_URIS: Readonly<Record<Draft, string>> = {
  '04': 'http://json-schema.org/draft-04/schema#',
  '06': 'http://json-schema.org/draft-06/schema#',
  '07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** Reads the rules of a schema: those of a draft, or of a metaschema that was handed in. Returns why it cannot. */
function ownDialect(
  schema: Record<string, unknown>,
  others: Readonly<Record<string, unknown>>,
): { dialect: Dialect; metaschema?: string } | string | undefined {
  const draft = draftOf(schema);
  if (draft !== undefined) return { dialect: { draft, leftOut: new Map() } };
  const declared = ownValue(schema, '$schema');
  const key = Object.keys(others).find((uri) => declared === uri || declared === `${uri}#`);
  if (key === undefined) return undefined;
  const dialect = dialectOf(others[key]);
  return typeof dialect === 'string' ? dialect : { dialect, metaschema: key };
}

/** Says that a reference leads to nothing that was handed in, and which schema may be meant. */
function missing({ path, uri }: { path: Pointer; uri: string }, keys: readonly string[]): PointerProblem {
  const byName = new Map(keys.map((key) => [lastStep(key), key]));
  const name = nearest(lastStep(uri), byName.keys());
  const meant = name === undefined ? '' : `; ${JSON.stringify(byName.get(name))} is there`;
  return bundleProblems.missing({ uri: JSON.stringify(writtenUri(uri).slice(0, 300)), meant }, path);
}

const lastStep = (uri: string): string => uri.slice(uri.search(/[^/]*\/?$/));

/** Finds the schema handed in that a pointer into a bundle leads to, and the rest of the pointer. */
export function inTaken({ taken }: Bundle, pointer: Pointer): { uri: string; path: Pointer } | undefined {
  for (const [at, uri] of taken) {
    if (pointer === at || pointer.startsWith(`${at}/`)) return { uri, path: pointer.slice(at.length) };
  }
  return undefined;
}
