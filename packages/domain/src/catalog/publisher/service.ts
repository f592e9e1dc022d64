import { stamp } from '@berth/db';
import { newId } from '@berth/kernel';
import { and, eq, inArray } from 'drizzle-orm';
import type { CatalogWriter } from '../tables/owned.ts';
import { publishers } from '../tables/publisher.ts';

export interface PublisherInput {
  slug: string;
  name: string;
  description?: string | null;
}

/** Finds the owner's publisher by slug, or creates it. Returns its id. */
export async function ensurePublisher(writer: CatalogWriter, input: PublisherInput): Promise<string> {
  const id = (await ensurePublishers(writer, [input])).get(input.slug);
  if (id === undefined) throw new Error(`The publisher ${input.slug} is not there after it was made`);
  return id;
}

/** Finds the owner's publishers by slug, or creates them. Returns their ids by slug. */
export async function ensurePublishers(
  { db, ownerId, now }: CatalogWriter,
  inputs: readonly PublisherInput[],
): Promise<Map<string, string>> {
  const bySlug = new Map(inputs.map((input) => [input.slug, input]));
  if (bySlug.size === 0) return new Map();
  const rows = [...bySlug.values()].map(({ slug, name, description }) => ({
    id: newId('publisher', now),
    owner_id: ownerId,
    slug,
    name,
    description: description ?? null,
    ...stamp(now),
  }));
  await db
    .insert(publishers)
    .values(rows)
    .onConflictDoNothing({ target: [publishers.owner_id, publishers.slug] });
  const found = await db
    .select({ id: publishers.id, slug: publishers.slug })
    .from(publishers)
    .where(and(eq(publishers.owner_id, ownerId), inArray(publishers.slug, [...bySlug.keys()])));
  return new Map(found.map(({ id, slug }) => [slug, id]));
}
