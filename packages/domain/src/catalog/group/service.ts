import { stamp, touch } from '@berth/db';
import { digitsOf, newId } from '@berth/kernel';
import { type Context, change, hold, missingBehind, refuseArchived, type Written } from '@berth/resource';
import { and, count, eq } from 'drizzle-orm';
import { sent, tidy } from '../../fields.ts';
import { findNamed } from '../../find-named.ts';
import { slugFrom } from '../../slug.ts';
import { findListing } from '../find-listing.ts';
import { listingEntity } from '../tables/listing.ts';
import { groupErrors } from './errors.ts';
import type { CreateGroup, ListingInput, UpdateGroup } from './schema.ts';
import { groupEntity, grouped, groups } from './table.ts';

/** Creates a group. A slug that another group has gets the end of the new id. */
export async function createGroup(ctx: Context, input: CreateGroup): Promise<Written> {
  const id = newId('group', ctx.now);
  const name = input.name.trim();
  const slug = slugFrom(name) ?? 'group';
  for (const candidate of [slug, `${slug.slice(0, 80)}-${digitsOf(id).slice(-8)}`]) {
    const [made] = await ctx.db
      .insert(groups)
      .values({
        instance_id: ctx.instanceId,
        id,
        name,
        description: tidy(input.description ?? null),
        slug: candidate,
        ...stamp(ctx.now),
      })
      .onConflictDoNothing({ target: [groups.instance_id, groups.slug] })
      .returning({ id: groups.id });
    if (made) return { id };
  }
  throw new Error('The end of a new id was part of a slug already');
}

export async function updateGroup(ctx: Context, id: string, input: UpdateGroup): Promise<void> {
  await hold(ctx, groupEntity, id, 'change');
  const changes = sent({ name: input.name?.trim(), description: tidy(input.description) });
  await change(ctx, groupEntity, id, changes);
}

/** The most groups that a listing stands in: its view shows each of them. */
export const MOST_GROUPS = 100;

/**
 * Adds a listing to a group. Adding it again changes nothing.
 * @throws DomainError `not_found`, `use_after_delete`; `bad_request` for a listing in too many groups.
 */
export async function addListing(ctx: Context, id: string, input: ListingInput): Promise<undefined> {
  await hold(ctx, groupEntity, id, 'change');
  const text = input.provider_listing_id;
  const listing = await hold(ctx, listingEntity, await findListing(ctx, text), 'reference');
  refuseArchived(listingEntity, listing);
  const added = await ctx.db
    .insert(grouped)
    .values({
      instance_id: ctx.instanceId,
      group_id: id,
      provider_owner: listing.owner_id,
      provider_id: listing.provider_id,
    })
    .onConflictDoNothing()
    .returning({ group_id: grouped.group_id });
  if (added.length === 0) return;
  const [{ all } = { all: 0 }] = await ctx.db
    .select({ all: count() })
    .from(grouped)
    .where(and(eq(grouped.instance_id, ctx.instanceId), eq(grouped.provider_id, listing.provider_id)));
  if (all > MOST_GROUPS) throw groupErrors.tooMany({ most: MOST_GROUPS });
  await note(ctx, id, listing);
}

/** Takes a listing out of a group. @throws DomainError `not_found` when it is not in there. */
export async function removeListing(ctx: Context, id: string, text: string): Promise<undefined> {
  await hold(ctx, groupEntity, id, 'change');
  const listingId = await findListing(ctx, text);
  const listing = await hold(ctx, listingEntity, listingId, 'read');
  const removed = await ctx.db
    .delete(grouped)
    .where(
      and(
        eq(grouped.instance_id, ctx.instanceId),
        eq(grouped.group_id, id),
        eq(grouped.provider_id, listing.provider_id),
      ),
    )
    .returning({ group_id: grouped.group_id });
  if (removed.length === 0) throw missingBehind(groupEntity, listingEntity.name, listingId);
  await note(ctx, id, listing);
}

/** Counts the change as one of the group, and names the listing in its event. */
async function note(ctx: Context, id: string, listing: { id: string; name: string | null }): Promise<void> {
  await ctx.db
    .update(groups)
    .set(touch(groups, ctx.now))
    .where(and(eq(groups.instance_id, ctx.instanceId), eq(groups.id, id)));
  ctx.write.touched.push({ object: listingEntity.name, id: listing.id, name: listing.name });
}

/** Finds the ids of groups that are named by id or slug. */
export const findGroups = (ctx: Context, texts: string[]): Promise<string[]> =>
  findNamed(ctx, groupEntity, texts);
