import { type Database, pgArray } from '@berth/db';
import { transact } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { apiKeys } from '../api-key/table.ts';

interface Use {
  at: Date;
  ip: string | null;
}

/** The uses of keys that are not written yet, by key. Bounded by the number of keys. */
const unwritten = new WeakMap<Database, Map<string, Use>>();

/** Notes that a key was used, for `writeUses`. */
export function noteUse(database: Database, keyId: string, use: Use): void {
  const known = unwritten.get(database) ?? new Map<string, Use>();
  unwritten.set(database, known.set(keyId, use));
}

/**
 * The condition that another process has written a later use. A much later one was written before the clock stepped
 * back: uses are written a minute late, and clocks differ by less. The time is computed here, because a sum of
 * `timestamptz` and `interval` is not immutable, which Citus demands.
 */
const STEPPED_MS = 5 * 60_000;
const isLater = sql`${apiKeys.last_used_at} > used.at and ${apiKeys.last_used_at} < used.stepped`;

/**
 * Writes the last use of every key that was used since the last call, in its own transaction. Keys that a write holds
 * are left for the next call, so that neither waits for the other.
 */
export async function writeUses(database: Database): Promise<void> {
  const noted = unwritten.get(database);
  if (!noted || noted.size === 0) return;
  const uses = new Map(noted);
  const each = (read: (use: Use) => string) => Array.from(uses.values(), read);
  const written = await transact({ database }, (db) =>
    db
      .update(apiKeys)
      .set({
        last_used_at: sql`case when ${isLater} then ${apiKeys.last_used_at} else used.at end`,
        last_used_ip: sql`case when ${isLater} then ${apiKeys.last_used_ip} else nullif(used.ip, '') end`,
      })
      .from(
        sql`(
          select held.id, given.at, given.stepped, given.ip
          from unnest(
            ${pgArray([...uses.keys()])}::text[],
            ${pgArray(each(({ at }) => at.toISOString()))}::timestamptz[],
            ${pgArray(each(({ at }) => new Date(at.getTime() + STEPPED_MS).toISOString()))}::timestamptz[],
            ${pgArray(each(({ ip }) => ip ?? ''))}::text[]
          ) as given(id, at, stepped, ip)
          join ${apiKeys} held on held.id = given.id
          for no key update of held skip locked
        ) as used`,
      )
      .where(sql`${apiKeys.id} = used.id`)
      .returning({ id: apiKeys.id }),
  );
  for (const { id } of written) {
    if (noted.get(id) === uses.get(id)) noted.delete(id); // else it was used meanwhile
  }
}

/** Writes the last uses periodically, and once more when it stops. */
export function startUseWriter(options: {
  database: Database;
  everyMs: number;
  failed: (error: unknown) => void;
}): { stop(): Promise<void> } {
  const { database, everyMs, failed } = options;
  let writing = Promise.resolve();
  const write = (): void => {
    writing = writing.then(() => writeUses(database)).catch(failed);
  };
  const timer = setInterval(write, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      write();
      return writing;
    },
  };
}
