import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS } from '../openapi/files.ts';

/** The document of a face as it is served. */
export interface ServedDocument {
  text: string;
  /** Strong (RFC 9110 §8.8.3): equal tags are equal bytes. */
  etag: string;
}

const SUFFIX = '.json';

let known: Map<string, ServedDocument> | null = null;

/** The committed documents by the names of their faces, the root's first. Read once. */
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

/** Without the white space that it is kept with. */
function readDocument(name: string): ServedDocument {
  const text = JSON.stringify(JSON.parse(readFileSync(join(DOCUMENTS, `${name}${SUFFIX}`), 'utf8')));
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
