import type { Specification } from './secrets.ts';

/** The rows that something may still use, by id. */
const rows = new Map<string, WeakRef<Specification>>();

/** About 100 kB. */
const MOST_ROWS = 1_000;

/**
 * Returns the object for a row that was read, the same one as long as it is in memory: what is derived from a schema is
 * kept with its object. A row never changes, and nobody may change the object.
 */
export function sharedSpecification(row: Specification): Specification {
  const known = rows.get(row.id)?.deref();
  if (known?.content_hash === row.content_hash && known.tools_hash === row.tools_hash) return known;
  rows.delete(row.id);
  rows.set(row.id, new WeakRef(row));
  const [oldest] = rows.size > MOST_ROWS ? rows.keys() : [];
  if (oldest !== undefined) rows.delete(oldest);
  return row;
}
