import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText } from '../http/answer.ts';
import { DOCUMENTS } from '../openapi/files.ts';

/** The document of a face as it is served. */
export interface ServedDocument {
  text: string;
  /** A strong validator (RFC 9110 §8.8.3): equal tags mean equal bytes. */
  etag: string;
}

const SUFFIX = '.json';

let known: Map<string, ServedDocument> | null = null;

/** Reads the committed documents once, by the name of their face, the root's first. */
export const readDocuments = (): ReadonlyMap<string, ServedDocument> => {
  known ??= readAll();
  return known;
};

function readAll(): Map<string, ServedDocument> {
  const names = readdirSync(DOCUMENTS)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort((a, b) => Number(b === 'root') - Number(a === 'root') || (a < b ? -1 : 1));
  return new Map(names.map((name) => [name, readDocument(name)]));
}

/** Reads a document and strips its white space. */
function readDocument(name: string): ServedDocument {
  const text = jsonText(JSON.parse(readFileSync(join(DOCUMENTS, `${name}${SUFFIX}`), 'utf8')));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
