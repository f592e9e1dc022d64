import { touch } from '@berth/db';
import { type Context, change, findRow, hold, refuseGone } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { sent, tidy } from '../../fields.ts';
import { monogram } from '../../monogram.ts';
import { shelve } from '../shelf/index.ts';
import { listingEntity, listings } from '../tables/listing.ts';
import { providerEntity } from '../tables/provider.ts';
import { SHELVES } from '../tables/shelf.ts';
import { listingErrors } from './errors.ts';
import type { UpdateListing } from './schema.ts';

/** Changes the listing of a provider of the caller's own. @throws DomainError `forbidden` for a shipped one. */
export async function updateListing(ctx: Context, id: string, input: UpdateListing): Promise<void> {
  const row = await hold(ctx, listingEntity, id, 'change');
  if (row.owner_id !== ctx.instanceId) throw listingErrors.shipped({ entity: listingEntity.name, id });
  refuseGone(listingEntity, row, 'change');
  const writer = { db: ctx.db, ownerId: row.owner_id, now: ctx.now };
  let moved = false;
  for (const [member, shelf] of Object.entries(SHELVES)) {
    const given = input[member as keyof typeof SHELVES];
    const shelves = given && (await shelve(writer, shelf, row.provider_id, given, [member]));
    if (!shelves) continue;
    moved = true;
    ctx.write.touched.push(...shelves);
  }
  const provider = await findRow(ctx, providerEntity, row.provider_id);
  const changed = await change(
    ctx,
    listingEntity,
    id,
    sent({
      name: ownText(row.name, input.name, provider.name),
      description: ownText(row.description, input.description, provider.description),
      readme: tidy(input.readme),
      image_url: ownText(row.image_url, input.image_url, monogram(row.name ?? provider.name)),
      skills: input.skills?.map((skill) => skill.trim()),
    }),
  );
  if (moved && !changed) {
    await ctx.db.update(listings).set(touch(listings, ctx.now)).where(eq(listings.id, id));
  }
}

/** A text of the listing's own. One that it takes from its provider, sent back as it was shown, stays so. */
const ownText = (stored: string | null, given: string | null | undefined, taken: string | null) =>
  stored === null && given === taken ? undefined : tidy(given);
