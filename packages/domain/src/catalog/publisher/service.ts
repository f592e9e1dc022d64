import { stamp } from '@berth/db';
import { newId } from '@berth/kernel';
import { and, eq } from 'drizzle-orm';
import type { CatalogWriter } from '../tables/owned.ts';
import { publishers } from '../tables/publisher.ts';

export interface PublisherInput {
  slug: string;
  name: string;
  description?: string | null;
}

/** Finds the owner's publisher by slug, or creates it. Returns its id. */
export async function ensurePublisher(writer: CatalogWriter, input: PublisherInput): Promise<string> {
  const { db, ownerId, now } = writer;
  await db
    .insert(publishers)
    .values({
      id: newId('publisher', now),
      owner_id: ownerId,
      slug: input.slug,
      name: input.name,
      description: input.description ?? null,
      ...stamp(now),
    })
    .onConflictDoNothing({ target: [publishers.owner_id, publishers.slug] });
  const [row] = await db
    .select({ id: publishers.id })
    .from(publishers)
    .where(and(eq(publishers.owner_id, ownerId), eq(publishers.slug, input.slug)));
  if (!row) throw new Error(`The publisher ${input.slug} is not there after it was made`);
  return row.id;
}
