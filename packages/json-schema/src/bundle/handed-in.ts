import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { type Draft, draftOf, idKeywordOf } from '../schema/draft.ts';
import { schemaProblems } from '../schema/errors.ts';
import { SchemaIndex, splitUri } from '../schema/schema-index.ts';
import { bundleProblems } from './errors.ts';

/** A reference that leads out of its document. */
export interface RemoteReference {
  readonly path: Pointer;
  /** The URI that it leads to, without the fragment. */
  readonly uri: string;
  /** Lets the reference lead to the same place of another URI. */
  readonly rewrite: (uri: string) => void;
}

/** One document of a bundle: the schema itself, or one that was handed in. */
export interface HandedIn {
  /** The URI as the caller wrote it; undefined for the schema itself. */
  readonly key: string | undefined;
  /** The URI that the document calls itself: its `$id`, else the URI under which it was handed in. */
  readonly uri: string;
  /** The URI under which it was handed in, when its `$id` is another one. */
  readonly alias: string | undefined;
  /** All URIs by which a reference can reach into it. */
  readonly uris: readonly string[];
  readonly schema: unknown;
  readonly index: SchemaIndex;
  readonly remote: readonly RemoteReference[];
  readonly problems: readonly PointerProblem[];
}

/** A schema without an `$id` stands in this folder, so that a relative URI can name its neighbours. */
const FOLDER = 'berth://schema/';

/** Returns a URI as a schema can write it: relative when the schema itself has none. */
export const writtenUri = (uri: string): string => (uri.startsWith(FOLDER) ? uri.slice(FOLDER.length) : uri);

/** Reads a document in place. `base` is the URI of the schema itself. */
export function readDocument(schema: unknown, draft: Draft, key: string | undefined, base: string): HandedIn {
  const problems: PointerProblem[] = [];
  const idKeyword = idKeywordOf(draft);
  const [given, fragment] = key === undefined ? [`${FOLDER}root`, ''] : (splitUri(key, base) ?? [key, '#']);
  if (fragment !== '') problems.push(bundleProblems.keyUri());
  if (!isObject(schema) && typeof schema !== 'boolean') problems.push(schemaProblems.noSchema());
  if (key !== undefined && isObject(schema) && Object.hasOwn(schema, '$schema') && draftOf(schema) !== draft)
    problems.push(bundleProblems.otherDraft('/$schema'));

  const id = isObject(schema) ? ownValue(schema, idKeyword) : undefined;
  if (key !== undefined && typeof id === 'string' && splitUri(id, given)?.[1] !== '')
    problems.push(bundleProblems.idUri(childPointer('', idKeyword)));
  const index = new SchemaIndex(schema, draft, given);
  const own = index.root.base;
  return {
    key,
    uri: own,
    alias: own === given ? undefined : given,
    uris: [...new Set([own, given, ...index.uris()])],
    schema,
    index,
    remote: remoteReferences(index),
    problems,
  };
}

function remoteReferences(index: SchemaIndex): RemoteReference[] {
  return index.subschemas.flatMap((subschema) =>
    index.referencesOf(subschema).flatMap(({ keyword, to, parts }): RemoteReference[] => {
      if (to !== 'remote') return [];
      const holder = subschema.schema as Record<string, unknown>;
      const [uri, fragment] = parts ?? [String(holder[keyword]), ''];
      const rewrite = (other: string): void => {
        holder[keyword] = `${writtenUri(other)}${fragment === '' ? '' : `#${encodeURI(fragment)}`}`;
      };
      return [{ path: childPointer(subschema.pointer, keyword), uri, rewrite }];
    }),
  );
}
