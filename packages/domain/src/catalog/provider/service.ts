import { archived, stamp, touch, unarchived } from '@berth/db';
import { newId } from '@berth/kernel';
import {
  type Context,
  change,
  hold,
  holdArchived,
  outOfReach,
  refuseGone,
  releaseDependents,
  taken,
  type Written,
} from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import { changedDescription, newDescription } from '../../described.ts';
import { copiedName, sent } from '../../fields.ts';
import { instances } from '../../governance/tables/instance.ts';
import { publishVersion } from '../provider-version/index.ts';
import { ensurePublisher } from '../publisher/index.ts';
import { listingEntity, listingIdOf, listings } from '../tables/listing.ts';
import { insertNew } from '../tables/new-rows.ts';
import type { CatalogWriter } from '../tables/owned.ts';
import { PUBLIC } from '../tables/owned.ts';
import { providerEntity, providers } from '../tables/provider.ts';
import { providerVersionEntity } from '../tables/provider-version.ts';
import { providerErrors } from './errors.ts';
import type { CreateProvider, UpdateProvider } from './schema.ts';

/** The slug of an instance's own publisher. Each instance has one. */
const OWN_PUBLISHER = 'own';

/** Creates a provider of the caller's instance, with its first version and specification. */
export async function createProvider(ctx: Context, input: CreateProvider): Promise<Written> {
  // No reach can name a provider that is not there yet
  if (ctx.reach) throw outOfReach(providerEntity.name);
  const [other] = await ctx.db
    .select({ id: providers.id })
    .from(providers)
    .where(and(inArray(providers.owner_id, [PUBLIC, ctx.instanceId]), eq(providers.slug, input.slug)));
  if (other) throw taken(providerEntity.name, 'slug', input.slug, { id: other.id });
  const [instance] = await ctx.db
    .select({ name: instances.name })
    .from(instances)
    .where(eq(instances.id, ctx.instanceId));
  const writer = { db: ctx.db, ownerId: ctx.instanceId, now: ctx.now };
  const publisherId = await ensurePublisher(writer, {
    slug: OWN_PUBLISHER,
    name: copiedName(instance?.name ?? null) ?? 'Own',
  });
  const provider = await insertProvider(writer, publisherId, input);
  const { id: version, warnings } = await publishVersion(writer, provider, input.version, ['version']);
  ctx.write.touched.push(
    { object: providerVersionEntity.name, id: version, name: null },
    { object: listingEntity.name, id: listingIdOf(provider.id), name: provider.name },
  );
  return { id: provider.id, once: { warnings } };
}

/**
 * Stores the row and its listing. The unique constraint refuses a slug that the owner already has. A shipped provider
 * has the hash of its file, and texts in its listing.
 */
export async function insertProvider(
  writer: CatalogWriter,
  publisherId: string,
  input: Omit<CreateProvider, 'version'>,
  shipped?: { hash: string; listing: Pick<typeof listings.$inferInsert, 'readme' | 'skills'> },
): Promise<{ id: string; name: string }> {
  const provider = { id: newId('provider', writer.now), name: input.name.trim() };
  const row = {
    ...provider,
    owner_id: writer.ownerId,
    publisher_id: publisherId,
    slug: input.slug,
    shipped_hash: shipped?.hash ?? null,
    ...newDescription(input),
    ...stamp(writer.now),
  };
  const listing = {
    id: listingIdOf(provider.id),
    owner_id: writer.ownerId,
    provider_id: provider.id,
    skills: shipped?.listing.skills ?? [],
    readme: shipped?.listing.readme ?? null,
    ...stamp(writer.now),
  };
  await insertNew(writer, providers, [row]);
  await insertNew(writer, listings, [listing]);
  return provider;
}

export async function updateProvider(ctx: Context, id: string, input: UpdateProvider): Promise<void> {
  await holdOwn(ctx, id, 'change');
  const changes = sent({ name: input.name?.trim(), ...changedDescription(input) });
  if (await change(ctx, providerEntity, id, changes)) await changeListing(ctx, id, {});
}

/** Changes the listing with its provider, whose texts it shows. */
async function changeListing(
  { db, now, write }: Context,
  id: string,
  changes: { status?: 'active' | 'archived' },
): Promise<void> {
  const changed = await db
    .update(listings)
    .set({ ...changes, ...touch(listings, now) })
    .where(eq(listings.provider_id, id))
    .returning({ id: listings.id, name: listings.name });
  write.touched.push(...changed.map((listing) => ({ object: listingEntity.name, ...listing })));
}

/**
 * Archives a provider that no live row uses. With `force` it is archived all the same, and the rows that use it keep
 * working.
 * @throws DomainError `conflict`.
 */
export async function archiveProvider(ctx: Context, id: string): Promise<void> {
  await holdOwn(ctx, id, 'archive');
  await releaseDependents(ctx, providerEntity, id);
  await change(ctx, providerEntity, id, archived(ctx.now));
  await changeListing(ctx, id, { status: 'archived' });
}

/** Makes an archived provider live again. Its slug stays its own while it is archived. */
export async function unarchiveProvider(ctx: Context, id: string): Promise<void> {
  requireOwn(ctx, await hold(ctx, providerEntity, id, 'change'));
  await holdArchived(ctx, providerEntity, id);
  await change(ctx, providerEntity, id, unarchived());
  await changeListing(ctx, id, { status: 'active' });
}

async function holdOwn(ctx: Context, id: string, as: 'change' | 'archive'): Promise<void> {
  const row = await hold(ctx, providerEntity, id, as);
  requireOwn(ctx, row);
  refuseGone(providerEntity, row, as);
}

/** @throws DomainError `forbidden` for a shipped provider. */
function requireOwn({ instanceId }: Context, { id, owner_id }: typeof providers.$inferSelect): void {
  if (owner_id !== instanceId) throw providerErrors.shipped({ entity: providerEntity.name, id });
}
