import { schemaBytes } from '@berth/json-schema';
import { LRUCache } from 'lru-cache';
import { specifications } from '../../../catalog/tables/specification.ts';
import type { Specification } from './secrets.ts';

/**
 * The columns that identify a row and its content. A process may see several databases, with other rows of the same id.
 */
export const hashColumns = {
  id: specifications.id,
  content_hash: specifications.content_hash,
  tools_hash: specifications.tools_hash,
};

export type SpecificationHashes = Pick<Specification, keyof typeof hashColumns>;

/**
 * Keeps rows in memory, within 16 MB of schemas, their validators and lists of paths; the least recently used one goes
 * first.
 */
const held = new LRUCache<string, Specification>({ max: 1_000, maxSize: 16 * 1024 * 1024 });

/** Returns the row with these hashes, or `undefined` when the process lacks it. */
export function keptSpecification({
  id,
  content_hash,
  tools_hash,
}: SpecificationHashes): Specification | undefined {
  const known = held.get(id);
  return known?.content_hash === content_hash && known.tools_hash === tools_hash ? known : undefined;
}

/**
 * Returns the object for a row that was read, the same one as long as it is kept: what is derived from a schema is kept
 * with its object. A row never changes, and nobody may change the object.
 */
export function sharedSpecification(row: Specification): Specification {
  const known = keptSpecification(row);
  if (known) return known;
  held.set(row.id, row, { size: bytesOf(row) });
  return row;
}

/** Estimates the bytes of a row with what is derived from its schema. A character takes two bytes at most. */
const bytesOf = ({ config_schema, secret_paths, destination_paths }: Specification): number =>
  schemaBytes(config_schema) + 2 * JSON.stringify([secret_paths, destination_paths]).length;
