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

/** The names of the faces with a committed document, the root's first. */
export const documentNames: readonly string[] = readdirSync(DOCUMENTS)
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .sort((a, b) => Number(b === 'root') - Number(a === 'root') || (a < b ? -1 : 1));

const known = new Map<string, ServedDocument>();

/** Reads the document of a face when it is first asked for; null without one. One process has one base path. */
export function readDocument(name: string, basePath: string): ServedDocument | null {
  if (!documentNames.includes(name)) return null;
  const key = `${basePath}/${name}`;
  const document = known.get(key) ?? read(name, basePath);
  known.set(key, document);
  return document;
}

/** Reads a document, names the base path as its server, and strips its white space. */
function read(name: string, basePath: string): ServedDocument {
  const document = JSON.parse(readFileSync(join(DOCUMENTS, `${name}${SUFFIX}`), 'utf8')) as Document;
  const servers = document.servers.map((server) => ({ ...server, url: basePath || server.url }));
  const text = jsonText({ ...document, servers });
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
