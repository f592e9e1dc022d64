import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText } from '../http/answer.ts';
import { DOCUMENTS } from '../openapi/files.ts';
import type { Document } from '../openapi/types.ts';

/** The document of a face as it is served. */
export interface ServedDocument {
  text: string;
  /** A strong validator (RFC 9110 §8.8.3): equal tags mean equal bytes. */
  etag: string;
}

const SUFFIX = '.json';

const known = new Map<string, ReadonlyMap<string, ServedDocument>>();

/** Reads the committed documents once for a base path, by the name of their face, the root's first. */
export function readDocuments(basePath = ''): ReadonlyMap<string, ServedDocument> {
  const documents = known.get(basePath) ?? readAll(basePath);
  known.set(basePath, documents);
  return documents;
}

function readAll(basePath: string): Map<string, ServedDocument> {
  const names = readdirSync(DOCUMENTS)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length))
    .sort((a, b) => Number(b === 'root') - Number(a === 'root') || (a < b ? -1 : 1));
  return new Map(names.map((name) => [name, readDocument(name, basePath)]));
}

/** Reads a document, names the base path as its server, and strips its white space. */
function readDocument(name: string, basePath: string): ServedDocument {
  const document = JSON.parse(readFileSync(join(DOCUMENTS, `${name}${SUFFIX}`), 'utf8')) as Document;
  const servers = document.servers.map((server) => ({ ...server, url: basePath || server.url }));
  const text = jsonText({ ...document, servers });
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
