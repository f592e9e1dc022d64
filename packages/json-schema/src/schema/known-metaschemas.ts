import { draft04 } from '../metaschema/draft-04.ts';
import { draft06 } from '../metaschema/draft-06.ts';
import { draft07 } from '../metaschema/draft-07.ts';
import { draft201909 } from '../metaschema/draft-2019-09.ts';
import { draft202012 } from '../metaschema/draft-2020-12.ts';
import type { Draft } from './draft.ts';

/** One document of a metaschema. A reference to it needs no fetching. */
export interface Metaschema {
  /** Its URI without a fragment. */
  readonly uri: string;
  readonly schema: object;
  readonly draft: Draft;
}

const DOCUMENTS: readonly (readonly [Draft, readonly object[]])[] = [
  ['04', draft04],
  ['06', draft06],
  ['07', draft07],
  ['2019-09', draft201909],
  ['2020-12', draft202012],
];

const byUri = new Map<string, Metaschema>();
for (const [draft, documents] of DOCUMENTS) {
  for (const schema of documents) {
    const { id, $id = id } = schema as { id?: string; $id?: string };
    const uri = String($id).replace(/#$/, '');
    byUri.set(spelling(uri), { uri, schema, draft });
  }
}
const NEWEST = byUri.get('http://json-schema.org/draft/2020-12/schema') as Metaschema;
byUri.set('http://json-schema.org/schema', NEWEST);

/** Returns the metaschema at a URI without a fragment; `https` counts as `http`. */
export const metaschemaAt = (uri: string): Metaschema | undefined => byUri.get(spelling(uri));

function spelling(uri: string): string {
  return uri.replace(/^https:/, 'http:');
}
