import { stamp, touch } from '@berth/db';
import { type Dependent, invalidData, isId, newId, nounOf, type Problem } from '@berth/kernel';
import { and, asc, eq, inArray, notExists, or, sql } from 'drizzle-orm';
import { type CatalogWriter, PUBLIC } from '../tables/owned.ts';
import type { Shelf } from '../tables/shelf.ts';
import { shelfProblems } from './errors.ts';
import type { OwnShelf } from './schema.ts';

/**
 * Puts the listing of one of the writer's providers into exactly these shelves. Makes and changes the writer's own, and
 * removes those that no listing stands in any more. Returns the shelves that it makes, changes and removes; null when
 * everything is as it was.
 * @throws DomainError `invalid_data` for a shelf that is not there; `path` leads to the list in the body.
 */
export async function shelve(
  writer: CatalogWriter,
  shelf: Shelf,
  providerId: string,
  given: readonly (string | OwnShelf)[],
  path: string[],
): Promise<Dependent[] | null> {
  const { db, ownerId } = writer;
  const { members } = shelf;
  const { ids, changed } = await readShelves(writer, shelf, given, path);
  const before = await db
    .select({ id: members.shelf_id, owner: members.shelf_owner })
    .from(members)
    .where(eq(members.provider_id, providerId));
  const gone = before.filter(({ id }) => !ids.has(id));
  const added = [...ids].filter(([id]) => !before.some((known) => known.id === id));
  if (gone.length > 0) {
    const dropped = gone.map(({ id }) => id);
    await db
      .delete(members)
      .where(and(eq(members.provider_id, providerId), inArray(members.shelf_id, dropped)));
    changed.push(...(await removeEmpty(writer, shelf, dropped)));
  }
  if (added.length > 0) {
    const rows = added.map(([shelf_id, shelf_owner]) => ({
      owner_id: ownerId,
      provider_id: providerId,
      shelf_owner,
      shelf_id,
    }));
    await db.insert(members).values(rows);
  }
  return changed.length + gone.length + added.length > 0 ? changed : null;
}

/** Finds and makes the shelves. Returns their ids with their owners, and those that were made or changed. */
async function readShelves(
  writer: CatalogWriter,
  shelf: Shelf,
  given: readonly (string | OwnShelf)[],
  path: string[],
): Promise<{ ids: Map<string, string>; changed: Dependent[] }> {
  const { table, kind, name } = shelf.entity;
  const { db, ownerId } = writer;
  const texts = given.map((one) => (typeof one === 'string' ? one : one.slug));
  const known =
    texts.length === 0
      ? []
      : await db
          .select({
            id: table.id,
            slug: table.slug,
            owner_id: table.owner_id,
            name: table.name,
            description: table.description,
          })
          .from(table)
          .where(
            and(
              inArray(table.owner_id, [PUBLIC, ownerId]),
              or(inArray(table.slug, texts), inArray(table.id, texts)),
            ),
          );
  const named = (text: string) =>
    known.filter((row) => (isId(kind, text) ? row.id : row.slug) === text).toSorted(ownFirst)[0];
  const noun = nounOf(name);
  const problems = given.flatMap((one, index): Problem[] => {
    const at = [...path, String(index)];
    if (typeof one === 'string') return named(one) ? [] : [shelfProblems.unknown({ noun }, at)];
    const row = named(one.slug);
    if (one.id !== undefined && one.id !== row?.id) return [shelfProblems.unknown({ noun }, [...at, 'id'])];
    const isOther = row?.name !== one.name.trim() || row.description !== one.description.trim();
    const isShipped = ownerId !== PUBLIC && row?.owner_id === PUBLIC;
    return isShipped && isOther ? [shelfProblems.shipped({ noun }, [...at, 'slug'])] : [];
  });
  if (problems.length > 0) throw invalidData(problems);
  const ids = new Map<string, string>();
  const changed: Dependent[] = [];
  for (const one of given) {
    const row = named(typeof one === 'string' ? one : one.slug);
    if (row && (typeof one === 'string' || row.owner_id !== ownerId)) ids.set(row.id, row.owner_id);
    else if (typeof one !== 'string') {
      const made = await ensureShelf(writer, shelf, one);
      ids.set(made.id, ownerId);
      if (made.changed) changed.push({ object: name, id: made.id, name: one.name.trim() });
    }
  }
  return { ids, changed };
}

const ownFirst = (a: { owner_id: string }, b: { owner_id: string }): number =>
  Number(a.owner_id === PUBLIC) - Number(b.owner_id === PUBLIC);

/** Makes a shelf of the writer's, or gives the one with this slug its new texts. */
export async function ensureShelf(
  { db, ownerId, now }: CatalogWriter,
  { entity: { table, kind } }: Shelf,
  given: OwnShelf,
): Promise<{ id: string; changed: boolean }> {
  const texts = { name: given.name.trim(), description: given.description.trim() };
  const [made] = await db
    .insert(table)
    .values({
      id: newId(kind as 'category', now),
      owner_id: ownerId,
      slug: given.slug,
      ...texts,
      ...stamp(now),
    })
    .onConflictDoUpdate({
      target: [table.owner_id, table.slug],
      set: { ...texts, ...touch(table, now) },
      setWhere: sql`(${table.name}, ${table.description}) is distinct from (${texts.name}, ${texts.description})`,
    })
    .returning({ id: table.id });
  if (made) return { id: made.id, changed: true };
  const [same] = await db
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.owner_id, ownerId), eq(table.slug, given.slug)));
  if (!same) throw new Error(`The shelf ${given.slug} is not there after it was made`);
  return { id: same.id, changed: false };
}

/** Removes the writer's own of these shelves that no listing stands in, and returns them. */
async function removeEmpty(
  { db, ownerId }: CatalogWriter,
  shelf: Shelf,
  ids: string[],
): Promise<Dependent[]> {
  const { members, entity } = shelf;
  if (ownerId === PUBLIC) return [];
  const own = and(eq(entity.table.owner_id, ownerId), inArray(entity.table.id, ids));
  // Of two listings that leave at once, the second one waits here and then sees that the first has left
  await db
    .select({ id: entity.table.id })
    .from(entity.table)
    .where(own)
    .orderBy(asc(entity.table.id))
    .for('update');
  const standing = db.select({ one: sql`1` }).from(members).where(eq(members.shelf_id, entity.table.id));
  const removed = await db
    .delete(entity.table)
    .where(and(own, notExists(standing)))
    .returning({ id: entity.table.id, name: entity.table.name });
  return removed.map((row) => ({ object: entity.name, ...row }));
}
